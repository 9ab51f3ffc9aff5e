import type { NewCircular } from '../../adapters/store/circulars.js';
import { calendarOf } from '../../engine/calendar.js';
import { epochMs } from '../../engine/model.js';
import { postOf } from '../../engine/tree.js';
import type { Replacement } from '../../rooms/replaced.js';
import { placeOf, type Seat } from '../../rooms/seat.js';
import type { Lang } from '../../text/lang.js';
import { texts } from '../../text/texts.js';
import { dayTime } from '../../text/when.js';
import { isOnlyShown, ONLY_SHOWN } from '../proof/brake.js';
import { known } from '../seasons.js';
import type { Parts } from '../service.js';
import type { RoomSeason } from './world.js';

/**
 * The word on a replacement to whoever must know and was not there: who coordinates the site, and the chiefs of sites where
 * whoever left has a place still. To people it goes as a circular; a text message of it names nobody.
 */
export async function replacedWords(
  parts: Pick<Parts, 'store' | 'now'>,
  season: RoomSeason,
  one: Replacement,
  others: readonly Seat[],
  lang: Lang,
): Promise<readonly NewCircular[]> {
  const { id, plan, rules } = season;
  const isTrial = await isOnlyShown(parts.store, await known(parts, id), epochMs(parts.now()));
  const coordinating = postOf(plan.coordinator, one.site);
  const [chief = ''] = rules.replacement.by;
  const posts = new Set([coordinating, ...others.map(({ site }) => `${site}#${chief}`)]);
  const body = bodyOf(season, one, others, lang);
  return [...posts].map((post) => ({
    ...{ season: id, kind: 'replacement', owedAt: epochMs(one.recordedAt), post, body },
    withheld: isTrial && post !== coordinating ? ONLY_SHOWN : null,
  }));
}

function bodyOf(
  { places, timezone }: RoomSeason,
  one: Replacement,
  others: readonly Seat[],
  lang: Lang,
): NewCircular['body'] {
  const t = texts(lang);
  const say = t.circulars.replaced;
  const site = places.titleOf(one.site)[lang];
  const when = dayTime(lang, calendarOf(timezone), epochMs(one.happenedAt));
  const done = t.rooms.replaced(one.room, one.absentName, one.name);
  const more = others.map(placeOf);
  return {
    subject: say.subject(site, one.session),
    bare: say.bare(site, one.session, more.length),
    lines: [
      say.line(when, done, t.rooms.reason[one.reason], one.by),
      ...(more.length === 0 ? [] : [say.also(one.absentName, more.join(t.list))]),
    ],
  };
}
