/**
 * Holds a page to what the program prints: every line of its blocks fenced by ```text must stand in the output, in the block's order.
 * A line `…` leaves lines out; `…` inside a line leaves out a part of it. In a block marked `figures-vary` any figure is as good as
 * another: linkage weights and counts move a little whenever linkage learns.
 *
 * Use: node docs/shown-output.mjs PAGE OUTPUT
 */
import { readFileSync } from "node:fs";

const [page, output] = process.argv.slice(2);
const bare = (line) => line.replace(/\s+/g, " ").trim();
const printed = readFileSync(output, "utf8").split("\n").map(bare);
const text = readFileSync(page, "utf8");
let missing = 0;

for (const block of text.matchAll(/^```text([^\n]*)\n([\s\S]*?)^```\s*$/gm)) {
  const figuresVary = block[1].includes("figures-vary");
  const firstLine = text.slice(0, block.index).split("\n").length + 1;
  let from = 0;
  for (const [index, shown] of block[2].split("\n").entries()) {
    const line = bare(shown);
    if (line === "" || line === "…") continue;
    const pattern = patternOf(line, figuresVary);
    const found = printed.findIndex((candidate, at) => at >= from && pattern.test(candidate));
    if (found >= 0) from = found + 1;
    else {
      missing += 1;
      process.stderr.write(`${page}:${firstLine + index}: not printed: ${line}\n`);
    }
  }
}
process.exit(missing === 0 ? 0 : 1);

function patternOf(line, figuresVary) {
  const literal = line.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ ?… ?/g, ".*");
  // Bars, blanks and thousands separators move with the figures that they belong to.
  return new RegExp(`^${figuresVary ? literal.replace(/\d[\d,]*/g, "\\d[\\d,]*") : literal}$`, "u");
}
