import type { MorningMade } from '../../activities/morning.js';
import { morningId, scheduleMorning, unscheduleMorning } from '../../src/temporal/mornings.js';
import { duty, ladder } from '../engine/unit.js';
import type { World } from './real.js';
import { seasonOf } from './real-season.js';
import { eventually, logOf, soon, startSeason } from './real-waiting.js';

const SEASON = 'mornings';

/**
 * A season whose morning report is begun by its Schedule, out of turn: what the report answers, and what the server knows of
 * the Schedule before and after the season's end.
 */
export async function playMorning(world: World) {
  const { client } = world;
  const rungs = ladder({ 'county#office': 0 });
  await startSeason(
    world,
    seasonOf(SEASON, { county: [duty('zero', soon(3), { ladder: rungs })] }),
  );
  await eventually(
    'the words are said',
    async () =>
      (await logOf(world, SEASON, 'county')).some(
        (event) => event.type === 'told' && event.action === 'escalate',
      ) || undefined,
  );
  const morning = { season: SEASON, timezone: 'Asia/Shanghai', hour: 7, minute: 30 };
  const schedule = () => scheduleMorning(client, { ...morning, taskQueue: 'kaowu' });
  await schedule();
  // Every process that takes care of the store asks for it.
  await schedule();
  const handle = client.schedule.getHandle(morningId(SEASON));
  const described = await handle.describe();
  await handle.trigger();
  const made = await eventually('the report is made', async () => {
    const { info } = await handle.describe();
    const started = info.recentActions.at(-1)?.action;
    if (started?.type !== 'startWorkflow') return undefined;
    return client.workflow.getHandle(started.workflow.workflowId).result() as Promise<MorningMade>;
  });
  await unscheduleMorning(client, SEASON);
  await unscheduleMorning(client, SEASON);
  return { season: SEASON, described, made };
}
