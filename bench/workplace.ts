/** A place of its own for a bench: made-up files and an embedded database that are gone afterwards, unless its folder is to be kept. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openKeyring } from "#access";
import type { Actor } from "#access/contract";
import type { RegistryDeps } from "#registry";
import { openStore } from "#store";

export interface Workplace {
  readonly deps: RegistryDeps;
  /** Folder of the made-up files. */
  readonly files: string;
  /** Data folder of the embedded server. */
  readonly server: string;
  close(): Promise<void>;
}

/** Who runs the benches, and why. */
export const BENCH_ACTOR: Actor = { name: "bench", role: "administrator", purpose: "measuring" };
/** The division code of the made-up community. */
export const BENCH_COMMUNITY = "330782002001";

/**
 * Opens a fresh workplace under the system's folder for temporary files.
 *
 * @param kept folder to open instead, and to leave as it is afterwards: what one bench imported, the next one finds there
 */
export async function openWorkplace(kept?: string): Promise<Workplace> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), "weinao-bench-")));
  await mkdir(folder, { recursive: true });
  const home = join(folder, "home");
  const store = await openStore({ home });
  const departmentsFolder = fileURLToPath(new URL("../departments/", import.meta.url));
  return {
    deps: { store, keyring: await openKeyring(home, {}), departmentsFolder },
    files: join(folder, "files"),
    server: join(home, "postgres"),
    close: async () => {
      await store.close();
      if (kept === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
