import { validate, version } from "uuid";
import { afterEach, describe, expect, it, vi } from "vitest";
import { newId } from "./new-id.ts";

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
