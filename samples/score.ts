/**
 * How well a program answered: the figures of a linkage (pairs, clusters, B-cubed), of golden values and of problems found, against a
 * `truth/` folder. An element is aligned with the truth by the rows that speak of one only; rows that name several are settled by that.
 */
import { align } from "./score/align.ts";
import { type LinkScore, linkScore } from "./score/clusters.ts";
import { type GoldenScore, goldenScore, observables, PERSON_ATTRIBUTES } from "./score/golden.ts";
import { type ProblemScore, problemScore } from "./score/problems.ts";
import { type AddressFront, ELEMENT_TYPES, type ElementType, type Line, readLinks, readMentions, readTable } from "./score/tables.ts";

export { clusterScore } from "./score/clusters.ts";
export type { GoldenScore, LinkScore, ProblemScore };

const GOLDEN: Readonly<Record<ElementType, readonly string[]>> = {
  person: PERSON_ATTRIBUTES,
  dwelling: ["estate", "building", "unit", "room", "usage", "area"],
  household: ["householdNumber", "headIdNumber"],
  organisation: ["name", "creditCode", "legalRepresentative", "phone", "address", "kind"],
};
const TRUTH_FILE: Readonly<Record<ElementType, string>> = {
  person: "persons",
  dwelling: "dwellings",
  household: "households",
  organisation: "organisations",
};
/** The samples' own place. */
const SAMPLE_FRONT: AddressFront = ["浙江省", "金华市", "义乌市", "柳溪街道"];

/** Scores `links.csv` (file, sheet, row, element_type, element_id) for every element type. */
export async function scoreLinks(truthDirectory: string, linksPath: string): Promise<Record<ElementType, LinkScore>> {
  const mentions = await readMentions(truthDirectory);
  const links = await readLinks(linksPath);
  return byType((type) => linkScore(align(mentions, links, type)));
}

/**
 * Scores exported elements. `exports` gives the path of each type's export; types without one are left out.
 * @param front the place's province, city, county and township, which addresses may leave out.
 */
export async function scoreGolden(
  truthDirectory: string,
  linksPath: string,
  exports: Readonly<Partial<Record<ElementType, string>>>,
  front: AddressFront = SAMPLE_FRONT,
): Promise<Partial<Record<ElementType, Record<string, GoldenScore>>>> {
  const mentions = await readMentions(truthDirectory);
  const links = await readLinks(linksPath);
  const scores: Partial<Record<ElementType, Record<string, GoldenScore>>> = {};
  for (const type of ELEMENT_TYPES) {
    const path = exports[type];
    if (!path) continue;
    const truth = byId(await readTable(`${truthDirectory}/${TRUTH_FILE[type]}.csv`), "truth_id");
    const elements = byId(await readTable(path), "element_id");
    const observable = type === "person" ? observables(await readTable(`${truthDirectory}/rowvalues.csv`), truth, front) : null;
    scores[type] = goldenScore(align(mentions, links, type).aligned, truth, elements, GOLDEN[type], observable, front);
  }
  return scores;
}

/** Scores `problems.csv` (file, sheet, row, column, code). A cell is hit by a report on its row with its column, or with none. */
export async function scoreProblems(truthDirectory: string, problemsPath: string): Promise<ProblemScore> {
  const reports = await readTable(problemsPath);
  const injected = await readTable(`${truthDirectory}/injected.csv`);
  return problemScore(reports, injected, await readMentions(truthDirectory));
}

function byType<T>(score: (type: ElementType) => T): Record<ElementType, T> {
  return { person: score("person"), dwelling: score("dwelling"), household: score("household"), organisation: score("organisation") };
}

function byId(lines: readonly Line[], column: string): Map<string, Line> {
  return new Map(lines.map((line) => [line[column] ?? "", line]));
}
