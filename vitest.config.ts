import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that start processes of their own. */
const processTests = [
  '__tests__/{dist,prism,render,runner}/*.test.ts',
  '__tests__/emulator/{demo,serve}.test.ts',
  '__tests__/support/process/*.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    // One worker per core. The default is one fewer, which on a two-core machine runs one file at a time.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'processes',
          include: processTests,
          // Many of these processes run a hundred times faster than the clock, so a machine that stalls for a second costs
          // them more than a minute. Such a test gets a second try; one that fails twice is red.
          retry: 1,
        },
      },
      {
        extends: true,
        test: {
          name: 'in-process',
          include: ['__tests__/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...processTests],
        },
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
