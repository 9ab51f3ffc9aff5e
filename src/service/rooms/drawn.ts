import type { Messages } from '../../../workflows/messages.js';
import type { SeasonPlan } from '../../engine/season-plan.js';
import { sessionsByUnit } from '../../registers/engagement.js';
import { sheetOf } from '../../rooms/check-seats.js';
import { sitesWithoutRoster } from '../../rooms/drawn.js';
import { rosterMissing } from '../../text/room-words.js';
import { Refusal } from '../outcome.js';
import type { ActName } from '../port.js';
import { versionOf } from '../registers/facts.js';
import { known } from '../seasons.js';
import type { Parts } from '../service.js';

/**
 * Holds the report that rooms are drawn against what was accepted: it is refused, by site and session, while a roster is
 * missing. Which duty that is and which sessions it speaks for stands in `rooms.yaml`; says nothing of other commands.
 */
export async function assertDrawn(
  { store }: Pick<Parts, 'store'>,
  season: string,
  path: string,
  name: ActName,
  message: Messages[ActName],
): Promise<void> {
  if (name !== 'completeSteps') return;
  const { step, occurrence } = message as Messages['completeSteps'];
  const of = await known({ store }, season);
  const plan = (await versionOf(store, of))?.plan;
  if (plan?.rooms?.drawn?.step !== step) return;
  const sessions = sessionsMeant(plan, occurrence);
  const sits = sessionsByUnit(plan);
  const sitting = (site: string): string[] =>
    sits(site)
      .map(({ id }) => id)
      .filter((id) => sessions.includes(id));
  const accepted = await store.rooms.sheets(season, sessions);
  const sheets = new Set(accepted.map(sheetOf));
  const missing = sitesWithoutRoster(plan.units, path, sitting, sheets);
  if (missing.length === 0) return;
  const { zh, en } = rosterMissing(missing);
  throw new Refusal('rooms-not-drawn', zh, en);
}

/** The session of an occurrence; of a duty that is owed once, those that the rules name. */
function sessionsMeant(
  { sessions, rooms }: SeasonPlan,
  occurrence: string | undefined,
): readonly string[] {
  const all = sessions.map(({ id }) => id);
  if (occurrence !== undefined && all.includes(occurrence)) return [occurrence];
  return rooms?.drawn?.sessions === 'first' ? all.slice(0, 1) : all;
}
