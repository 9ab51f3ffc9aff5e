import type { BriefMade } from '../../activities/brief.js';
import type { MorningMade } from '../../activities/morning.js';
import { morningId, scheduleMorning, unscheduleMorning } from '../../src/temporal/mornings.js';
import { briefsId, scheduleBriefs, unscheduleBriefs } from '../../src/temporal/briefs.js';
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
  const described = await client.schedule.getHandle(morningId(SEASON)).describe();
  const made = await begun<MorningMade>(world, morningId(SEASON));
  await unscheduleMorning(client, SEASON);
  await unscheduleMorning(client, SEASON);
  return { season: SEASON, described, made, briefs: await playBriefs(world) };
}

/** The same season's brief, whose sessions a new version of the plan has moved. */
async function playBriefs({ client, store, ...world }: World) {
  const daily = { season: SEASON, timezone: 'Asia/Shanghai', morning: '07:30', taskQueue: 'kaowu' };
  await scheduleBriefs(client, { ...daily, once: [{ date: '2027-06-16', time: '11:45' }] });
  await scheduleBriefs(client, { ...daily, once: [{ date: '2027-06-17', time: '12:00' }] });
  const { spec } = await client.schedule.getHandle(briefsId(SEASON)).describe();
  const made = await begun<BriefMade>({ client, store, ...world }, briefsId(SEASON));
  const circulars = await store.circulars.list(SEASON, 10);
  await unscheduleBriefs(client, SEASON);
  return { calendars: spec.calendars ?? [], made, circulars };
}

/** What the Schedule begins, out of turn: its answer. */
async function begun<Made>({ client }: World, id: string): Promise<Made> {
  const handle = client.schedule.getHandle(id);
  await handle.trigger();
  return eventually('what the Schedule began is done', async () => {
    const { info } = await handle.describe();
    const started = info.recentActions.at(-1)?.action;
    if (started?.type !== 'startWorkflow') return undefined;
    return client.workflow.getHandle(started.workflow.workflowId).result() as Promise<Made>;
  });
}
