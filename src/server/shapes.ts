/** Shapes that several routes answer with. */
import { Type } from "typebox";
import { type Account, accountRoles } from "#access";
import { ElementKind } from "#vocabulary/contract";

export const Id = Type.String({ format: "uuid" });
export const CommunityCode = Type.String({ pattern: "^[1-9][0-9]{11}([0-9]{3})?$", description: "Division code, 12 or 15 digits." });
export const CommunityParams = Type.Object({ community: CommunityCode });
export const Timestamp = Type.String({ format: "date-time", description: "RFC 3339, UTC." });
export const Kind = Type.Enum(Object.values(ElementKind));
/** A text in both languages. */
export const Words = Type.Object({ zh: Type.String(), en: Type.String() });
export const Code = Type.String({ minLength: 1, maxLength: 60 });

export const AccountShape = Type.Object({
  id: Id,
  name: Type.String(),
  label: Type.String({ description: "How colleagues call them; empty for residents." }),
  role: Type.Enum([...accountRoles]),
  active: Type.Boolean(),
  communities: Type.Array(CommunityCode, { description: "Where it may act; an administrator acts everywhere." }),
  hasPassword: Type.Boolean(),
  secondFactor: Type.Boolean(),
  sample: Type.Boolean(),
  version: Type.Integer(),
  createdAt: Timestamp,
});

/** An account as it is told: dates as text, codes as text. */
export function shownAccount(account: Account) {
  const { person: _person, communities, createdAt, ...rest } = account;
  return { ...rest, communities: communities.map(String), createdAt: createdAt.toISOString() };
}

export const IssuedCodeShape = Type.Object({
  code: Type.String({ description: "Told once." }),
  expiresAt: Timestamp,
});
