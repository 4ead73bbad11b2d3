import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "tests/**/*.test.ts", "samples/**/*.test.ts"],
    globalSetup: ["tests/postgres-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
