import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SOURCE_LIMITS } from "./limits.ts";
import { makeArchive, renameInside, writeArchive } from "./made-archive.ts";
import { openPackage } from "./package.ts";
import { listPartNames, readParts, rewritePackage } from "./rewrite.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "package-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const PARTS = {
  "[Content_Types].xml": "<Types/>",
  "xl/workbook.xml": "<workbook/>",
  "xl/media/图.png": Buffer.alloc(5000, 7),
  "xl/big.xml": "行".repeat(300_000),
};

async function rawBytes(path: string): Promise<Map<string, string>> {
  const source = await openPackage(path);
  const raw = new Map<string, string>();
  for (const part of source.parts) {
    const chunks: Buffer[] = [];
    for await (const chunk of source.rawStream(part)) chunks.push(chunk);
    raw.set(part.name, `${part.entry.compressionMethod} ${Buffer.concat(chunks).toString("hex")}`);
  }
  await source.close();
  return raw;
}

describe("rewritePackage", () => {
  test("replaces, removes and adds parts, and leaves the compressed bytes of the others alone", async () => {
    const from = await writeArchive(join(folder, "a.xlsx"), PARTS, ["xl/media/图.png"]);
    const to = join(folder, "b.xlsx");
    const outcome = await rewritePackage(from, to, {
      replace: new Map([["XL/workbook.xml", "<workbook 新/>"]]),
      add: new Map([["xl/comments1.xml", Buffer.from("<comments/>")]]),
      remove: new Set(["[Content_Types].xml"]),
    });
    expect(outcome).toEqual({ accepted: true, value: null });
    expect(await listPartNames(to)).toEqual({
      accepted: true,
      value: ["xl/workbook.xml", "xl/media/图.png", "xl/big.xml", "xl/comments1.xml"],
    });
    const read = await readParts(to, ["xl/Workbook.xml", "xl/comments1.xml", "xl/none.xml"]);
    if (!read.accepted) throw new Error(read.detail);
    expect([...read.value].map(([name, bytes]) => [name, bytes.toString()])).toEqual([
      ["xl/Workbook.xml", "<workbook 新/>"],
      ["xl/comments1.xml", "<comments/>"],
    ]);
    const before = await rawBytes(from);
    const after = await rawBytes(to);
    for (const name of ["xl/media/图.png", "xl/big.xml"]) expect(after.get(name)).toBe(before.get(name));
  });

  test("transforms a large part as a stream, in place", async () => {
    const path = await writeArchive(join(folder, "c.xlsx"), PARTS);
    const outcome = await rewritePackage(path, path, {
      replace: new Map([
        [
          "xl/big.xml",
          async function* (original: AsyncIterable<Buffer>) {
            yield "<";
            for await (const chunk of original) yield chunk;
            yield ">";
          },
        ],
      ]),
    });
    expect(outcome.accepted).toBe(true);
    const read = await readParts(path, ["xl/big.xml"]);
    expect(read.accepted && read.value.get("xl/big.xml")?.toString()).toBe(`<${PARTS["xl/big.xml"]}>`);
  });

  test("leaves what stood at the target, and no temporary file, when the source breaks", async () => {
    const place = join(folder, "atomic");
    await mkdir(place);
    const archive = await makeArchive({ "a.xml": "first", "b.xml": "x".repeat(100_000) });
    const at = archive.indexOf("b.xml") + 20;
    archive.fill(0xff, at, at + 8);
    await writeFile(join(place, "in.xlsx"), archive);
    await writeFile(join(place, "out.xlsx"), "old");
    const outcome = await rewritePackage(join(place, "in.xlsx"), join(place, "out.xlsx"), {
      replace: new Map([["b.xml", (original: AsyncIterable<Buffer>) => original]]),
    });
    expect(outcome).toMatchObject({ accepted: false, refusal: "file-damaged" });
    expect(await readFile(join(place, "out.xlsx"), "utf8")).toBe("old");
    expect(await readdir(place)).toEqual(["in.xlsx", "out.xlsx"]);
  });

  test("refuses places that cannot be written", async () => {
    const from = await writeArchive(join(folder, "d.xlsx"), PARTS);
    expect(await rewritePackage(from, folder, {})).toMatchObject({ refusal: "out-is-a-folder" });
    expect(await rewritePackage(from, join(folder, "none", "x.xlsx"), {})).toMatchObject({ refusal: "out-folder-missing" });
    expect(await rewritePackage(from, join(from, "x.xlsx"), {})).toMatchObject({ refusal: "out-folder-missing" });
    if (process.getuid?.() !== 0) {
      const closed = join(folder, "closed");
      await mkdir(closed);
      await chmod(closed, 0o500);
      expect(await rewritePackage(from, join(closed, "x.xlsx"), {})).toMatchObject({ refusal: "out-not-writable" });
    }
  });
});

describe("openPackage", () => {
  const refusalOf = async (archive: Buffer, limits = SOURCE_LIMITS): Promise<string> => {
    const path = join(folder, "refused.zip");
    await writeFile(path, archive);
    const outcome = await readParts(path, ["a.xml", "b.xml"], limits);
    return outcome.accepted ? "accepted" : outcome.refusal;
  };

  test("refuses names that leave the archive, and two parts of one name", async () => {
    const archive = await makeArchive({ "a.xml": "1", "b.xml": "2", "dir/deep.x": "3" });
    expect(await refusalOf(archive)).toBe("accepted");
    expect(await refusalOf(renameInside(archive, "dir/deep.x", "../../e.sh"))).toBe("file-unsafe");
    expect(await refusalOf(renameInside(archive, "dir/deep.x", "/etc/cron1"))).toBe("file-unsafe");
    expect(await refusalOf(renameInside(archive, "dir/deep.x", "C:\\x\\y.exe"))).toBe("file-unsafe");
    expect(await refusalOf(renameInside(archive, "b.xml", "A.xml"))).toBe("file-unsafe");
  });

  test("refuses a truncated archive, wherever it is cut", async () => {
    const archive = await makeArchive({ "a.xml": "first".repeat(100), "b.xml": "second" });
    for (let length = 4; length < archive.length; length += 7) expect(await refusalOf(archive.subarray(0, length))).toBe("file-damaged");
  });

  test("refuses wrong bytes by their check sum", async () => {
    const archive = await makeArchive({ "a.xml": "first", "b.xml": "second" }, ["a.xml"]);
    archive.write("FIRST", archive.indexOf("first"));
    expect(await refusalOf(archive)).toBe("file-damaged");
  });

  test("refuses bombs by ratio and by absolute size, counting what comes out", async () => {
    const archive = await makeArchive({ "a.xml": Buffer.alloc(3_000_000, 32), "b.xml": Buffer.alloc(3_000_000, 32) });
    expect(await refusalOf(archive)).toBe("accepted");
    expect(await refusalOf(archive, { ...SOURCE_LIMITS, ratioFreeBytes: 1_000_000 })).toBe("file-zip-bomb");
    expect(await refusalOf(archive, { ...SOURCE_LIMITS, inflatedBytesMax: 5_000_000 })).toBe("file-zip-bomb");
    expect(await refusalOf(archive, { ...SOURCE_LIMITS, partBytesMax: 2_000_000 })).toBe("file-too-large");
    expect(await refusalOf(archive, { ...SOURCE_LIMITS, entriesMax: 1 })).toBe("file-unsafe");
  });
});
