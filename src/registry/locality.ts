import { RefusalError } from "#exchange";
import type { SourceFile } from "#exchange/contract";
import type { Prepared, Transaction } from "#store/contract";
import { parseAddress } from "#vocabulary";
import type { Address } from "#vocabulary/contract";

/** Rows of each sheet that are looked at. */
const ROWS_SAMPLED = 400;
/** Without a township, so many addresses have to name a county. */
const COUNTY_VOTES_MIN = 3;

const PARTS = ["province", "city", "county", "township", "community"] as const;
type Part = (typeof PARTS)[number];

const LOCALITY: Prepared = { name: "locality", text: "SELECT locality FROM community WHERE id = $1" };

/** Where the community lies, as it is stored: province down to the township; empty while nobody has said it. */
export async function storedLocality(tx: Transaction, community: number): Promise<Address> {
  const [row] = await tx.query<{ locality: Address | null }>(LOCALITY, [community]);
  return row?.locality ?? {};
}

/** Keeps the locality found by {@link inferLocality}. */
export async function storeLocality(tx: Transaction, community: number, locality: Address): Promise<void> {
  await tx.execute("UPDATE community SET locality = $2 WHERE id = $1", [community, locality]);
}

/**
 * Finds where a community lies from the addresses of homes in its own files: the province, city, county and (where they are written) township that most
 * addresses with a building and a room name. Addresses of villages elsewhere have no rooms, so migrants' origins do not vote.
 * Returns what the files tell, which can be nothing.
 */
export async function inferLocality(sources: readonly SourceFile[]): Promise<Address> {
  const votes = new Map<Part, Map<string, number>>(PARTS.map((part) => [part, new Map()]));
  for (const source of sources) {
    try {
      await sample(source, (text) => vote(votes, text));
    } catch (error) {
      // A damaged file is refused when it is imported; here it has no vote.
      if (!(error instanceof RefusalError)) throw error;
    }
  }
  // Some write every address from the county down and leave the township out: the county alone says less, but no wrong.
  if (winner(votes.get("township")) === undefined && total(votes.get("county")) < COUNTY_VOTES_MIN) return {};
  const found: Partial<Record<Part, string>> = {};
  for (const part of PARTS) {
    const value = part === "community" ? undefined : winner(votes.get(part));
    if (value !== undefined) found[part] = value;
  }
  return found;
}

async function sample(source: SourceFile, take: (text: string) => void): Promise<void> {
  for await (const sheet of source.sheets()) {
    let rows = 0;
    for await (const row of sheet.rows()) {
      for (const cell of row.cells) if (typeof cell === "string") take(cell);
      if (++rows >= ROWS_SAMPLED) break;
    }
  }
}

function vote(votes: Map<Part, Map<string, number>>, text: string): void {
  if (text.length < 8 || text.length > 60 || !/[幢栋楼]|单元|室/.test(text)) return;
  const address = parseAddress(text);
  if (address.building === undefined || address.room === undefined) return;
  for (const part of PARTS) {
    const value = address[part];
    const counts = votes.get(part);
    if (value !== undefined && counts !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
}

function total(counts: Map<string, number> | undefined): number {
  return [...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0);
}

function winner(counts: Map<string, number> | undefined): string | undefined {
  let best: [string, number] | undefined;
  for (const entry of counts ?? [])
    if (best === undefined || entry[1] > best[1] || (entry[1] === best[1] && entry[0] < best[0])) best = entry;
  return best?.[0];
}
