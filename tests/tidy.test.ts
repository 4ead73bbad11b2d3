import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findBreaches } from "./house-rules.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const sorted = (breaches: readonly { rule: string; file: string }[]) => breaches.map(({ rule, file }) => `${rule} ${file}`).sort();

test("the house keeps its own rules", () => {
  expect(sorted(findBreaches(here("../")))).toEqual([]);
});

test("a house that breaks every rule is caught at each of them", () => {
  expect(sorted(findBreaches(here("./fixtures/bad-house/")))).toEqual([
    "driver-outside-store src/linkage/bad.ts",
    "export-star src/vocabulary/index.ts",
    "file-too-long src/vocabulary/long.ts",
    "folder-forbidden src/store/utils/strings.ts",
    "import-forbidden src/linkage/bad.ts",
    "import-forbidden src/linkage/bad.ts",
    "import-leaves-room src/linkage/bad.ts",
    "import-leaves-room src/linkage/bad.ts",
    "import-not-browser-safe src/vocabulary/contract.ts",
    "import-own-door src/linkage/bad.ts",
    "import-past-door src/linkage/bad.ts",
    "import-past-door src/web/page.ts",
    "name-not-kebab src/store/BadName.ts",
    "room-part-missing src/linkage/README.md",
    "room-part-missing src/linkage/contract.ts",
    "room-part-missing src/linkage/index.ts",
    "room-part-missing src/store/README.md",
    "room-part-missing src/store/contract.ts",
    "room-part-missing src/store/index.ts",
    "room-part-missing src/vault/README.md",
    "room-part-missing src/vault/contract.ts",
    "room-part-missing src/vault/index.ts",
    "room-part-missing src/vocabulary/README.md",
    "room-part-missing src/web/README.md",
    "room-unknown src/vault",
    "unfinished-note src/vocabulary/long.ts",
  ]);
});
