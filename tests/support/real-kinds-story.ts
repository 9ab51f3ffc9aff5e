import { seasonId, unitId, type Messages } from '../../workflows/messages.js';
import { duty, ladder } from '../engine/unit.js';
import type { World } from './real.js';
import { seasonOf, type Owed } from './real-season.js';
import { eventually, recorded, soon, startSeason } from './real-waiting.js';

const KINDS = 'kinds';
const SITE = 'county/one';

/** Series, watch, clocks that wait, joint lines and needs of the root, once, on a real server. */
export async function playKinds(world: World): Promise<void> {
  await startSeason(world, seasonOf(KINDS, owed()));
  const act = <Name extends Exclude<keyof Messages, 'recordFor'>>(
    path: string,
    name: Name,
    message: Messages[Name],
  ) => world.service.act(KINDS, path, name, message);
  const done = (path: string, step: string, more: object = {}) =>
    act(path, 'completeSteps', { step, by: 'li', ...more });
  const signs = (post: 'incoming' | 'outgoing', by: string, content: string) =>
    act(SITE, 'confirm', { step: 'vault', by, post, content });
  const happened = (what: string) =>
    eventually(
      what,
      async () =>
        (await recorded(world, KINDS, SITE)).some(({ type }) => type === what) || undefined,
    );

  await done(SITE, 'staffed'); // refused: the root has not done its part; it is asked
  await done('county', 'funds');
  await done(SITE, 'arrived');
  await happened('begun');
  await done(SITE, 'patrol', { occurrence: '1' });
  await signs('incoming', 'ha', 'ha | m1 m2');
  await signs('outgoing', 'ha', 'hb | m3 m4');
  await signs('incoming', 'hb', 'hb | m3 m4');
  await act(SITE, 'leave', { step: 'vault', by: 'hb', person: 'm3' });
  await happened('uncovered');
  await act(SITE, 'answer', {
    ...{ step: 'route', by: 'wang' },
    lines: [{ line: '*', state: 'normal' }],
  });
  await done(SITE, 'route');
  await eventually('the need is there', async () => {
    const { refused } = await done(SITE, 'staffed');
    return refused === undefined || refused === 'already-done' || undefined;
  });
  await done(SITE, 'out');
  await happened('expired');
  await act(SITE, 'waive', { step: 'vault', by: 'head', reason: '人数不足已补' });
  await world.service.closeSeason(KINDS, 'office');
  for (const id of [seasonId(KINDS), unitId(KINDS, 'county'), unitId(KINDS, SITE)])
    await eventually(`${id} has ended`, async () => {
      const { status } = await world.client.workflow.getHandle(id).describe();
      return status.name === 'COMPLETED' || undefined;
    });
}

function owed(): Owed {
  const later = soon(3_600);
  const rungs = ladder({ 'site#leader': 0, 'county#office': 1_000 });
  const span = {
    ...{ fromAt: soon(60), untilAt: later },
    ...{ from: { duty: 'arrived', offsetMs: 0 }, until: { duty: 'out', offsetMs: 0 } },
  };
  const rhythm = { everyMs: 2_000, instants: null, of: 'task', leadMs: 1_000 } as const;
  const crew = { minimum: 2, heads: 1, shiftMs: 3_600_000, withinMs: 60_000, graceMs: 1_000 };
  return {
    county: [duty('funds', later)],
    [SITE]: [
      duty('arrived', later),
      duty('checked', later, { after: { duty: 'arrived', offsetMs: 1_000 }, ladder: rungs }),
      duty('out', later),
      duty('patrol', later, { kind: 'series', series: { ...span, ...rhythm }, ladder: rungs }),
      duty('route', later, { lines: [{ id: 'police', by: 'county#doer' }] }),
      duty('staffed', later, {
        openAt: soon(1),
        needs: [{ step: 'funds', scope: 'root' }],
      }),
      duty('vault', later, { kind: 'watch', watch: { ...span, ...crew }, ladder: rungs }),
    ],
  };
}
