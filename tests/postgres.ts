import { inject } from "vitest";
import { openTestStore, type TestStore } from "../src/store/testing.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Folder of this run's PostgreSQL, started by whoever needs it first. */
    postgresHome: string;
  }
}

/**
 * A store on a fresh database of real PostgreSQL, with the whole schema. One a test file:
 *
 *     let test: TestStore;
 *     beforeAll(async () => { test = await testStore(); });
 *     afterAll(() => test.close());
 */
export function testStore(): Promise<TestStore> {
  return openTestStore(inject("postgresHome"));
}

export type { TestStore };
