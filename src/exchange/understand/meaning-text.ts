import { attributeOf } from "#vocabulary";
import { ElementKind, MentionRole } from "#vocabulary/contract";
import type { ColumnMeaning } from "../contract.ts";

const kinds = new Set<string>(Object.values(ElementKind));
const roles = new Set<string>(Object.values(MentionRole));

/** Whether a meaning text is one, and what is wrong when it is none. */
export type MeaningRead = { readonly meaning: ColumnMeaning | null } | { readonly wrong: string };

/**
 * Reads `kind.role.attribute` (`person.guardian.phone`), `kind.attribute` for the subject's own (`person.name`),
 * or `ignore` for a column that carries no fact (null).
 */
export function readMeaning(text: string): MeaningRead {
  if (text === "ignore") return { meaning: null };
  const parts = text.split(".");
  const [kind = "", role = "", attribute = ""] = parts.length === 2 ? [parts[0], "subject", parts[1]] : parts;
  if (parts.length > 3 || parts.length < 2) return { wrong: `"${text}" is not kind.role.attribute or ignore` };
  if (!kinds.has(kind)) return { wrong: `"${kind}" is no kind of element` };
  if (!roles.has(role)) return { wrong: `"${role}" is no role` };
  if (attributeOf(kind as ElementKind, attribute) === undefined) return { wrong: `${kind} has no attribute "${attribute}"` };
  return { meaning: { kind: kind as ElementKind, role: role as MentionRole, attribute } };
}

/** A meaning as it is written in registers and mapping files. */
export function writeMeaning(meaning: ColumnMeaning | null): string {
  return meaning === null ? "ignore" : `${meaning.kind}.${meaning.role}.${meaning.attribute}`;
}
