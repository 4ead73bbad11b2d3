/** A building's plan as a matrix: floors from the top down, and in each unit one column for the homes that stand above one another. */
import type { Reply } from "../api/client.ts";

export type Plan = Reply<"GET /api/v1/communities/{community}/building">;
export type Home = Plan["units"][number]["floors"][number]["rooms"][number];

export interface PlanGrid {
  /** Every floor that any unit has, the highest first; empty where rooms tell none. */
  readonly floors: readonly string[];
  readonly columns: readonly { readonly unit: string; readonly slot: string }[];
  /** By floor, then by column; null where no home is known. */
  readonly rows: readonly (readonly (Home | null)[])[];
}

export function planGrid(plan: Pick<Plan, "units">): PlanGrid {
  const floors = [...new Set(plan.units.flatMap(({ floors }) => floors.map(({ floor }) => floor)))].sort((left, right) =>
    byNumber(right, left),
  );
  const columns: { unit: string; slot: string }[] = [];
  const homes = new Map<string, Home>();
  for (const { unit, floors: held } of plan.units) {
    const slots = new Set<string>();
    for (const { floor, rooms } of held) {
      for (const home of rooms) {
        const slot = freeSlot(home.room, floor, (one) => homes.has(keyOf(floor, unit, one)));
        slots.add(slot);
        homes.set(keyOf(floor, unit, slot), home);
      }
    }
    columns.push(...[...slots].sort(byNumber).map((slot) => ({ unit, slot })));
  }
  const rows = floors.map((floor) => columns.map(({ unit, slot }) => homes.get(keyOf(floor, unit, slot)) ?? null));
  return { floors, columns, rows };
}

/** Where a room stands on its floor: `01` of 201 and of 1001. A second home of the same number gets a column of its own. */
function freeSlot(room: string, floor: string, taken: (slot: string) => boolean): string {
  const slot = floor !== "" && room.length > floor.length && room.startsWith(floor) ? room.slice(floor.length) : room;
  for (let copy = slot; ; copy = `${copy}'`) if (!taken(copy)) return copy;
}

function keyOf(floor: string, unit: string, slot: string): string {
  return JSON.stringify([floor, unit, slot]);
}

function byNumber(left: string, right: string): number {
  return left.localeCompare(right, "zh", { numeric: true });
}

/** Where the keyboard goes from a home at `row`, `column` in a direction: over gaps to the next home, or nowhere at the edge. */
export function nextHome(
  rows: PlanGrid["rows"],
  [row, column]: readonly [row: number, column: number],
  [down, along]: readonly [down: number, along: number],
): readonly [row: number, column: number] | null {
  for (let at = [row + down, column + along] as const; ; at = [at[0] + down, at[1] + along]) {
    const home = rows[at[0]]?.[at[1]];
    if (home === undefined) return null;
    if (home !== null) return at;
  }
}
