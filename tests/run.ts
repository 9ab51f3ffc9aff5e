import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findTemporalCli } from '../src/setup/temporal-server.js';
import { findTimeSkippingServer } from '../src/setup/time-skipping-server.js';
import { serverPrograms } from './topology/server-programs.js';

/**
 * `npm test`: obtains the two Temporal servers, runs every suite, and ends with the numbers of all
 * of them. Arguments name the suites: `npm test -- unit`.
 */
const suites = ['unit', 'parts', 'long', 'postgres', 'replay', 'story', 'e2e'] as const;
const results = '.kaowu/test-results';

const asked = process.argv.slice(2);
const wanted = suites.filter((suite) => asked.length === 0 || asked.includes(suite));
const report = (line: string) => console.error(line);
const env = { ...process.env };
if (wanted.includes('e2e')) {
  env['KAOWU_TEMPORAL_CLI'] = await findTemporalCli(report);
  await serverPrograms(report);
}
if (wanted.includes('story')) {
  const { executable } = await findTimeSkippingServer(report);
  env['KAOWU_TEST_SERVER'] = executable.path;
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
let passed = 0;
let failed = 0;
for (const suite of wanted) {
  const started = Date.now();
  const status = await run(suite);
  const counts = countsOf(suite);
  passed += counts.passed;
  // A suite that broke before its first test must not look like success.
  failed += counts.failed + (status !== 0 && counts.failed === 0 ? 1 : 0);
  console.log(
    `${suite}: ${counts.passed} passed, ${counts.failed} failed in ${Math.round((Date.now() - started) / 1000)} s`,
  );
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function run(suite: string): Promise<number> {
  const args = ['run', '--project', suite, '--reporter', 'default', '--reporter', 'json'];
  const output = ['--outputFile.json', `${results}/${suite}.json`];
  const child = spawn('node_modules/.bin/vitest', [...args, ...output], { stdio: 'inherit', env });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

function countsOf(suite: string): { passed: number; failed: number } {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(
      readFileSync(`${results}/${suite}.json`, 'utf8'),
    ) as {
      numPassedTests: number;
      numFailedTests: number;
      testResults: { status: string; assertionResults: unknown[] }[];
    };
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    return { passed: numPassedTests, failed: numFailedTests + broken.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
