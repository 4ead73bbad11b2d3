import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { stopTestServer } from "../src/store/testing.ts";

/** Gives the run a folder for its PostgreSQL. The server itself starts with the first test that asks for a store. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), "weinao-test-"));
  project.provide("postgresHome", home);
  return () => stopTestServer(home);
}
