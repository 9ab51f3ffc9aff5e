import { openSeal } from '../adapters/secrets/keys.js';
import { briefBody } from '../report/brief-lines.js';
import type { Season } from '../adapters/store/types.js';
import { epochMs, type EpochMs } from '../engine/model.js';
import { brief } from '../service/proof/brief.js';
import { coordinatingPosts, lastBriefAt, type Briefed } from '../service/proof/brief-times.js';
import { isOnlyShown, ONLY_SHOWN } from '../service/proof/brake.js';
import { onDuty } from '../service/courier/on-duty.js';
import { planNow } from '../service/seasons.js';
import { courierSettings } from './courier-settings.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';

/**
 * What the brief's activity does: for each who coordinates, how his part of the season stands, left to the courier to send.
 * Of a season that only shows what it would send its own coordinator alone is briefed. Answers how many briefs there are.
 */
export const makingBriefs = (
  place: Pick<Place, 'lang' | 'courier'>,
  { store, keys }: Pick<Parts, 'store' | 'keys'>,
) => {
  const settings = courierSettings(place);
  const parts = { store, now: Date.now, seal: openSeal(keys) };

  return async (id: string): Promise<number> => {
    const season = await store.season(id);
    const version = await store.planVersion(id);
    if (!season || !version) return 0;
    const now = epochMs(Date.now());
    const at = await planNow(parts, season);
    const owedAt = lastBriefAt(version.plan, settings.brief, at);
    const isTrial = await isOnlyShown(store, season, now);
    const briefed = await held(season, coordinatingPosts(version.plan), at);
    for (const { post, under } of briefed) {
      const made = await brief(parts, id, under === null ? {} : { under });
      const withheld = isTrial && post !== season.coordinator ? ONLY_SHOWN : null;
      const body = briefBody(place.lang, made);
      await store.circulars.put({ season: id, kind: 'brief', owedAt, post, withheld, body }, now);
    }
    return briefed.length;
  };

  /** A plan names a coordinator for every unit; where nobody is, nobody is briefed. That nobody is on the season's own is an alarm. */
  async function held(season: Season, all: readonly Briefed[], at: EpochMs) {
    const serving = await onDuty(
      { store },
      season,
      all.map(({ post }) => post),
      at,
    );
    return all.filter(({ post }) => post === season.coordinator || serving(post) !== null);
  }
};
