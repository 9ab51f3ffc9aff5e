import { begunAs } from './begun-as.js';
import { intentOf } from './intent.js';
import type { UnitEvent } from './model.js';
import type { State } from './state.js';

const RECENT_KEYS = 500;
const RECENT_MS = 24 * 3_600_000;

/** The keys with the answers to them, for a day and for the last 500: a retry comes within minutes, and the state has to stay small. */
export function withKey(
  { keys }: State,
  event: Extract<UnitEvent, { key?: string }>,
): State['keys'] {
  const { at, key = '' } = event;
  const fresh = keys.filter(({ answer }) => answer.at > at - RECENT_MS).slice(1 - RECENT_KEYS);
  if (event.type !== 'refused') {
    const answer = { at, ...begunAs(event) };
    return [...fresh, { key, intent: intentOf(event), answer }];
  }
  const { reason: refused, detail, since, asked, noted } = event;
  const answer = {
    ...{ at, refused, ...(detail && { detail }), ...(since && { since }) },
    // Whoever asks again by this key has to go on to the next: that one may have been done.
    ...(asked && { asked }),
    ...(noted && { noted }),
  };
  return [...fresh, { key, intent: intentOf(event), answer }];
}
