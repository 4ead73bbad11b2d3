import { expect, test } from "vitest";
import { type Home, nextHome, planGrid } from "./plan-grid.ts";

const home = (room: string): Home => ({ element: room, room, usage: "", usageText: { zh: "", en: "" }, marks: [], people: [] });
const floor = (name: string, ...rooms: string[]) => ({ floor: name, rooms: rooms.map(home) });
const numbers = (grid: ReturnType<typeof planGrid>) => grid.rows.map((row) => row.map((cell) => cell?.room ?? ""));

test("homes above one another share a column, and a gap stays a gap", () => {
  const grid = planGrid({
    units: [
      { unit: "1", floors: [floor("10", "1001", "1002"), floor("2", "202"), floor("1", "101", "102", "103")] },
      { unit: "2", floors: [floor("2", "201"), floor("1", "101")] },
    ],
  });
  expect(grid.floors).toEqual(["10", "2", "1"]);
  expect(grid.columns).toEqual([
    { unit: "1", slot: "01" },
    { unit: "1", slot: "02" },
    { unit: "1", slot: "03" },
    { unit: "2", slot: "01" },
  ]);
  expect(numbers(grid)).toEqual([
    ["1001", "1002", "", ""],
    ["", "202", "", "201"],
    ["101", "102", "103", "101"],
  ]);
});

test("a room number that stands twice hides nothing, nor do rooms without a floor", () => {
  expect(numbers(planGrid({ units: [{ unit: "", floors: [floor("3", "301", "301"), floor("", "商铺2", "商铺10")] }] }))).toEqual([
    ["301", "301", "", ""],
    ["", "", "商铺2", "商铺10"],
  ]);
});

test("arrow keys go over gaps to the next home and stop at the edge", () => {
  const a = home("a");
  const rows = [
    [a, null, a],
    [null, null, a],
    [a, a, a],
  ];
  expect(nextHome(rows, [0, 0], [0, 1])).toEqual([0, 2]);
  expect(nextHome(rows, [0, 0], [1, 0])).toEqual([2, 0]);
  expect(nextHome(rows, [1, 2], [0, -1])).toBeNull();
  expect(nextHome(rows, [0, 0], [-1, 0])).toBeNull();
});
