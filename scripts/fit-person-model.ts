/**
 * Fits the model of persons to made-up communities and prints its rows, to be put into `src/linkage/person-model.ts` by hand:
 * `node scripts/fit-person-model.ts [--communities 8]`. Seeds and layouts differ; rows are geometric means over the communities.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadRegisters, openSource, understandFile } from "#exchange";
import type { LinkMention } from "#linkage/contract";
import { generateWorld, writeRegisters } from "../samples/generator/index.ts";
import type { ClassComparison } from "../src/linkage/classes.ts";
import { fitPersonModel } from "../src/linkage/fit-person-model.ts";
import { linkMention } from "../src/registry/in-hand.ts";

const { values } = parseArgs({ options: { communities: { type: "string", default: "8" } } });
const registers = await loadRegisters("departments");
const fitted: ClassComparison[][] = [];
for (let seed = 1; seed <= Number(values.communities); seed++) {
  fitted.push(fitPersonModel(await mentionsOf(seed)));
  console.error(`community ${seed} fitted`);
}
for (const [at, { attribute, levels }] of (fitted[0] as ClassComparison[]).entries()) {
  for (const [kind, name] of ["same", "kin", "stranger"].entries()) {
    const row = levels.flatMap((level, index) => {
      const logs = fitted.map((model) => Math.log(Math.max(1e-12, model[at]?.probabilities[kind]?.[index] as number)));
      return index === 0 ? [] : [`${level}: ${Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length).toPrecision(2)}`];
    });
    console.log(`${attribute} ${name} { ${row.join(", ")} }`);
  }
}

/** What the registers of a made-up community say, as linkage sees it. */
async function mentionsOf(seed: number): Promise<LinkMention[]> {
  const folder = mkdtempSync(join(tmpdir(), "weinao-fit-"));
  const mentions: LinkMention[] = [];
  try {
    let record = 0;
    let tables = 0;
    for (const { file } of await writeRegisters(generateWorld(seed, 1000 + 400 * seed), seed, folder)) {
      const opened = await openSource(join(folder, file));
      if (!opened.accepted) throw new Error(`${file}: ${opened.refusal}`);
      const context = { today: "2025-06-30", locality: {} };
      for await (const event of understandFile(opened.value, { registers, confirmed: new Map(), mappings: [], context })) {
        if (event.type === "table") tables++;
        else
          for (const read of event.records) {
            for (const mention of read.mentions) mentions.push(linkMention(mention, record, tables));
            record++;
          }
      }
      await opened.value.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return mentions;
}
