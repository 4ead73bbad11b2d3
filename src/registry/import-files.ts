import { basename } from "node:path";
import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import { openSource, RefusalError } from "#exchange";
import type { SourceFile } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import type { Outcome } from "#vocabulary/contract";
import { authorityTable } from "./authority.ts";
import { claimCommunity, communityKey } from "./community.ts";
import { knownMappings, mappingKey, rememberMappings } from "./confirmed-mappings.ts";
import type { FileSummary, ImportProgress, ImportRequest, ImportSummary } from "./contract.ts";
import { type EarlierDelivery, earlierDeliveries, fileStem, insertDelivery, supersede } from "./deliveries.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { countElements } from "./element-counts.ts";
import { elementsOfDeliveries, isSmallPart } from "./extent.ts";
import { loadGoldenRules } from "./golden-rules.ts";
import { refusedFile, summarise, unchangedFile } from "./import-summary.ts";
import type { MentionInHand } from "./in-hand.ts";
import type { LinkingDone, OnStage } from "./link-community.ts";
import { linkFresh } from "./link-part.ts";
import { inferLocality, storedLocality, storeLocality } from "./locality.ts";
import { type DeliveryRead, readDelivery } from "./read-delivery.ts";
import { type Readings, startReading } from "./reading-threads.ts";

/** The tables that an import fills. */
const WRITTEN = ["record_block", "mention_block", "problem", "element", "relation", "search_key", "source_table", "delivery"];

type OnProgress = (progress: ImportProgress) => void;

/** Where each stage begins and ends on a bar, by the time that they take in a large import. */
const SHARES = { reading: [0, 0.25], linking: [0.25, 0.42], choosing: [0.42, 0.97], writing: [0.97, 1] } as const;

/** A file to be read, and the deliveries of which it may be a newer version. */
interface FreshFile {
  readonly source: SourceFile;
  readonly earlier: readonly EarlierDelivery[];
}

interface Reading {
  readonly source: SourceFile;
  readonly delivery: DeliveryRead;
  /** Ids of the deliveries that this one replaces. */
  readonly replaced: readonly string[];
}

/**
 * Imports files into a community: reads them, finds out who is who among everything known, chooses the golden values.
 * One transaction: either all readable files are in, or, after a crash, none.
 * Files that cannot be read are refused one by one and told in the summary; the others go in.
 */
export async function importFiles(
  deps: RegistryDeps,
  actor: Actor,
  request: ImportRequest,
  onProgress: OnProgress = () => undefined,
): Promise<Outcome<ImportSummary, "community-code-invalid">> {
  authorize(actor, Action.import);
  const community = communityKey(request.community);
  if (community === null) return { accepted: false, refusal: "community-code-invalid", detail: "a division code of 12 or 15 digits" };
  const startedAt = performance.now();
  const { sources, refused } = await openAll(request.files);
  try {
    if (sources.length === 0) return { accepted: true, value: summarise(request.community, inOrder(refused), null, new Map(), 0) };
    const { summary, inPart } = await deps.store.transaction(scopeOf(actor, community), async (tx) => {
      onProgress({ stage: "waiting", file: "", rows: 0, share: 0 });
      await tx.execute("SAVEPOINT community");
      const created = await claimCommunity(tx, community);
      const done = await importInto(tx, deps, community, request, sources, onProgress);
      // A community begins with the first file that can be read to its end.
      if (created && done.summary.files.every((file) => file.state === "refused")) await tx.execute("ROLLBACK TO SAVEPOINT community");
      return done;
    });
    // A small part changes nothing that the planner goes by, and looking at every table would take longer than adding it.
    if (summary.rows > 0 && !inPart) await deps.store.analyze(WRITTEN);
    onProgress({ stage: "done", file: "", rows: summary.rows, share: 1 });
    return {
      accepted: true,
      value: { ...summary, files: inOrder([...summary.files, ...refused]), secondsTaken: (performance.now() - startedAt) / 1000 },
    };
  } finally {
    for (const source of sources) await source.close();
  }
}

async function openAll(files: readonly string[]): Promise<{ sources: SourceFile[]; refused: FileSummary[] }> {
  const sources: SourceFile[] = [];
  const refused: FileSummary[] = [];
  for (const [at, file] of files.entries()) {
    const opened = await openSource(file);
    if (opened.accepted) sources.push(opened.value);
    else refused.push(refusedFile(basename(file), at + 1, opened.refusal, opened.detail));
  }
  return { sources, refused };
}

async function importInto(
  tx: Transaction,
  deps: RegistryDeps,
  community: number,
  request: ImportRequest,
  sources: readonly SourceFile[],
  onProgress: OnProgress,
): Promise<{ summary: ImportSummary; inPart: boolean }> {
  const at = new Date();
  const keys = await communityKeys(tx, deps.keyring, community);
  const { fresh, unchanged } = sortOut(sources, await earlierDeliveries(tx, community), mappingKey(request.mappings));
  const { readings, refused } = await readAll(tx, community, keys, request, fresh, at, onProgress);
  const deliveries = readings.map((reading) => reading.delivery);
  if (request.mappings !== undefined) {
    const tables = deliveries.flatMap((delivery) => delivery.tables);
    await rememberMappings(tx, community, tables, at);
  }
  const linked = readings.length === 0 ? null : await linkReadings(tx, deps, community, keys, request, readings, at, onProgress);
  await recordAccess(tx, {
    action: "import",
    community,
    count: deliveries.reduce((sum, delivery) => sum + delivery.rows, 0),
    attributes: [],
    elementIds: [],
  });
  const files = [
    ...filesRead(readings, request),
    ...unchanged.map((source) => unchangedFile(source, numberOf(source, request))),
    ...refused,
  ];
  const summary = summarise(request.community, files, linked, await countElements(tx, community), await countReviews(tx, community));
  return { summary, inPart: linked?.inPart ?? false };
}

/** Separates files whose very bytes are already there, read with these mappings, from those to be read. */
function sortOut(
  sources: readonly SourceFile[],
  earlier: readonly EarlierDelivery[],
  mapping: string,
): { fresh: FreshFile[]; unchanged: SourceFile[] } {
  const current = earlier.filter((delivery) => delivery.state === "current");
  const known = new Set(
    current.filter((delivery) => mapping === "" || delivery.mapping_key === mapping).map((delivery) => delivery.sha256.toString("hex")),
  );
  const fresh: FreshFile[] = [];
  const unchanged: SourceFile[] = [];
  for (const source of sources) {
    const replaces = (delivery: EarlierDelivery) =>
      delivery.file_stem === fileStem(source.name) || delivery.sha256.toString("hex") === source.sha256;
    if (known.has(source.sha256)) unchanged.push(source);
    else fresh.push({ source, earlier: current.filter(replaces) });
    known.add(source.sha256);
  }
  return { fresh, unchanged };
}

async function readAll(
  tx: Transaction,
  community: number,
  keys: CommunityKeys,
  request: ImportRequest,
  fresh: readonly FreshFile[],
  at: Date,
  onProgress: OnProgress,
): Promise<{ readings: Reading[]; refused: FileSummary[] }> {
  let locality = await storedLocality(tx, community);
  if (locality.township === undefined && fresh.length > 0) {
    const found = await inferLocality(fresh.map(({ source }) => source));
    // Files that tell nothing take nothing back.
    locality = { ...locality, ...found };
    await storeLocality(tx, community, locality);
  }
  const options = {
    registers: request.registers,
    confirmed: await knownMappings(tx, community),
    mappings: request.mappings ?? [],
    context: { today: request.today, locality },
  };
  const reading = startReading(
    fresh.map(({ source }) => source),
    options,
    keys,
  );
  try {
    return await writeAll(tx, community, reading, request, fresh, at, onProgress);
  } finally {
    await reading.close();
  }
}

async function writeAll(
  tx: Transaction,
  community: number,
  reading: Readings,
  request: ImportRequest,
  fresh: readonly FreshFile[],
  at: Date,
  onProgress: OnProgress,
): Promise<{ readings: Reading[]; refused: FileSummary[] }> {
  const readings: Reading[] = [];
  const refused: FileSummary[] = [];
  for (const [index, { source, earlier }] of fresh.entries()) {
    await tx.execute("SAVEPOINT delivery");
    try {
      const delivery = await readDelivery(tx, community, source, reading.of(source), request.today, (rows) =>
        onProgress({ stage: "reading", file: source.name, rows, share: (SHARES.reading[1] * (index + 0.5)) / fresh.length }),
      );
      const mapping = mappingKey(request.mappings);
      await insertDelivery(tx, community, { id: delivery.id, source, rows: delivery.rows, mappingKey: mapping, receivedAt: at });
      const replaced = request.keepEarlier ? [] : earlier.map((it) => it.id);
      if (replaced.length > 0) await supersede(tx, community, replaced, delivery.id);
      readings.push({ source, delivery, replaced });
    } catch (error) {
      // A file can turn out to be damaged in its middle: it stays out whole, and the others go in.
      if (!(error instanceof RefusalError)) throw error;
      await tx.execute("ROLLBACK TO SAVEPOINT delivery");
      refused.push(refusedFile(source.name, numberOf(source, request), error.refusal, error.detail));
    }
    await tx.execute("RELEASE SAVEPOINT delivery");
  }
  return { readings, refused };
}

async function linkReadings(
  tx: Transaction,
  deps: RegistryDeps,
  community: number,
  keys: CommunityKeys,
  request: ImportRequest,
  readings: readonly Reading[],
  at: Date,
  onProgress: OnProgress,
): Promise<LinkingDone> {
  const ours = new Set(readings.map((reading) => reading.delivery.id));
  const fresh = readings.flatMap((reading) => reading.delivery.mentions as MentionInHand[]);
  const changedDeliveries = new Set(readings.flatMap((reading) => reading.replaced));
  const rules = await loadGoldenRules(deps.departmentsFolder);
  const authority = authorityTable(request.registers, rules);
  const onStage: OnStage = (stage, done = 0) => {
    const [from, to] = SHARES[stage];
    onProgress({ stage, file: "", rows: fresh.length, share: from + (to - from) * done });
  };
  const part = await isSmallPart(tx, deps, community, [...ours, ...changedDeliveries]);
  const elements = part ? await elementsOfDeliveries(tx, community, [...changedDeliveries]) : new Set<string>();
  const change = { community, fresh, ours, elements, changedDeliveries, part, at };
  return linkFresh(tx, deps.store, keys, change, authority, rules, onStage);
}

async function countReviews(tx: Transaction, community: number): Promise<number> {
  const [row] = await tx.query<{ count: number }>("SELECT count(*) AS count FROM review WHERE community_id = $1", [community]);
  return row?.count ?? 0;
}

/** In the order in which they were given. */
const inOrder = (files: readonly FileSummary[]): FileSummary[] => files.toSorted((left, right) => left.number - right.number);

const numberOf = ({ path }: SourceFile, { files }: ImportRequest): number => files.indexOf(path) + 1;

function filesRead(readings: readonly Reading[], request: ImportRequest): FileSummary[] {
  return readings.map(({ source, delivery, replaced }) => ({
    file: source.name,
    number: numberOf(source, request),
    sha256: source.sha256,
    state: replaced.length > 0 ? "superseded" : "imported",
    deliveryId: delivery.id,
    tables: delivery.tables,
    rows: delivery.rows,
    problems: delivery.problems,
  }));
}
