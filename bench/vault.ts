import { setTimeout as pause } from 'node:timers/promises';
import { epochMs, type Duty } from '../src/engine/model.js';
import { unitId } from '../workflows/messages.js';
import { act, duty, ladder, run, unitPlan, type Script } from '../tests/engine/unit.js';
import { openWorld, type World } from '../tests/support/real.js';
import { seasonOf } from '../tests/support/real-season.js';
import { eventually, recorded, startSeason } from '../tests/support/real-waiting.js';
import { runsOf, total } from './history.js';

/**
 * A vault's season of patrols on a real dev server, half hours made seconds: history events a run, events and writes a
 * patrol, size of the state. Arguments: `--patrols N` (default 240), `--every MS` (default 1500).
 */
const said = (name: string, otherwise: number): number =>
  Number(process.argv[process.argv.indexOf(name) + 1] ?? 0) || otherwise;
const PATROLS = said('--patrols', 240);
const EVERY_MS = said('--every', 1_500);
const SEASON = 'vault';
const VAULT = 'county/vault';

console.log('state after the patrols, KB', stateKb());
const world = await openWorld({ worker: 'inside' });
try {
  await play(world);
  const log = await recorded(world, SEASON, VAULT);
  const runs = await runsOf(world, unitId(SEASON, VAULT));
  const signed = log.filter(({ type }) => type === 'submitted').length;
  const perRun = runs.map(({ events }) => events);
  console.log('patrols begun', log.filter(({ type }) => type === 'begun').length);
  console.log('patrols signed by two', signed);
  console.log('events of the record a patrol', (log.length / PATROLS).toFixed(2));
  console.log('writes of the record a patrol', (total(runs, 'writes') / PATROLS).toFixed(2));
  console.log('history events a patrol', (total(runs, 'events') / PATROLS).toFixed(1));
  console.log('runs', runs.length, 'events a run', perRun.join(' '));
} finally {
  await world.close();
}

/** What a run carries to the next one: the state of a vault after all its patrols, by the engine alone. */
function stateKb(): string {
  const start = 3_600_000;
  const plan = unitPlan(dutiesFrom(start), { path: VAULT });
  const signed = (step: string, more: object) =>
    act('confirm', step, { content: 'h1 h2 | m1 m2 m3 m4', ...more });
  const { state } = run(plan, [
    [start, signed('guard', { by: 'h1', post: 'incoming' })],
    ...Array.from(
      { length: PATROLS },
      (_, n): Script =>
        ['m1', 'm2'].map((by) => [
          start + (n + 0.6) * EVERY_MS,
          signed('patrol', { by, post: 'v#shift', occurrence: `${n + 1}`, key: `${by}-${n}` }),
        ]),
    ).flat(),
  ]);
  return (JSON.stringify(state).length / 1024).toFixed(1);
}

/** Two of the watch sign each patrol in its time; nobody else says a word. */
async function play({ service }: World): Promise<void> {
  const start = Date.now() + 6_000;
  await startSeason(world, seasonOf(SEASON, { county: [], [VAULT]: dutiesFrom(start) }));
  const confirm = (message: { step: string; by: string; post: string; occurrence?: string }) =>
    service.act(SEASON, VAULT, 'confirm', { content: 'h1 h2 | m1 m2 m3 m4', ...message });
  await eventually('the watch is there', () =>
    confirm({ step: 'guard', by: 'h1', post: 'incoming' }).catch(() => undefined),
  );
  for (let n = 1; n <= PATROLS; n += 1) {
    await pause(Math.max(0, start + (n - 0.6) * EVERY_MS - Date.now()));
    for (const by of ['m1', 'm2'])
      await eventually(`patrol ${n}`, async () => {
        const patrol = { step: 'patrol', occurrence: String(n), by, post: 'v#shift' };
        // A machine that is busy elsewhere may not answer in time: asked once more.
        const answer = await confirm(patrol).catch(() => null);
        return answer === null || answer.refused === 'not-begun' ? undefined : true;
      });
  }
  await pause(6_000);
}

function dutiesFrom(start: number): Duty[] {
  const fromAt = epochMs(start);
  const untilAt = epochMs(start + PATROLS * EVERY_MS + 30_000);
  const span = { fromAt, untilAt, from: null, until: null };
  const climbs = ladder({ 'v#leader': 0 });
  return [
    duty('guard', untilAt, {
      ...{ kind: 'watch', ladder: climbs },
      watch: {
        ...{ ...span, minimum: 4, heads: 2 },
        ...{ shiftMs: 8 * 3_600_000, withinMs: 900_000, graceMs: 600_000 },
      },
    }),
    duty('patrol', untilAt, {
      ...{ kind: 'series', quiet: true, ladder: climbs },
      series: {
        ...{ ...span, untilAt: epochMs(start + PATROLS * EVERY_MS), everyMs: EVERY_MS },
        ...{ instants: null, of: 'signed', leadMs: Math.floor(EVERY_MS * 0.7) },
      },
      sign: {
        ...{ posts: ['v#shift', 'v#shift'], withinMs: EVERY_MS, ordered: false },
        onDuty: 'guard',
      },
    }),
  ];
}
