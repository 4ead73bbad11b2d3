/** Which mentions of organisations are the same organisation. */
import {
  areRegisteredApart,
  comparePlaces,
  ORGANISATION_PRIOR,
  type Organisation,
  type OrganisationScore,
  readOrganisation,
  scoreOrganisations,
} from "./compare-organisations.ts";
import type { LinkMention, PairDecision } from "./contract.ts";
import { fingerprintOf } from "./dictionary.ts";
import { createTies, type DirectEdge, type Grouped, groupMentions } from "./groups.ts";
import { simplify } from "./hanzi.ts";

/** Log-odds from which two are the same, and from which a human is asked; as for persons. */
const SAME_MIN = 2;
const ASK_MIN = -1;
/** So much weaker (log2) than what places a mention, and another organisation that it fits is no rival. */
const RIVAL_MARGIN = 3;

/** More mentions than these under one key say nothing about a pair of them. */
const BLOCK_MAX = 60;

/** A pair that a human should look at, by position. */
export interface OrganisationAsked extends DirectEdge {
  readonly reason: "middle-score" | "contradiction" | "torn";
}

export interface OrganisationLinks extends Grouped {
  readonly asked: readonly OrganisationAsked[];
}

interface ScoredEdge extends DirectEdge {
  readonly byNameOnly: boolean;
}

/** Clusters the organisation mentions of a community. */
export function linkOrganisations(
  mentions: readonly LinkMention[],
  mentionOf: readonly number[],
  decisions: readonly PairDecision[],
): OrganisationLinks {
  const organisations = readOrganisations(mentions, mentionOf);
  const scored = scoreCandidates(organisations);
  const fits = scored.filter(({ weight }) => weight + ORGANISATION_PRIOR >= SAME_MIN);
  const contradict = contradictions(organisations);
  const fingerprints = Float64Array.from(organisations, contentOf);
  const group = (edges: readonly DirectEdge[]): Grouped =>
    groupMentions(mentionOf, createTies(), edges, decisions, contradict, fingerprints);

  const firm = fits.filter(({ byNameOnly }) => !byNameOnly);
  const first = group(firm);
  const torn = tornMentions(firm, first);
  const settled = firm.filter(({ one, other }) => !torn.has(one) && !torn.has(other));
  const before = torn.size === 0 ? first : group(settled);
  const named = onlyNamesakes(
    fits.filter(({ byNameOnly }) => byNameOnly),
    organisations,
    before.rootOf,
  );
  const grouped = named.length === 0 ? before : group([...settled, ...named]);

  const torns = firm.filter(({ one, other }) => torn.has(one) || torn.has(other)).map((edge) => ({ ...edge, reason: "torn" as const }));
  const apart = first.refused
    .filter(({ one, other }) => areRegisteredApart(organisations[one] as Organisation, organisations[other] as Organisation))
    .map((edge) => ({ ...edge, reason: "contradiction" as const }));
  const middle = scored
    .filter(({ weight }) => weight + ORGANISATION_PRIOR < SAME_MIN && weight + ORGANISATION_PRIOR >= ASK_MIN)
    .map((edge) => ({ ...edge, reason: "middle-score" as const }));
  return { ...grouped, asked: openQuestions([...torns, ...apart, ...middle], grouped.rootOf, organisations) };
}

/** One question, the strongest, for each two clusters between which one is open. */
function openQuestions(
  edges: readonly OrganisationAsked[],
  rootOf: Int32Array,
  organisations: readonly Organisation[],
): OrganisationAsked[] {
  const members = new Map<number, number[]>();
  rootOf.forEach((root, position) => {
    const held = members.get(root);
    if (held) held.push(position);
    else members.set(root, [position]);
  });
  const codesApart = (one: number, other: number): boolean =>
    (members.get(one) ?? []).some((mine) =>
      (members.get(other) ?? []).some((theirs) =>
        areRegisteredApart(organisations[mine] as Organisation, organisations[theirs] as Organisation),
      ),
    );
  const strongest = new Map<string, OrganisationAsked>();
  for (const edge of edges) {
    const roots = [rootOf[edge.one] as number, rootOf[edge.other] as number].sort((a, b) => a - b) as [number, number];
    if (roots[0] === roots[1] || (edge.reason === "middle-score" && codesApart(...roots))) continue;
    const key = roots.join(" ");
    const held = strongest.get(key);
    if (!held || edge.weight > held.weight) strongest.set(key, edge);
  }
  return [...strongest.values()];
}

/** Mentions that fit two organisations about as well, which are none themselves. */
function tornMentions(edges: readonly DirectEdge[], { rootOf, refused }: Grouped): Set<number> {
  const best = new Map<number, number>();
  for (const { one, other, weight } of edges) {
    if (rootOf[one] !== rootOf[other]) continue;
    for (const end of [one, other]) best.set(end, Math.max(weight, best.get(end) ?? weight));
  }
  const torn = new Set<number>();
  for (const { one, other, weight } of refused) {
    for (const end of [one, other]) if (weight >= (best.get(end) ?? Number.POSITIVE_INFINITY) - RIVAL_MARGIN) torn.add(end);
  }
  return torn;
}

/** A name alone tells an organisation only where no third one bears it, and nothing that the two say differs. */
function onlyNamesakes(edges: readonly DirectEdge[], organisations: readonly Organisation[], rootOf: Int32Array): DirectEdge[] {
  const blank = new Map<string, number>();
  const alike: DirectEdge[] = [];
  // Mentions that say nothing but their name are one in this: they add no third.
  const standIn = organisations.map((item, position) => {
    if (item.address !== "" || item.code !== "" || item.phones.length > 0 || item.owner || item.contact) return rootOf[position] as number;
    const held = blank.get(item.name.text) ?? position;
    blank.set(item.name.text, held);
    return held;
  });
  const neighbours = new Map<number, Set<number>>();
  for (const { one, other } of edges) {
    const [mine, theirs] = [standIn[one] as number, standIn[other] as number];
    if (mine === theirs) continue;
    neighbours.set(mine, (neighbours.get(mine) ?? new Set()).add(theirs));
    neighbours.set(theirs, (neighbours.get(theirs) ?? new Set()).add(mine));
  }
  for (const edge of edges) {
    const [mine, theirs] = [standIn[edge.one] as number, standIn[edge.other] as number];
    if (mine === theirs || (neighbours.get(mine)?.size === 1 && neighbours.get(theirs)?.size === 1)) alike.push(edge);
  }
  return alike;
}

/**
 * Two organisations: registered apart, or at two places. Mentions under one valid code stand wherever one of them does, since a firm may have
 * several premises.
 */
function contradictions(organisations: readonly Organisation[]): (one: number, other: number) => boolean {
  const ofCode = new Map<string, Set<string>>();
  for (const { code, codeValid, address } of organisations)
    if (codeValid && address !== "") ofCode.set(code, (ofCode.get(code) ?? new Set()).add(address));
  const addressesOf = ({ code, codeValid, address }: Organisation): readonly string[] => {
    if (!codeValid) return address === "" ? [] : [address];
    const premises = ofCode.get(code) ?? new Set();
    // Whoever stands at so many doors may stand at another one.
    return premises.size > BLOCK_MAX ? [] : [...premises];
  };
  return (one, other) => {
    const mine = organisations[one] as Organisation;
    const theirs = organisations[other] as Organisation;
    if (areRegisteredApart(mine, theirs)) return true;
    if (mine.codeValid && theirs.codeValid && mine.code === theirs.code) return false;
    const [here, there] = [addressesOf(mine), addressesOf(theirs)];
    if (here.length === 0 || there.length === 0) return false;
    return here.every((address) => there.every((facing) => comparePlaces(address, facing) === "different"));
  };
}

/** Short names of divisions that stand before an organisation's name: taken from the addresses of all mentions, the longest first. */
function placesOf(mentions: readonly LinkMention[]): Set<string> {
  const places = new Set<string>();
  for (const mention of mentions) {
    if (mention.kind !== "organisation") continue;
    for (const text of mention.values.address ?? []) {
      for (const found of simplify(text).matchAll(/([\p{Script=Han}]{2,3})(?:省|市|区|县)/gu)) places.add(found[1] as string);
    }
  }
  return new Set([...places].sort((one, other) => other.length - one.length || (one < other ? -1 : 1)));
}

const placesCache = new WeakMap<readonly LinkMention[], Set<string>>();

function readOrganisations(mentions: readonly LinkMention[], mentionOf: readonly number[]): Organisation[] {
  const places = placesCache.get(mentions) ?? placesOf(mentions);
  placesCache.set(mentions, places);
  const wanted = new Set(mentionOf.map((index) => (mentions[index] as LinkMention).record));
  const beside = new Map<number, LinkMention[]>();
  for (const mention of mentions) {
    if (mention.kind !== "person" || !wanted.has(mention.record)) continue;
    if (mention.role !== "legalRepresentative" && mention.role !== "contact") continue;
    const held = beside.get(mention.record);
    if (held) held.push(mention);
    else beside.set(mention.record, [mention]);
  }
  return mentionOf.map((index) => {
    const mention = mentions[index] as LinkMention;
    return readOrganisation(mention, beside.get(mention.record) ?? [], places);
  });
}

function contentOf({ name, code, address, owner, contact, phones }: Organisation): number {
  return fingerprintOf([name.text, code, address, owner?.key, contact?.key, ...phones].join("|"));
}

function scoreCandidates(organisations: readonly Organisation[]): ScoredEdge[] {
  const blocks = new Map<string, number[]>();
  const put = (key: string, position: number): void => {
    const held = blocks.get(key);
    if (!held) blocks.set(key, [position]);
    else if (held[held.length - 1] !== position) held.push(position);
  };
  organisations.forEach(({ name, code, address, owner, contact, phones }, position) => {
    if (code !== "")
      for (const key of [code, `head ${code.slice(0, 12)}`, `tail ${code.slice(9)}`, `old ${code.slice(8, 17)}`]) put(key, position);
    if (code.length === 9) put(`old ${code}`, position);
    if (name.core !== "") put(`core ${name.core}`, position);
    if (address !== "") put(`address ${address}`, position);
    for (const person of [owner, contact]) if (person) put(`person ${person.key}`, position);
    for (const phone of phones) put(`phone ${phone}`, position);
  });
  const edges = new Map<string, ScoredEdge>();
  for (const block of blocks.values()) {
    if (block.length > BLOCK_MAX) continue;
    block.forEach((one, at) => {
      for (const other of block.slice(at + 1)) {
        const key = `${one} ${other}`;
        if (edges.has(key)) continue;
        const { weight, method, byNameOnly } = scoreOrganisations(organisations[one] as Organisation, organisations[other] as Organisation);
        edges.set(key, { one, other, weight, method, byNameOnly });
      }
    });
  }
  return [...edges.values()];
}

/** The comparisons of two organisation mentions (by index), their weight and probability. */
export function explainOrganisations(
  mentions: readonly LinkMention[],
  left: number,
  right: number,
): OrganisationScore & { readonly probability: number } {
  const [one, other] = readOrganisations(mentions, [left, right]);
  const score = scoreOrganisations(one as Organisation, other as Organisation);
  return { ...score, probability: 1 / (1 + 2 ** -(score.weight + ORGANISATION_PRIOR)) };
}
