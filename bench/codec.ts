import { unitId, type Steps } from '../workflows/messages.js';
import { duty } from '../tests/engine/unit.js';
import { epochMs } from '../src/engine/model.js';
import { openWorld, type World } from '../tests/support/real.js';
import { seasonOf } from '../tests/support/real-season.js';
import { eventually, startSeason } from '../tests/support/real-waiting.js';

/**
 * What encryption costs, on a real dev server: processor time of worker and client, and bytes of history, for
 * a completion with a form of 300 characters, in plain and encrypted by turns. Argument: `--rounds N` (2).
 */
const COUNT = 150;
const WARM = 30;
const PATH = 'county/one';
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1]) || 2;
const note = '各考场设备已逐一核对，运行正常，'.repeat(18).slice(0, 300);

const totals = { plain: [0, 0], encrypted: [0, 0] };
for (let round = 0; round < rounds; round += 1)
  for (const way of ['plain', 'encrypted'] as const) {
    const [cpu, bytes] = await measured(way === 'encrypted');
    totals[way][0] = (totals[way][0] ?? 0) + cpu / rounds;
    totals[way][1] = (totals[way][1] ?? 0) + bytes / rounds;
  }
for (const [way, [cpu = 0, bytes = 0]] of Object.entries(totals))
  console.log(
    `${way.padEnd(12)}${cpu.toFixed(2)} ms of processor, ${Math.round(bytes)} bytes of history a completion`,
  );

async function measured(encrypt: boolean): Promise<readonly [cpuMs: number, bytes: number]> {
  const world = await openWorld({ worker: 'inside', ...(encrypt && { encrypt }) });
  try {
    return await measuredIn(world);
  } finally {
    await world.close();
  }
}

async function measuredIn(world: World): Promise<readonly [number, number]> {
  const dueAt = epochMs(Date.now() + 30 * 86_400_000);
  const fields = [{ id: 'note', type: 'text', required: false }] as const;
  const duties = Array.from({ length: COUNT + WARM }, (_, n) => duty(`s${n}`, dueAt, { fields }));
  await startSeason(world, seasonOf('codec', { county: [], [PATH]: duties }));
  const handle = world.client.workflow.getHandle(unitId('codec', PATH));
  const complete = (n: number) =>
    handle.executeUpdate('completeSteps', {
      args: [[{ step: `s${n}`, by: 'bench', key: `key-${n}`, form: { note } }]],
    });
  for (let n = 0; n < WARM; n += 1) await complete(n);
  const [bytesBefore, before] = [await written(world), process.cpuUsage()];
  for (let n = WARM; n < WARM + COUNT; n += 1) await complete(n);
  await eventually('all is recorded', async () => {
    const { unrecorded } = await handle.query<Steps>('steps');
    return unrecorded === 0 ? true : undefined;
  });
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1_000 / COUNT, ((await written(world)) - bytesBefore) / COUNT];
}

/** Bytes of all histories of the unit: it continues as new now and then. */
async function written({ client }: World): Promise<number> {
  let bytes = 0;
  const query = `WorkflowId = '${unitId('codec', PATH)}'`;
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
    bytes += Number(raw.workflowExecutionInfo?.historySizeBytes ?? 0);
  }
  return bytes;
}
