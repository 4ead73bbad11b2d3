import { defineConfig } from "vitest/config";

// Where .ci/run wants the counts as JSON, beside what people read.
const report = process.env.WEINAO_TEST_REPORT;

export default defineConfig({
  test: {
    include: ["{src,tests,samples,bench}/**/*.test.ts"],
    globalSetup: ["tests/postgres-setup.ts"],
    // Much of a test is waiting for programs and the database; a processor left free, as by default, would stand idle half of the time.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 120_000,
    ...(report ? { reporters: ["default", ["json", { outputFile: report }]] } : {}),
  },
});
