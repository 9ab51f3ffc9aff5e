import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
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
const faults: string[] = [];
for (const suite of wanted) {
  const started = Date.now();
  const status = await run(suite);
  const told = outcomeOf(suite);
  // A suite that broke before its first test must not look like success.
  if (status !== 0 && told.faults.length === 0) told.faults.push(`ended with ${status}`);
  passed += told.passed;
  faults.push(...told.faults.map((fault) => `${suite}: ${fault}`));
  console.log(
    `${suite}: ${told.passed} passed, ${told.faults.length} failed in ${Math.round((Date.now() - started) / 1000)} s`,
  );
}
// Of a long log often only the end is kept: what failed is said there once more.
for (const fault of faults) console.log(`failed: ${fault}`);
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length === 0 && passed > 0 ? 0 : 1);

function run(suite: string): Promise<number> {
  const args = ['run', '--project', suite, '--reporter', 'default', '--reporter', 'json'];
  const output = ['--outputFile.json', `${results}/${suite}.json`];
  const child = spawn('node_modules/.bin/vitest', [...args, ...output], { stdio: 'inherit', env });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

interface Outcome {
  passed: number;
  /** Each failed test, or the file that broke before its first: its name and the message. */
  faults: string[];
}

function outcomeOf(suite: string): Outcome {
  try {
    const report = JSON.parse(readFileSync(`${results}/${suite}.json`, 'utf8')) as Report;
    return { passed: report.numPassedTests, faults: report.testResults.flatMap(faultsIn) };
  } catch {
    return { passed: 0, faults: ['left no results'] };
  }
}

interface Report {
  numPassedTests: number;
  testResults: FileReport[];
}

interface FileReport {
  name: string;
  status: string;
  message: string;
  assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
}

function faultsIn({ name, status, message, assertionResults }: FileReport): string[] {
  const file = relative(process.cwd(), name);
  if (status === 'failed' && assertionResults.length === 0) return [`${file}: ${brief(message)}`];
  return assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => `${file} > ${test.fullName}: ${brief(test.failureMessages.join('\n'))}`);
}

/** The head of a message; a whole difference stands further up. */
const brief = (message: string) => message.slice(0, 1_500);
