/** `npm run bench -- quality [--seeds 1,2,…] [--people N]`: who is who in made-up communities of layouts never seen, and what is asked of a human. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { loadRegisters, writeTable } from "#exchange";
import { exportTable, importFiles, listReviews, type WaitingReview } from "#registry";
import { ExportKind } from "#registry/contract";
import { generateWorld, writeRegisters } from "../samples/generator/index.ts";
import { keyOf, readMentions, type TruthMention } from "../samples/score/tables.ts";
import { type LinkScore, scoreLinks } from "../samples/score.ts";
import { printTable } from "./print-table.ts";
import { BENCH_ACTOR, openWorkplace, type Workplace } from "./workplace.ts";

export interface QualityBench {
  /** Each makes another community, told in another layout. */
  readonly seeds: readonly number[];
  readonly people: number;
}

/** Imports each community, compares what was linked with the truth, and the pairs that wait with it. */
export async function benchQuality({ seeds, people }: QualityBench): Promise<void> {
  const workplace = await openWorkplace();
  const lines: string[][] = [];
  try {
    for (const seed of seeds) lines.push(...(await measureWorld(workplace, seed, people)));
  } finally {
    await workplace.close();
  }
  printTable([["seed", "kind", "mentions", "precision", "recall", "F1", "asked", "of them the same", "different", "untold"], ...lines]);
}

async function measureWorld({ deps, files }: Workplace, seed: number, people: number): Promise<string[][]> {
  const community = String(330782096000 + seed);
  const folder = join(files, String(seed));
  await mkdir(folder, { recursive: true });
  const written = await writeRegisters(generateWorld(seed, people), seed, folder);
  const registers = await loadRegisters(deps.departmentsFolder);
  const paths = written.map(({ file }) => join(folder, file));
  const imported = await importFiles(deps, BENCH_ACTOR, { community, files: paths, registers, today: "2025-06-30" });
  if (!imported.accepted) throw new Error(`${imported.refusal} ${imported.detail}`);
  const links = join(folder, "links-found.csv");
  const table = await exportTable(deps, BENCH_ACTOR, community, ExportKind.links);
  await writeTable(links, table.columns, table.rows);
  const truth = join(folder, "truth");
  const scores = await scoreLinks(truth, links);
  const asked = askedByKind(await listReviews(deps, BENCH_ACTOR, community), await readMentions(truth));
  return Object.entries(scores).map(([kind, score]) => lineOf(seed, kind, score, asked.get(kind)));
}

function lineOf(seed: number, kind: string, { mentions, pairs }: LinkScore, asked: Asked = { same: 0, different: 0, untold: 0 }): string[] {
  const figure = (value: number): string => value.toFixed(4);
  const { same, different, untold } = asked;
  return [
    String(seed),
    kind,
    String(mentions),
    figure(pairs.precision),
    figure(pairs.recall),
    figure(pairs.f1),
    ...[same + different + untold, same, different, untold].map(String),
  ];
}

/** Pairs that wait for a human: truly the same, truly different, and of rows that name several, so that the truth of the row does not tell. */
interface Asked {
  readonly same: number;
  readonly different: number;
  readonly untold: number;
}

function askedByKind(reviews: readonly WaitingReview[], mentions: readonly TruthMention[]): Map<string, Asked> {
  const named = new Map<string, string[]>();
  for (const { key, type, truthId } of mentions) named.set(`${type}\t${key}`, [...(named.get(`${type}\t${key}`) ?? []), truthId]);
  const truthOf = (kind: string, { file, sheet, row }: WaitingReview["left"]): string | null => {
    const ids = new Set(named.get(`${kind}\t${keyOf({ file, sheet, row: String(row) })}`));
    return ids.size === 1 ? ([...ids][0] as string) : null;
  };
  const asked = new Map<string, Asked>();
  for (const { kind, left, right } of reviews) {
    const [one, other] = [truthOf(kind, left), truthOf(kind, right)];
    const { same, different, untold } = asked.get(kind) ?? { same: 0, different: 0, untold: 0 };
    const isTold = one !== null && other !== null;
    asked.set(kind, {
      same: same + Number(isTold && one === other),
      different: different + Number(isTold && one !== other),
      untold: untold + Number(!isTold),
    });
  }
  return asked;
}
