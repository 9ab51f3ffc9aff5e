import { defineConfig } from 'vitest/config';

// Recorded histories on this build, and on builds broken on purpose: each of those is bundled anew.
const replay = ['tests/workflows/replay.test.ts', 'tests/workflows/mutants.test.ts'];

// What takes longer than a check before every commit may: hostile input, round trips, processes that are
// killed, whole plans, the built program.
const long = [
  'tests/plan/{bounds,corpus,fuzz,fuzz-rich,rehearsal}.test.ts',
  'tests/sheets/{bounds,import,new,round-trip}.test.ts',
  'tests/registers/{round-trip,shipped}.test.ts',
  'tests/roster/{over-http,shipped}.test.ts',
  'tests/adapters/take-overs.test.ts',
  'tests/cli/{built,lists,plan,plan-reports,season-report}.test.ts',
  'tests/engine/{compile-reach,cost,custody-laws,expected-shipped,vault-laws}.test.ts',
  'tests/adapters/{audit-processes,audit-tampering,board,courier-*,dump,export-beside,feed,lists,open,record}.test.ts',
  'tests/report/{diff,ical,page}.test.ts',
  'tests/service/audit-{disk-full,export}.test.ts',
  'tests/ops/disk-full.test.ts',
  'tests/service/{ask-temporal,room-city}.test.ts',
  'tests/attacks/*.test.ts',
  'tests/channels/{mail,misbehaving,robots}.test.ts',
  'tests/desks/answers.test.ts',
];

// Parts at work with a real store, over HTTP or in processes of their own.
const parts = [
  'tests/{adapters,api,channels,cli,desks,proof,roster,secrets,setup,sheets}/*.test.ts',
  'tests/courier/letter-maker.test.ts',
  'tests/main/{grace,only-one}.test.ts',
  'tests/ops/*.test.ts',
  'tests/plan/{county-zhongkao,faults}.test.ts',
  'tests/registers/*.test.ts',
  'tests/service/*.test.ts',
];

// Ways to run: `unit`, `parts`, `long` and `replay` need nothing; `postgres` runs the store's tests on that database; `story`
// needs the time-skipping server, whose clock is global, so one file after another; `e2e` a real server.
// `npm test` obtains what they need and runs them all.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...replay, ...long, ...parts],
          testTimeout: 30_000,
          // Every file would load the engine and the reader anew.
          isolate: false,
        },
      },
      {
        test: {
          name: 'parts',
          include: parts,
          exclude: [...replay, ...long],
          testTimeout: 30_000,
          isolate: false,
        },
      },
      { test: { name: 'long', include: long, testTimeout: 120_000 } },
      {
        test: {
          name: 'postgres',
          include: [
            'tests/adapters/*.test.ts',
            'tests/desks/{site-desk,links,signatures}.test.ts',
            'tests/courier/letter-maker.test.ts',
            'tests/attacks/injections.test.ts',
          ],
          globalSetup: ['tests/support/on-postgres.ts'],
          // Hundreds of questions in one test, on a machine that may do other things too.
          testTimeout: 180_000,
        },
      },
      { test: { name: 'replay', include: replay, testTimeout: 180_000, fileParallelism: false } },
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
          // Processes on a machine that does other things too; what was tried twice is shown as such.
          retry: 1,
        },
      },
    ],
  },
});
