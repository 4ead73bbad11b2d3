import { AccessCode, Action, type Actor, Role, tokenScopes } from "./contract.ts";
import { AccessFailure } from "./failure.ts";

const everything = new Set<Action>(Object.values(Action));

/** What each role may do. */
const allowed: Readonly<Record<Role, ReadonlySet<Action>>> = {
  [Role.administrator]: without(Action.self),
  [Role.worker]: without(Action.rotate, Action.accounts, Action.self),
  [Role.office]: new Set([Action.read, Action.export, Action.check, Action.audit, Action.account]),
  [Role.auditor]: new Set([Action.audit, Action.check, Action.account]),
  [Role.resident]: new Set([Action.self, Action.account]),
  [Role.provider]: new Set([Action.account]),
  // What a token may do is narrowed further by its scopes.
  [Role.system]: new Set(tokenScopes),
};

function without(...actions: readonly Action[]): ReadonlySet<Action> {
  return new Set([...everything].filter((action) => !actions.includes(action)));
}

/** Whether a role allows an action at all. */
export function allows(role: Role, action: Action): boolean {
  return allowed[role]?.has(action) ?? false;
}

/** Passes when the actor is named and their role allows the action; throws an AccessFailure otherwise. */
export function authorize(actor: Actor, action: Action): void {
  if (actor.name.trim() === "") throw new AccessFailure(AccessCode.actorMissing);
  if (!allows(actor.role, action)) throw new AccessFailure(AccessCode.roleForbids, `${actor.role}, ${action}`);
}
