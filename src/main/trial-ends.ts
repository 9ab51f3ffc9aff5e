import type { Store } from '../adapters/store/store.js';
import { calendarOf, plusDays } from '../engine/calendar.js';
import { epochMs, type EpochMs } from '../engine/model.js';
import { isOnlyShown } from '../service/proof/brake.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { fullTime } from '../text/when.js';

/**
 * Tells the coordinator of a season that only shows what it would send when that is about to end: a day before. Of an end
 * that is moved he hears anew.
 */
export function createTrialKeeper(store: Store, lang: Lang, now: () => EpochMs = realNow) {
  return async (): Promise<void> => {
    for (const season of await store.seasons()) {
      const { id, rehearsal, status, timezone, title, coordinator } = season;
      if (rehearsal || status === 'closed' || !(await isOnlyShown(store, season, now()))) continue;
      const until = await store.proof.shadowUntil(id);
      const calendar = calendarOf(timezone);
      if (until === null || now() < dayBefore(calendar, until)) continue;
      const shown = await store.proof.countWithheld(id);
      const say = texts(lang).circulars.shadowEnds;
      const at = fullTime(calendar, until);
      const body = {
        ...{ subject: say.subject(title[lang]), bare: say.bare(at) },
        lines: say.lines(at, shown),
      };
      const key = { season: id, kind: 'shadow-ends', owedAt: until, post: coordinator } as const;
      await store.circulars.put({ ...key, body, withheld: null }, now());
    }
  };
}

const realNow = (): EpochMs => epochMs(Date.now());

/** The same time of the day before, in the season's zone. */
const dayBefore = (calendar: ReturnType<typeof calendarOf>, at: EpochMs): EpochMs =>
  calendar.instant(plusDays(calendar.dateOf(at), -1), calendar.timeOf(at));
