/** Which mentions of organisations are the same organisation. */
import type { ComparisonExplained, LinkMention, PairDecision } from "./contract.ts";
import { fingerprintOf } from "./dictionary.ts";
import { isOneSlip } from "./edit-distance.ts";
import { createTies, type DirectEdge, type Grouped, groupMentions } from "./groups.ts";
import { simplify, soundLikeness } from "./hanzi.ts";
import { looksAlike } from "./look-alikes.ts";

interface Organisation {
  readonly position: number;
  readonly record: number;
  readonly name: string;
  /** The name without place and legal form. */
  readonly core: string;
  readonly code: string;
  readonly codeValid: boolean;
  readonly address: string;
  readonly person: string;
  readonly phones: readonly string[];
}

/** Weights (log2) of agreeing and disagreeing. */
const WEIGHTS = {
  code: 22,
  codeSlip: 14,
  codeDifferent: -12,
  name: 12,
  core: 9,
  coreAlike: 6,
  // One owner with one telephone often has two shops: only the same place outweighs another name.
  coreDifferent: -9,
  address: 6,
  addressDifferent: -2,
  person: 7,
  personDifferent: -3,
  phone: 8,
  phoneDifferent: -1,
} as const;
const SAME_MIN = 0;
const ASK_MIN = -1;

export interface OrganisationLinks extends Grouped {
  readonly asked: readonly DirectEdge[];
}

/** Clusters organisation mentions, of which the community has `total`. */
export function linkOrganisations(
  mentions: readonly LinkMention[],
  mentionOf: readonly number[],
  total: number,
  decisions: readonly PairDecision[],
): OrganisationLinks {
  const organisations = mentionOf.map((index, position) => readOrganisation(mentions, mentions[index] as LinkMention, position));
  const withPerson = personsBeside(mentions, mentionOf, organisations);
  const prior = organisationPrior(total);
  const direct: DirectEdge[] = [];
  const asked: DirectEdge[] = [];
  for (const [one, other] of candidatePairs(withPerson)) {
    const { weight, method } = scoreOrganisations(withPerson[one] as Organisation, withPerson[other] as Organisation);
    const edge = { one, other, method, weight };
    if (weight + prior >= SAME_MIN) direct.push(edge);
    else if (weight + prior >= ASK_MIN) asked.push(edge);
  }
  const contradict = (one: number, other: number): boolean => {
    const mine = withPerson[one] as Organisation;
    const theirs = withPerson[other] as Organisation;
    return mine.codeValid && theirs.codeValid && mine.code !== theirs.code;
  };
  const fingerprints = Float64Array.from(withPerson, (item) =>
    fingerprintOf([item.name, item.code, item.address, item.person, ...item.phones].join("|")),
  );
  const grouped = groupMentions(mentionOf, createTies(), direct, decisions, contradict, fingerprints);
  return { ...grouped, asked: asked.filter((edge) => grouped.rootOf[edge.one] !== grouped.rootOf[edge.other]) };
}

/** Log-odds that two random mentions are one organisation; whole, so that a few more mentions change nothing. */
export function organisationPrior(total: number): number {
  return -Math.round(Math.log2(Math.max(20, total)));
}

const FORM = /(?:个体工商户|有限责任公司|股份有限公司|有限公司|分公司|公司|经营部|商行)$/u;
const PLACE = /^(?:浙江省?)?(?:[\p{Script=Han}]{1,3}市)?(?:[\p{Script=Han}]{2,3}(?:街道|镇|乡|区|县))?/u;

/** A name without place and legal form; never empty. */
function coreOf(name: string, places: ReadonlySet<string>): string {
  let core = name.replace(/[（(].*?[）)]/gu, "").replace(FORM, "");
  const cut = core.replace(PLACE, "");
  if (cut.length >= 2) core = cut;
  for (const place of places) {
    if (core.startsWith(place) && core.length - place.length >= 2) return core.slice(place.length);
  }
  return core === "" ? name : core;
}

/** Short place words that stand before a shop's name: taken from the addresses of all mentions. */
function placesOf(mentions: readonly LinkMention[]): Set<string> {
  const places = new Set<string>();
  for (const mention of mentions) {
    if (mention.kind !== "organisation") continue;
    for (const text of mention.values.address ?? []) {
      for (const found of simplify(text).matchAll(/([\p{Script=Han}]{2,3})(?:省|市|区|县|街道|镇|乡)/gu)) places.add(found[1] as string);
    }
  }
  return places;
}

const placesCache = new WeakMap<readonly LinkMention[], Set<string>>();

function readOrganisation(mentions: readonly LinkMention[], mention: LinkMention, position: number): Organisation {
  let places = placesCache.get(mentions);
  if (!places) {
    places = placesOf(mentions);
    placesCache.set(mentions, places);
  }
  const value = (name: string): string => mention.values[name]?.[0] ?? "";
  const name = simplify(value("name")).replace(/\s/g, "");
  return {
    position,
    record: mention.record,
    name,
    core: coreOf(name, places),
    code: value("creditCode") || (mention.invalid.creditCode?.[0] ?? ""),
    codeValid: value("creditCode") !== "",
    address: simplify(value("address")),
    person: simplify(value("legalRepresentative")),
    phones: mention.values.phone ?? [],
  };
}

/** The representative named as a person beside the organisation, where the organisation itself does not name one. */
function personsBeside(
  mentions: readonly LinkMention[],
  mentionOf: readonly number[],
  organisations: readonly Organisation[],
): Organisation[] {
  const wanted = new Set(mentionOf.map((index) => (mentions[index] as LinkMention).record));
  const beside = new Map<number, LinkMention>();
  for (const mention of mentions) {
    if (
      mention.kind === "person" &&
      wanted.has(mention.record) &&
      (mention.role === "legalRepresentative" || mention.role === "contact") &&
      !beside.has(mention.record)
    )
      beside.set(mention.record, mention);
  }
  return organisations.map((item) => {
    const person = beside.get(item.record);
    if (!person) return item;
    return {
      ...item,
      person: item.person || simplify(person.values.name?.[0] ?? ""),
      phones: [...item.phones, ...(person.values.phone ?? [])],
    };
  });
}

function candidatePairs(organisations: readonly Organisation[]): [number, number][] {
  const blocks = new Map<string, number[]>();
  const put = (key: string, position: number): void => {
    const held = blocks.get(key);
    if (!held) blocks.set(key, [position]);
    else if (held[held.length - 1] !== position) held.push(position);
  };
  for (const item of organisations) {
    if (item.code !== "")
      for (const key of [item.code, `head ${item.code.slice(0, 12)}`, `tail ${item.code.slice(9)}`]) put(key, item.position);
    if (item.core !== "") put(`core ${item.core}`, item.position);
    if (item.address !== "") put(`address ${item.address}`, item.position);
    if (item.person !== "") put(`person ${item.person}`, item.position);
    for (const phone of item.phones) put(`phone ${phone}`, item.position);
  }
  const pairs = new Map<string, [number, number]>();
  for (const block of blocks.values()) {
    if (block.length > 60) continue;
    for (let i = 0; i < block.length; i++) {
      for (let j = i + 1; j < block.length; j++) pairs.set(`${block[i]} ${block[j]}`, [block[i] as number, block[j] as number]);
    }
  }
  return [...pairs.values()];
}

interface OrganisationScore {
  readonly weight: number;
  readonly method: string;
  readonly comparisons: readonly ComparisonExplained[];
}

function scoreOrganisations(one: Organisation, other: Organisation): OrganisationScore {
  const comparisons: ComparisonExplained[] = [];
  const note = (attribute: string, left: string, right: string, weight: number, full: number): void => {
    if (left !== "" && right !== "")
      comparisons.push({ attribute, left, right, level: weight >= full ? "same" : weight > 0 ? "near" : "different", weight });
  };
  const code = codeWeight(one, other);
  note("creditCode", one.code, other.code, code, WEIGHTS.code);
  const name = one.name === "" || other.name === "" ? 0 : nameWeight(one, other);
  note("name", one.name, other.name, name, WEIGHTS.core);
  note("address", one.address, other.address, one.address === other.address ? WEIGHTS.address : WEIGHTS.addressDifferent, WEIGHTS.address);
  note(
    "legalRepresentative",
    one.person,
    other.person,
    one.person === other.person ? WEIGHTS.person : WEIGHTS.personDifferent,
    WEIGHTS.person,
  );
  const shared = one.phones.some((phone) => other.phones.includes(phone));
  note("phone", one.phones.join("、"), other.phones.join("、"), shared ? WEIGHTS.phone : WEIGHTS.phoneDifferent, WEIGHTS.phone);
  const method =
    code === WEIGHTS.code
      ? "credit-code"
      : code > 0
        ? "near-credit-code"
        : name >= WEIGHTS.core
          ? "organisation-name"
          : "organisation-evidence";
  return { weight: comparisons.reduce((sum, comparison) => sum + comparison.weight, 0), method, comparisons };
}

function codeWeight(one: Organisation, other: Organisation): number {
  if (one.code === "" || other.code === "") return 0;
  if (one.code === other.code) return WEIGHTS.code;
  // Two codes that both pass their check digit are two organisations, however near.
  return isOneSlip(one.code, other.code) && !(one.codeValid && other.codeValid) ? WEIGHTS.codeSlip : WEIGHTS.codeDifferent;
}

/** The comparisons of two organisation mentions (by index), their weight and probability. */
export function explainOrganisations(
  mentions: readonly LinkMention[],
  left: number,
  right: number,
): OrganisationScore & { readonly probability: number } {
  const mentionOf = [left, right];
  const read = mentionOf.map((index, position) => readOrganisation(mentions, mentions[index] as LinkMention, position));
  const [one, other] = personsBeside(mentions, mentionOf, read);
  const score = scoreOrganisations(one as Organisation, other as Organisation);
  const count = mentions.filter((mention) => mention.kind === "organisation").length;
  return { ...score, probability: 1 / (1 + 2 ** (Math.log2(Math.max(20, count)) - score.weight)) };
}

function nameWeight(one: Organisation, other: Organisation): number {
  if (one.name === other.name) return WEIGHTS.name;
  if (one.core === other.core) return WEIGHTS.core;
  const mine = [...one.core];
  const theirs = [...other.core];
  if (mine.length === theirs.length) {
    const differing = mine.map((character, index) => [character, theirs[index] as string] as const).filter(([a, b]) => a !== b);
    if (differing.length === 1 && differing.every(([a, b]) => soundLikeness(a, b) > 0 || looksAlike(a, b))) return WEIGHTS.coreAlike;
  }
  const [shorter, longer] = one.core.length <= other.core.length ? [one.core, other.core] : [other.core, one.core];
  if (shorter.length >= 3 && longer.includes(shorter)) return WEIGHTS.coreAlike - 2;
  return WEIGHTS.coreDifferent;
}
