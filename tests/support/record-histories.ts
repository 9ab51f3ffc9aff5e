import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { playExtension } from './real-extension.js';
import { playMorning } from './real-morning.js';
import { playKinds } from './real-kinds-story.js';
import { playPapers } from './real-papers.js';
import { playStory } from './real-story.js';
import { openWorld, type World } from './real.js';

/**
 * `node --import tsx tests/support/record-histories.ts NAME [kinds|late|morning|papers]`: plays a season on a real server and
 * writes the history of each of its runs to `tests/histories/NAME`. A release records its own, under
 * its own name; what others recorded is never replaced.
 */
const [, , name = '', what = ''] = process.argv;
if (!/^[\w.-]+$/.test(name)) throw new Error('give the release a name: record-histories.ts 0.1.0');
const folder = fileURLToPath(new URL('../histories', import.meta.url));
mkdirSync(folder, { recursive: true });

interface Run {
  readonly execution: { readonly workflowId: string; readonly runId: string };
  readonly startTime: string;
}

const plays: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
  kinds: playKinds,
  late: playExtension,
  morning: playMorning,
  papers: playPapers,
};
const world = await openWorld({ worker: 'inside' });
try {
  await (plays[what] ?? playStory)(world);
  const { json: runs } = await world.temporal<Run[]>('workflow', 'list', '--limit', '1000');
  const counts = new Map<string, number>();
  for (const { execution } of [...runs].sort((a, b) => (a.startTime < b.startTime ? -1 : 1))) {
    const { workflowId, runId } = execution;
    // One of the many alike is enough.
    if (/\/wide\/s\d+$/.test(workflowId) && !workflowId.endsWith('/s0')) continue;
    const run = (counts.get(workflowId) ?? 0) + 1;
    counts.set(workflowId, run);
    const { json } = await world.temporal('workflow', 'show', '-w', workflowId, '-r', runId);
    const file = `${name}_${workflowId.replaceAll('/', '.')}_${run}.json`;
    const text = `${JSON.stringify(json)}\n`;
    writeFileSync(join(folder, file), text);
    console.log(file, `${Math.round(text.length / 1024)} KB`);
  }
} finally {
  await world.close();
}
process.exit(0);
