/** Who acts, what for, and on which community. */
import { type Actor, Role } from "#access/contract";
import type { Outcome } from "#vocabulary/contract";
import { answerRefusal, notice } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Operations } from "./operations.ts";

/** The role of whoever may run a program on the machine that holds the registry. */
const TERMINAL_ROLE = Role.worker;

/** The actor: `--actor`, else the account that runs the command; the purpose: `--purpose`, else WEINAO_PURPOSE, else none. */
export function actorOf(call: Call, options: PeopleOptions): Actor {
  return {
    name: options.actor?.trim() || call.account,
    role: TERMINAL_ROLE,
    purpose: options.purpose?.trim() || call.environment.WEINAO_PURPOSE?.trim() || "",
  };
}

/**
 * The actor of a command whose result holds identifiers. Without a purpose: asks at a terminal; otherwise (or when nothing is
 * answered) the identifiers stay masked, and a notice tells how to get them.
 */
export async function actorForIdentifiers(call: Call, options: PeopleOptions): Promise<Actor> {
  const actor = actorOf(call, options);
  if (actor.purpose !== "") return actor;
  if (call.terminal.interactive) {
    const purpose = (await call.terminal.ask(call.say("purpose.ask")))?.trim() ?? "";
    if (purpose !== "") return { ...actor, purpose };
  }
  notice(call, call.say("purpose.masked"));
  return actor;
}

/**
 * The actor of a command that cannot do without identifiers, and whose task is itself a purpose (a department's form).
 * At a terminal the purpose can be said otherwise; in a pipe the task's own is recorded, and said so.
 */
export async function actorForTask(call: Call, options: PeopleOptions, task: string): Promise<Actor> {
  const actor = actorOf(call, options);
  if (actor.purpose !== "") return actor;
  const answer = call.terminal.interactive ? await call.terminal.ask(call.say("purpose.askTask", { task })) : "";
  const purpose = answer?.trim() || task;
  notice(call, call.say("purpose.task", { task: purpose }));
  return { ...actor, purpose };
}

/** The community that a reading command is about: the one asked for, or the only one there is. */
async function communityOf(
  call: Call,
  operations: Operations,
  asked: string | undefined,
): Promise<Outcome<string, "community-unknown" | "community-none" | "community-ambiguous">> {
  const codes = await operations.communities();
  if (asked !== undefined) {
    const code = asked.trim();
    if (codes.includes(code)) return { accepted: true, value: code };
    if (codes.length === 0) return { accepted: false, refusal: "community-none", detail: "" };
    return { accepted: false, refusal: "community-unknown", detail: `${code} (${codes.join(", ")})` };
  }
  const [only] = codes;
  if (only === undefined) return { accepted: false, refusal: "community-none", detail: "" };
  if (codes.length > 1) return { accepted: false, refusal: "community-ambiguous", detail: codes.join(", ") };
  notice(call, call.say("community.only", { community: only }));
  return { accepted: true, value: only };
}

/** Opens the registry and does the work on the community meant, or says why there is none. */
export async function onCommunity(
  call: Call,
  options: PeopleOptions,
  work: (operations: Operations, community: string) => Promise<ExitCode>,
): Promise<ExitCode> {
  const operations = await call.open();
  const community = await communityOf(call, operations, options.community);
  return community.accepted
    ? work(operations, community.value)
    : answerRefusal(call, { code: community.refusal, detail: community.detail });
}
