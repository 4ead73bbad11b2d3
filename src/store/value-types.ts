import pg from "pg";

const { builtins } = pg.types;

/** Reads a `bigint`: as a number, since every one of ours is a division code, a count or a counter; never rounded in silence. */
function readBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("A bigint column holds a value beyond 2^53.");
  return value;
}

const asText = (text: string) => text;

const readBigints = (text: string): number[] => (text.length === 2 ? [] : text.slice(1, -1).split(",").map(readBigint));

/** OIDs of array types that `pg` does not name. */
const bigintArray = 1016;

const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [builtins.INT8, readBigint],
  [bigintArray, readBigints],
  // A calendar date has no time zone: JavaScript's Date would shift it.
  [builtins.DATE, asText],
  [builtins.TIMESTAMP, asText],
  [builtins.NUMERIC, asText],
]);

/** How the driver reads values, for our connections only (the driver's global table stays as it is). */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    (format === "binary" ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
};
