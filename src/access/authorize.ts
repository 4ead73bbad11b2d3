import { AccessCode, Action, type Actor, Role } from "./contract.ts";
import { AccessFailure } from "./failure.ts";

const everything = new Set<Action>(Object.values(Action));

/** What each role may do. */
const allowed: Readonly<Record<Role, ReadonlySet<Action>>> = {
  [Role.administrator]: everything,
  [Role.worker]: new Set([...everything].filter((action) => action !== Action.rotate)),
  [Role.office]: new Set([Action.read, Action.export, Action.check, Action.audit]),
  [Role.auditor]: new Set([Action.audit, Action.check]),
};

/** Passes when the actor is named and their role allows the action; throws an AccessFailure otherwise. */
export function authorize(actor: Actor, action: Action): void {
  if (actor.name.trim() === "") throw new AccessFailure(AccessCode.actorMissing);
  if (!allowed[actor.role]?.has(action)) throw new AccessFailure(AccessCode.roleForbids, `${actor.role}, ${action}`);
}
