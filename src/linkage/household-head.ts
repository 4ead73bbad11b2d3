import type { LinkMention } from "./contract.ts";

/** GB/T 4761: 01 and 02 are the person and the head of the household. */
const HEAD_CODES: ReadonlySet<string | undefined> = new Set(["01", "02"]);

/** Whether a mention is of the head of the household that its row, or its own relation to the head, speaks of. */
export function isHouseholdHead({ role, values }: LinkMention): boolean {
  return role === "householdHead" || (role === "subject" && HEAD_CODES.has(values.relationToHead?.[0]));
}
