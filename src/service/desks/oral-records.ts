import type { DutyView, Season } from '../../adapters/store/types.js';
import type { EpochMs, OralAct } from '../../engine/model.js';
import { recordedLate, USUAL_LATE_MS } from '../../engine/recorded-late.js';
import { planNow } from '../seasons.js';
import type { Parts } from '../service.js';

/** What was typed in for somebody and waits for his own word. */
export interface OralRecord {
  readonly season: Season;
  /** The duty of confirming it. */
  readonly view: DutyView;
  /** The id of the duty it is about; null where it was about none. */
  readonly of: string | null;
  readonly act: OralAct;
  readonly by: Named;
  readonly recordedBy: Named;
  readonly happenedAt: EpochMs | null;
  readonly recordedAt: EpochMs;
  /** Recorded so long after it happened that it is to be seen (迟录). */
  readonly isLate: boolean;
  /** Plan time now. */
  readonly now: EpochMs;
  /** His words, where he says that he never said so. */
  readonly objection: string | null;
}

export interface Named {
  readonly person: string;
  readonly name: string;
}

const MOST = 500;

/** The records that wait for a confirmation, in running seasons or in one, the first due first. */
export async function oralRecords(
  parts: Pick<Parts, 'store' | 'now'>,
  season?: string,
): Promise<readonly OralRecord[]> {
  const { store } = parts;
  const running = (await store.seasons()).filter(
    ({ id, status }) => status !== 'closed' && (season === undefined || id === season),
  );
  const lists = await Promise.all(
    running.map(async (one) => {
      const now = await planNow(parts, one);
      const views = await store.deskSearch.unconfirmed(one.id, MOST);
      const records = await Promise.all(views.map((view) => recordOf(parts, one, view, now)));
      return records.flatMap((record) => record ?? []);
    }),
  );
  return lists.flat();
}

async function recordOf(
  { store }: Pick<Parts, 'store'>,
  season: Season,
  view: DutyView,
  now: EpochMs,
): Promise<OralRecord | null> {
  const events = (await store.dutyEvents(season.id, view.path, view.duty)).map(
    ({ event }) => event,
  );
  const added = events.find((event) => event.type === 'added');
  const oral = added?.type === 'added' ? added.added.oral : undefined;
  if (added?.type !== 'added' || !oral) return null;
  const objected = events.findLast((event) => event.type === 'objected');
  const { lateMs = USUAL_LATE_MS } =
    (await store.signings.unitPlan(season.id, view.path))?.oral ?? {};
  const known = await store.deskSearch.postsOf([oral.by, oral.recordedBy]);
  const named = async (person: string): Promise<Named> => ({
    person,
    name:
      known.find((one) => one.person === person)?.name ??
      (await store.accounts.account(person))?.name ??
      person,
  });
  return {
    ...{ season, view, now, of: oral.of, act: oral.done },
    ...{ by: await named(oral.by), recordedBy: await named(oral.recordedBy) },
    ...{ happenedAt: added.happenedAt ?? null, recordedAt: added.at },
    isLate: recordedLate(added.happenedAt, added.at, lateMs),
    objection: objected?.type === 'objected' ? objected.reason : null,
  };
}
