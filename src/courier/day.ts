import { compose, type Waiting } from './compose.js';
import { epochMs, type EpochMs } from '../engine/model.js';
import type { Bundle } from './model.js';
import type { CourierSettings } from './settings.js';
import type { Word } from './word.js';

/** A message that would go out, with its words. */
export interface PlannedMessage extends Bundle {
  readonly words: readonly Word[];
}

/**
 * The messages that these words to one person would become, were each taken in at its `since` and every message sent
 * when it may be: the courier's own composing, run ahead. What is overtaken by a newer word is in none.
 */
export function messagesAhead(
  words: readonly Word[],
  hoursOf: Waiting['hoursOf'],
  settings: CourierSettings,
): readonly PlannedMessage[] {
  const coming = [...words].sort((a, b) => a.since - b.since || a.notice - b.notice);
  const sent: PlannedMessage[] = [];
  let waiting: readonly Word[] = [];
  let now = coming[0]?.since ?? epochMs(0);
  while (coming.length > 0 || waiting.length > 0) {
    const arrived = coming.filter(({ since }) => since <= now);
    coming.splice(0, arrived.length);
    waiting = [...waiting, ...arrived];
    const { bundles, overtaken, nextAt } = compose({
      ...{ words: waiting, hoursOf, settings, now },
      sentToday: sentOn(sent, now, hoursOf),
    });
    const byNotice = new Map(waiting.map((word) => [word.notice, word]));
    for (const bundle of bundles)
      sent.push({ ...bundle, words: bundle.notices.flatMap((id) => byNotice.get(id) ?? []) });
    const done = new Set([
      ...bundles.flatMap(({ notices }) => notices),
      ...overtaken.map(({ notice }) => notice),
    ]);
    waiting = waiting.filter(({ notice }) => !done.has(notice));
    const next = Math.min(coming[0]?.since ?? Infinity, nextAt ?? Infinity);
    if (!Number.isFinite(next)) break;
    // Never twice at one instant: what is due now has gone.
    now = epochMs(Math.max(next, now + 1));
  }
  return sent;
}

function sentOn(
  sent: readonly PlannedMessage[],
  now: EpochMs,
  hoursOf: Waiting['hoursOf'],
): number {
  const counted = sent.filter(({ urgency, words: [first], sendAt }) => {
    if (urgency === 'critical' || !first) return false;
    const { calendar } = hoursOf(first.season, first.path);
    return calendar.dateOf(sendAt) === calendar.dateOf(now);
  });
  return counted.length;
}
