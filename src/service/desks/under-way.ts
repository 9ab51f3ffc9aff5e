import { OPEN } from '../../adapters/store/list-types.js';
import type { DutyView, Season } from '../../adapters/store/types.js';
import type { Port } from '../port.js';
import type { DutyLine } from '../reads/duty-list.js';
import type { Parts } from '../service.js';
import type { ReadyUnit } from './ready-units.js';

/** What is open of the procedures that were begun in a season, the first due first. */
export interface UnderWay {
  readonly season: Season;
  readonly lines: readonly DutyLine[];
}

/** Of one step; more than are ever open at once. */
const MOST = 100;

/**
 * What runs of procedures at other units than one's own, in all running seasons, as far as whoever asks may see it: `duties` is
 * the list that has come through the guard. Seasons in which nothing runs are left out.
 */
export async function proceduresUnderWay(
  { store }: Pick<Parts, 'store'>,
  duties: Port['duties'],
  own: readonly ReadyUnit[],
): Promise<readonly UnderWay[]> {
  const isOwn = ({ season, path }: DutyView): boolean =>
    own.some((one) => one.season.id === season && one.unit.path === path);
  const running = (await store.seasons()).filter(({ status }) => status !== 'closed');
  const all = running.map(async (season): Promise<UnderWay> => {
    const plan = (await store.planVersion(season.id))?.plan;
    const steps = (plan?.steps ?? []).filter(({ procedure }) => procedure !== undefined);
    const lists = await Promise.all(
      steps.map(({ id: step }) =>
        duties({ season: season.id, step, status: OPEN }, { limit: MOST }),
      ),
    );
    const lines = lists.flatMap((list) => list.lines).filter(({ view }) => !isOwn(view));
    return { season, lines: lines.sort((a, b) => a.view.dueAt - b.view.dueAt) };
  });
  return (await Promise.all(all)).filter(({ lines }) => lines.length > 0);
}
