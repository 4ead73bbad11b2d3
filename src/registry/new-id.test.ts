import { validate, version } from "uuid";
import { afterEach, describe, expect, it, vi } from "vitest";
import { newId, PARTS_MAX, partId } from "./new-id.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("newId", () => {
  it("makes UUIDs of version 7 that hold the time", () => {
    const before = Date.now();
    const id = newId();
    const at = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    expect(validate(id)).toBe(true);
    expect(version(id)).toBe(7);
    expect(at).toBeGreaterThanOrEqual(before - 1);
    expect(at).toBeLessThanOrEqual(Date.now() + 1);
  });

  it("makes no id twice, and each later than the one before", () => {
    const ids = Array.from({ length: 200_000 }, newId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(validate)).toBe(true);
    expect(ids.every((id, index) => index === 0 || (ids[index - 1] as string) < id)).toBe(true);
  });

  it("keeps its order when the clock is set back", () => {
    const first = newId();
    vi.spyOn(Date, "now").mockReturnValue(Date.now() - 60_000);
    expect(newId() > first).toBe(true);
  });

  it("keeps its order where the counter carries from digit to digit", () => {
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 1_000);
    const ids = Array.from({ length: 20_000 }, newId);
    expect(ids.every((id, index) => index === 0 || (ids[index - 1] as string) < id)).toBe(true);
  });
});

describe("partId", () => {
  it("gives valid ids that sort behind their owner, by number, and before whatever is made later", () => {
    const [owner, later] = [newId(), newId()];
    const parts = [1, 2, 255, 256, 4096, PARTS_MAX].map((number) => partId(owner, number));
    expect(parts.every(validate)).toBe(true);
    const ids = [owner, ...parts, later];
    expect(ids.toSorted()).toEqual(ids);
  });

  it("refuses a number for which an owner has no room", () => {
    for (const number of [0, -1, PARTS_MAX + 1, Number.NaN]) expect(() => partId(newId(), number)).toThrow(RangeError);
  });
});
