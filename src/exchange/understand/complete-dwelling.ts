import { attributeOf, formatAddress, type ParseContext, parseValue } from "#vocabulary";
import type { Address, StatedValue } from "#vocabulary/contract";
import { squashed } from "./cell-text.ts";
import type { ColumnDraft, SampleRows } from "./column-draft.ts";
import type { Values } from "./person-facts.ts";
import { DWELLING_PARTS, type PlaceReading } from "./read-column.ts";

const ADDRESS = attributeOf("dwelling", "address");
/** Numbers and nothing else: a door that only its building's heading places. */
const DOOR = /^(?:.*?(?:市|区|县|旗|街道|镇|乡|村))?((?:[A-Z]?\d{1,5}(?:幢|单元|层|室))+)$/;
const UNIT_MAX = 9;

/**
 * Completes a row's dwelling: a door (`1-101`, read as building and room) below `3幢` is unit 1 of building 3; what only the sheet, the
 * title or a dividing line names (`known`) is added; an address follows from the parts.
 */
export function completeDwelling(values: Values, known: Address, context: ParseContext): void {
  if (values.address !== undefined && !isDoor(values.address, known)) return;
  if (values.room === undefined && values.building === undefined) return;
  placeDoor(values, known);
  for (const part of ["estate", "building", "unit"] as const) {
    const named = known[part];
    if (values[part] === undefined && named !== undefined) values[part] = [{ value: named, valid: true, column: -1 }];
  }
  const parts: Record<string, string> = {};
  for (const part of DWELLING_PARTS) {
    const value = values[part]?.[0]?.value;
    if (value !== undefined) parts[part] = value;
  }
  if (parts.estate === undefined || ADDRESS === undefined) return;
  // Spelled as a stated address would be, so that the two are the same text.
  const stated = parseValue(ADDRESS, formatAddress(parts, "short"), context).values;
  const column = values.address?.[0]?.column ?? -1;
  values.address = stated.map((value) => ({ ...value, column }));
}

/** An address of numbers alone, where a heading says more. */
function isDoor(stated: readonly StatedValue[], known: Address): boolean {
  if (known.estate === undefined && known.building === undefined) return false;
  const [only] = stated;
  return stated.length === 1 && only !== undefined && DOOR.test(only.value);
}

/** What a door of two numbers says first is the unit, where another column says the building. */
export function addUnit(values: Values, place: PlaceReading): void {
  const building = place.parts.find(([part]) => part === "building")?.[1];
  const says = (part: string) => place.parts.some(([name]) => name === part);
  if (building === undefined || says("unit") || says("estate") || !says("room") || values.unit !== undefined) return;
  const [first] = building;
  if (values.building?.some((stated) => stated.column !== first?.column) === true) values.unit = building;
}

/** Whether some row's door (`2-101`) begins with another number than its column of buildings states. */
export function doorsNameUnits(drafts: readonly ColumnDraft[], rows: SampleRows): boolean {
  const of = (attribute: string) => drafts.find(({ meaning }) => meaning?.kind === "dwelling" && meaning.attribute === attribute)?.column;
  const [building, door] = [of("building"), of("room")];
  if (building === undefined || door === undefined) return false;
  return rows.some(({ cells }) => {
    const first = /^0*(\d)[-—–]\d{3,4}$/.exec(squashed(cells[door]))?.[1];
    const stated = /^0*(\d+)/.exec(squashed(cells[building]))?.[1];
    return first !== undefined && stated !== undefined && first !== stated;
  });
}

/** Of two buildings, one stated or named and one read out of a door of two numbers, the door's is the unit. */
function placeDoor(values: Values, known: Address): void {
  const column = values.room?.[0]?.column;
  const own = values.building?.find((building) => building.column === column);
  if (own === undefined || values.unit !== undefined || !(Number(own.value) <= UNIT_MAX)) return;
  const stated = values.building?.filter((building) => building !== own) ?? [];
  if (stated.length === 0 && known.building === undefined) return;
  values.unit = [own];
  if (stated.length > 0) values.building = stated;
  else delete values.building;
}
