/** How an element is told: its golden values with their origins, and what belongs to it. */
import { type Static, Type } from "typebox";
import type { GoldenElement, StatedBy, ValueOrigin } from "#registry/contract";
import { ChoiceReason } from "#registry/contract";
import { Sensitivity } from "#vocabulary/contract";
import { attributeLabel, attributeOrder, guardOf, valueLabel } from "./labels.ts";
import type { OriginNames } from "./origin-names.ts";
import { Id, Kind, Timestamp, Words } from "./shapes.ts";

export const StatedShape = Type.Object(
  {
    actor: Type.String({ description: "Account of whoever stated it, or confirmed what a resident said of themselves." }),
    at: Timestamp,
    residentAskedAt: Type.Optional(Timestamp),
  },
  { description: "Set for what was stated by hand: by whom, and when." },
);

/** Who stated something by hand, where somebody did. */
export function shownStated({ stated }: { readonly stated?: StatedBy | undefined }): { stated?: Static<typeof StatedShape> } {
  if (stated === undefined) return {};
  const { actor, at, residentAskedAt } = stated;
  return {
    stated: { actor, at: at.toISOString(), ...(residentAskedAt === undefined ? {} : { residentAskedAt: residentAskedAt.toISOString() }) },
  };
}

export const OriginShape = Type.Object({
  department: Words,
  file: Type.String(),
  sheet: Type.String(),
  row: Type.Integer(),
  column: Type.String({ description: "Header path." }),
  cell: Type.String({ description: "`C7`; empty for a value that the row implies." }),
  date: Type.String({ description: "ISO day of which the source speaks." }),
  record: Id,
  stated: Type.Optional(StatedShape),
});

export const ElementShape = Type.Object({
  id: Id,
  kind: Kind,
  title: Type.String(),
  values: Type.Array(
    Type.Object({
      attribute: Type.String(),
      label: Words,
      value: Type.String({ description: "Canonical spelling, or what is left of it when masked." }),
      text: Words,
      sensitivity: Type.Enum(Object.values(Sensitivity)),
      masked: Type.Boolean(),
      reason: Type.Enum(Object.values(ChoiceReason)),
      disputed: Type.Boolean({ description: "Sources of equal standing disagree." }),
      derived: Type.Boolean({ description: "Read out of the identity number." }),
      origin: Type.Optional(OriginShape),
    }),
  ),
  related: Type.Array(
    Type.Object({
      relation: Type.String(),
      direction: Type.Enum(["from", "to"]),
      element: Id,
      kind: Kind,
      title: Type.String(),
      hint: Type.String(),
      detail: Type.String(),
      preferred: Type.Boolean(),
      validFrom: Type.Optional(Type.String()),
    }),
  ),
});

/** An element as it is told. */
export function shownElement(element: GoldenElement, names: OriginNames): Static<typeof ElementShape> {
  const { kind } = element;
  return {
    id: element.id,
    kind,
    title: element.title,
    values: element.values
      .toSorted((left, right) => attributeOrder(kind, left.attribute) - attributeOrder(kind, right.attribute))
      .map(({ origin, ...value }) => ({
        ...value,
        label: attributeLabel(kind, value.attribute),
        text: value.masked ? { zh: value.value, en: value.value } : valueLabel(kind, value.attribute, value.value),
        sensitivity: guardOf(kind, value.attribute),
        ...(origin === undefined ? {} : { origin: shownOrigin(origin, names) }),
      })),
    related: element.related.map((each) => ({ ...each })),
  };
}

export function shownOrigin(origin: ValueOrigin, names: OriginNames): Static<typeof OriginShape> {
  const { department, stated, ...rest } = origin;
  return { ...rest, ...shownStated({ stated }), department: names.department(department) };
}
