import { defineConfig } from 'vitest/config';

/** Tests that start processes of their own. */
const ofProcesses = ['__tests__/dist/**', '__tests__/prism/**', '__tests__/runner/**'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    // One for each core: by default there is one less, which on two of them is one file at a time.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'processes',
          include: ofProcesses.map((folder) => `${folder}/*.test.ts`),
          // Many of these processes live a hundred times faster than the clock: a machine that stands still for a second
          // then takes a minute of theirs. Such a test gets a second try; one that fails twice is red.
          retry: 1,
        },
      },
      {
        extends: true,
        test: { name: 'in-process', include: ['__tests__/**/*.test.ts'], exclude: ofProcesses },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/index.ts'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});
