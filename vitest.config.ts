import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config';

/** Tests over fakes alone, which leave nothing behind: they share a process, so that each file need not load everything anew. */
const overFakes = ['test/unit/{cards,domain,jobs,operations}/**/*.test.ts'];

/** Whole stories that take half a minute each: they are told with the slow tests, so that the others stay below five minutes. */
export const longStories = [
  'test/e2e/browser/journeys.test.ts',
  'test/e2e/{attestation,around-requests,away,notices}.test.ts',
];

/** What holds for the slow tests too. */
export const usual: ViteUserConfig['test'] = {
  globalSetup: 'test/support/global-setup.ts',
  testTimeout: 20_000,
  hookTimeout: 60_000,
  maxWorkers: 2,
  pool: 'forks',
  coverage: {
    provider: 'v8',
    include: ['src/**/*.ts'],
    exclude: ['src/sandbox/page/**'],
    reporter: ['text-summary', 'lcov'],
  },
};

export default defineConfig({
  test: {
    ...usual,
    projects: [
      { extends: true, test: { name: 'over-fakes', include: overFakes, isolate: false } },
      {
        extends: true,
        test: {
          name: 'at-the-edges',
          include: ['test/{unit,contract,e2e}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...overFakes, ...longStories],
        },
      },
    ],
  },
});
