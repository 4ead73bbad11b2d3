import { defineConfig } from "vitest/config";

// Where .ci/run wants the counts as JSON, beside what people read.
const report = process.env.WEINAO_TEST_REPORT;

export default defineConfig({
  test: {
    include: ["{src,tests,samples,bench}/**/*.test.ts"],
    globalSetup: ["tests/postgres-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    ...(report ? { reporters: ["default", ["json", { outputFile: report }]] } : {}),
  },
});
