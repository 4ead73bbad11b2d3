import { expect, test } from "vitest";
import { authorize } from "./authorize.ts";
import { AccessCode, Action, Role } from "./contract.ts";
import { AccessFailure } from "./failure.ts";
import { purposes, requirePurpose, statesPurpose } from "./purposes.ts";

const worker = { name: "wang", role: Role.worker, purpose: "" };

function codeOf(work: () => void): string {
  try {
    work();
  } catch (error) {
    if (error instanceof AccessFailure) return error.code;
    throw error;
  }
  return "passed";
}

test.each([
  [Role.worker, Action.import, "passed"],
  [Role.worker, Action.rotate, AccessCode.roleForbids],
  [Role.office, Action.import, AccessCode.roleForbids],
  [Role.office, Action.export, "passed"],
  [Role.auditor, Action.read, AccessCode.roleForbids],
  [Role.auditor, Action.audit, "passed"],
  [Role.administrator, Action.rotate, "passed"],
])("a %s asking for %s: %s", (role, action, outcome) => {
  expect(codeOf(() => authorize({ name: "wang", role, purpose: "" }, action))).toBe(outcome);
});

test("nobody acts without a name, and no unknown role acts", () => {
  expect(codeOf(() => authorize({ ...worker, name: "  " }, Action.read))).toBe(AccessCode.actorMissing);
  expect(codeOf(() => authorize({ ...worker, role: "king" as Role }, Action.read))).toBe(AccessCode.roleForbids);
});

test("a purpose is any words, but not none", () => {
  expect(statesPurpose({ ...worker, purpose: "入户走访" })).toBe(true);
  expect(codeOf(() => requirePurpose({ ...worker, purpose: " \t" }))).toBe(AccessCode.purposeMissing);
});

test("every common purpose has a code of its own and both labels", () => {
  expect(new Set(purposes.map((purpose) => purpose.code)).size).toBe(purposes.length);
  for (const { label } of purposes) expect([label.zh, label.en].every((text) => text.length > 0)).toBe(true);
});
