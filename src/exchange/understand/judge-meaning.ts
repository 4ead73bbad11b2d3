import { attributeOf, checkIdNumber, type ParseContext, parseValue } from "#vocabulary";
import type { Attribute } from "#vocabulary/contract";
import type { ColumnProfile } from "./column-profile.ts";
import type { Meaning } from "./header-words.ts";

/** What the values say of a meaning that the header suggests. */
export type Judgement = "supported" | "neutral" | "contradicted";

/** Fewer values than this cannot contradict a header. */
const VALUES_MIN = 3;

/** Whether a column's values look like what its header promises. */
export function judge(meaning: Meaning, profile: ColumnProfile, context: ParseContext): Judgement {
  const attribute = attributeOf(meaning.kind, meaning.attribute);
  if (attribute === undefined) return "contradicted";
  const judgement = byType(attribute, profile, context);
  return judgement === "contradicted" && profile.count < VALUES_MIN ? "neutral" : judgement;
}

function byType(attribute: Attribute, profile: ColumnProfile, context: ParseContext): Judgement {
  if (profile.count === 0) return "neutral";
  const other = Math.max(profile.residentId, profile.creditCode);
  switch (attribute.type) {
    case "identityNumber":
      if (profile.sample.filter(isDisabilityCertificate).length * 2 > profile.count) return "contradicted";
      return profile.idLike >= 0.4 || profile.residentId >= 0.3 ? "supported" : profile.idLike < 0.25 ? "contradicted" : "neutral";
    case "phone":
      if (other > 0.3 || profile.chineseName > 0.5 || profile.address > 0.5) return "contradicted";
      return profile.phone >= 0.4 ? "supported" : profile.phone < 0.15 && !profile.sample.some(hasManyDigits) ? "contradicted" : "neutral";
    case "personName":
      if (other > 0.3 || profile.phone > 0.4 || profile.date > 0.4 || profile.number > 0.5 || profile.address > 0.5) return "contradicted";
      return profile.chineseName >= 0.5 || profile.latinName >= 0.5 ? "supported" : "neutral";
    case "foreignName":
      if (other > 0.3 || profile.phone > 0.4 || profile.date > 0.4 || profile.number > 0.5) return "contradicted";
      return profile.latinName >= 0.5 ? "supported" : "neutral";
    case "date":
      return profile.date >= 0.4 ? "supported" : profile.date < 0.2 || other > 0.3 ? "contradicted" : "neutral";
    case "creditCode":
      if (profile.creditCode >= 0.4) return "supported";
      // 营业执照: 有 / 无 says whether there is one.
      if (!profile.sample.some((cell) => /[0-9A-Z]{6}/i.test(String(cell)))) return "contradicted";
      return profile.phone > 0.5 || profile.chineseName > 0.5 || profile.residentId > 0.5 || profile.date > 0.5
        ? "contradicted"
        : "neutral";
    case "number":
    case "integer":
      return other > 0.3 || profile.number < 0.3 ? "contradicted" : "supported";
    case "code":
    case "boolean":
      return byParsing(attribute, profile, context);
    case "address":
      return other > 0.3 || profile.phone > 0.5 || profile.date > 0.5 ? "contradicted" : profile.address > 0.4 ? "supported" : "neutral";
    case "bankAccount":
      // A number of ten digits is an account of something else.
      if (profile.sample.filter((cell) => String(cell).replace(/\D/g, "").length < 11).length > profile.count * 0.6) return "contradicted";
      return profile.residentId > 0.5 || profile.chineseName > 0.4 || profile.date > 0.5 ? "contradicted" : "neutral";
    case "text":
      return textual(attribute, profile);
  }
}

/** Identifiers kept as text may be long numbers; other texts may not. */
function textual(attribute: Attribute, profile: ColumnProfile): Judgement {
  const isNumberLike = /[Nn]umber$|^(?:building|unit|floor|room|grade|email|ownershipCertificate)$/.test(attribute.name);
  // A certificate of disability carries its holder's identity number.
  if (attribute.name !== "disabilityCertificateNumber" && profile.residentId > 0.4) return "contradicted";
  if (attribute.name === "householdNumber" && (profile.chineseName > 0.5 || profile.date > 0.7)) return "contradicted";
  if (!isNumberLike && (profile.phone > 0.5 || (profile.creditCode > 0.5 && attribute.name !== "note"))) return "contradicted";
  return "neutral";
}

function byParsing(attribute: Attribute, profile: ColumnProfile, context: ParseContext): Judgement {
  let stated = 0;
  let valid = 0;
  for (const cell of profile.sample.slice(0, 60)) {
    const { values } = parseValue(attribute, cell, context);
    if (values.length === 0) continue;
    stated++;
    if (values.some((value) => value.valid)) valid++;
  }
  if (stated < VALUES_MIN) return "neutral";
  return valid >= stated * 0.6 ? "supported" : valid < stated * 0.3 ? "contradicted" : "neutral";
}

/** The number of a disability certificate: its holder's identity number, the kind and the level (and B1, B2 for a copy). */
export function isDisabilityCertificate(cell: unknown): boolean {
  const text = String(cell).replace(/\s/g, "");
  return /^\d{17}[\dXx][1-7][1-4](?:[Bb]\d)?$/.test(text) && checkIdNumber(text.slice(0, 18)).valid;
}

function hasManyDigits(cell: unknown): boolean {
  return /\d{6}/.test(String(cell).replace(/[\s-]/g, ""));
}
