import { epochMs, PROCEDURE_EPOCH, type Duty } from '../../src/engine/model.js';
import type { Messages } from '../../workflows/messages.js';
import { duty, ladder } from '../engine/unit.js';
import type { World } from './real.js';
import { seasonOf } from './real-season.js';
import { recorded, soon, startSeason } from './real-waiting.js';

const LATE = 'late';
const SITE = 'county/one';

/** A session that ends in seconds is given minutes; the approval is amended, and what hangs on the end done in the time given. */
export async function playExtension(world: World): Promise<void> {
  const endAt = soon(6);
  const site = {
    procedures: [{ id: 'late-start', session: true, duties: [approval()] }],
    sessions: [{ id: 'chinese', startAt: soon(-60), endAt }],
  } as const;
  const closed = duty('closed@chinese', epochMs(endAt + 2_000), {
    openAt: endAt,
    ladder: ladder({ 'county#office': 0 }),
  });
  await startSeason(world, seasonOf(LATE, { county: [], [SITE]: [closed] }, 1, { [SITE]: site }));
  const act = <Name extends Exclude<keyof Messages, 'recordFor'>>(
    name: Name,
    message: Messages[Name],
  ) => world.service.act(LATE, SITE, name, message);

  await act('begin', { procedure: 'late-start', about: '停电', by: 'head' });
  const approved = { step: 'approved', occurrence: '1', by: 'director' };
  await act('completeSteps', { ...approved, form: { minutes: 0 } });
  await act('completeSteps', { ...approved, form: { minutes: 2 } });
  // Beyond the instants that were planned: nothing is said at them.
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  await act('amend', { ...approved, form: { minutes: 3 }, reason: '笔误' });
  await act('completeSteps', { step: 'closed', occurrence: 'chinese', by: 'head' });
  await recorded(world, LATE, SITE);
  await world.service.closeSeason(LATE, 'office');
}

const approval = (): Duty =>
  duty('approved', epochMs(PROCEDURE_EPOCH + 60_000), {
    openAt: PROCEDURE_EPOCH,
    fields: [{ id: 'minutes', type: 'number', required: true }],
    prolongs: { by: 'minutes', from: 'start', mostMs: 7_200_000, tell: ['county#office'] },
  });
