import { createHash } from "node:crypto";
import { Action, type Actor, authorize } from "#access";
import type { Outcome } from "#vocabulary/contract";
import { communityKey, createCommunity } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";

/** What a community is called; empty when it is not there yet, or nobody has named it. */
export interface CommunityName {
  readonly name: string;
  /** Another number for another name. */
  readonly version: number;
}

/** An If-Match carries nine digits. */
const VERSIONS = 1_000_000_000;

const named = (name: string): CommunityName => ({
  name,
  version: name === "" ? 0 : createHash("sha256").update(name).digest().readUInt32BE(0) % VERSIONS,
});

/** What a community is called, with the version that calling it otherwise must name. */
export async function readCommunityName(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
): Promise<Outcome<CommunityName, "community-code-invalid">> {
  authorize(actor, Action.accounts);
  const community = communityKey(communityCode);
  if (community === null) return { accepted: false, refusal: "community-code-invalid", detail: communityCode };
  const [row] = await deps.store.transaction(scopeOf(actor, community), (tx) =>
    tx.query<{ name: string | null }>("SELECT name FROM community WHERE id = $1", [community]),
  );
  return { accepted: true, value: named(row?.name ?? "") };
}

/** Says what a community is called; makes it when it is not there yet, so that its people can be given accounts before the first import. Given a version, a community that is called otherwise by now keeps its name. */
export async function nameCommunity(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  name: string,
  version?: number,
): Promise<Outcome<CommunityName, "community-code-invalid" | "version-outdated">> {
  authorize(actor, Action.accounts);
  const community = communityKey(communityCode);
  if (community === null) return { accepted: false, refusal: "community-code-invalid", detail: communityCode };
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    await createCommunity(tx, community);
    const [row] = await tx.query<{ name: string | null }>("SELECT name FROM community WHERE id = $1 FOR UPDATE", [community]);
    if (version !== undefined && version !== named(row?.name ?? "").version)
      return { accepted: false, refusal: "version-outdated", detail: "" };
    await tx.execute("UPDATE community SET name = $2 WHERE id = $1", [community, name.trim()]);
    return { accepted: true, value: named(name.trim()) };
  });
}
