import { defineConfig } from 'vitest/config';

// Three ways to run: `unit` needs nothing; `story` the time-skipping server, whose clock is global,
// so one file after another; `e2e` a real server. `npm test` obtains the servers and runs all three.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'story',
          include: ['tests/stories/*.story.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/*.e2e.ts'],
          testTimeout: 240_000,
          hookTimeout: 90_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
