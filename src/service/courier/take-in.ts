import type { WordToSend } from '../../adapters/store/ledger-intake.js';
import type { BoardFacts } from '../../adapters/store/ledger-board.js';
import type { NewWord, SettledWord } from '../../adapters/store/ledger-types.js';
import type { Notice } from '../../adapters/store/types.js';
import type { CourierSettings } from '../../courier/settings.js';
import { isOfClock, urgencyOf, type StepTraits } from '../../courier/urgency.js';
import type { Word } from '../../courier/word.js';
import { realTime, type Clock } from '../../engine/clock.js';
import { epochMs, type EpochMs } from '../../engine/model.js';
import type { Parts } from '../service.js';
import type { Addressing } from './addressing-port.js';
import type { Brake } from './brake-port.js';
import { traitsOfDuty } from './duty-traits.js';
import type { createSeasonTraits, SeasonTraits } from './season-hours.js';

export interface IntakeParts extends Pick<Parts, 'store'> {
  readonly addressing: Addressing;
  readonly brake: Brake;
  readonly traitsOf: ReturnType<typeof createSeasonTraits>;
  readonly settings: CourierSettings;
  /** Whether words of this sort go out by a channel; where not, the machine's own file is all there is. */
  readonly hasChannels: (rehearsal: boolean) => boolean;
  readonly now: () => EpochMs;
}

/**
 * Takes notices of the outbox into the ledger: for whom, how urgent, not before when. A notice whose post nobody holds,
 * or that somebody has stopped, is settled at once; where no channel is set, it has been handed over with its line in the
 * file. The same notices again change nothing.
 */
export async function takeIn(parts: IntakeParts, notices: readonly Notice[]): Promise<void> {
  const words: NewWord[] = [];
  const settled: SettledWord[] = [];
  for (const id of new Set(notices.map(({ season }) => season))) {
    const mine = notices.filter(({ season }) => season === id);
    const traits = await parts.traitsOf(id);
    // A season that is not there has nobody to be told.
    if (traits === null) continue;
    for (const word of await wordsOf(parts, traits, mine))
      if (word.person === '')
        settled.push({ ...word, state: 'undeliverable', reason: 'nobody-holds' });
      else words.push(word);
  }
  const now = parts.now();
  const withheld = await parts.brake.withheld(words, now);
  const open: NewWord[] = [];
  for (const word of words) {
    const stopped = withheld.get(word.notice);
    if (stopped !== undefined) settled.push({ ...word, state: 'withheld', reason: stopped });
    else if (!parts.hasChannels(word.rehearsal))
      settled.push({ ...word, state: 'handed', reason: null });
    else open.push(word);
  }
  await parts.store.ledger.takeIn(
    { notices: notices.map(({ id }) => id), open: open.map((word) => timed(parts, word)), settled },
    now,
  );
}

/** When somebody must look at the word: when its digest is due. What holds it longer is found then. */
const timed = ({ settings }: Pick<IntakeParts, 'settings'>, word: NewWord): WordToSend => ({
  ...word,
  sendAt: epochMs(word.since + settings.windowMs[word.urgency]),
});

async function wordsOf(
  parts: IntakeParts,
  seasonTraits: SeasonTraits,
  notices: readonly Notice[],
): Promise<readonly NewWord[]> {
  const { season } = seasonTraits;
  const facts = await parts.store.ledger.boardFacts(
    notices.flatMap(({ season: id, path, duty }) =>
      duty === null ? [] : [{ season: id, path, duty }],
    ),
  );
  const byKey = new Map(facts.map((one) => [keyOf(one), one]));
  const at = notices.reduce((last, { firedAt }) => (firedAt > last ? firedAt : last), epochMs(0));
  const chain = await parts.addressing.chain(season, [...new Set(notices.map(({ to }) => to))], at);
  const traitsFor = await traitsOfAll(parts, seasonTraits, notices);
  const real = (planAt: EpochMs) => realTime(season.clock as Clock, planAt);
  return notices.map((notice): NewWord => {
    const fact = byKey.get(keyOf(notice)) ?? null;
    const step = traitsFor(notice);
    const { event } = notice;
    const dueAt = event.type === 'added' ? event.added.dueAt : (fact?.dueAt ?? null);
    const before = beforeOf(notice, fact);
    return {
      ...{ notice: notice.id, turn: 0, season: season.id, path: notice.path, seq: notice.seq },
      ...{ duty: notice.duty, kind: notice.kind, post: notice.to, rehearsal: season.rehearsal },
      person: chain(notice.to)[0] ?? '',
      urgency: urgencyOf(event, step, dueAt),
      label: step?.label ?? 'internal',
      isOfClock: isOfClock(event),
      since: notice.recordedAt,
      before: before === null ? null : real(before),
    };
  });
}

/** The store is asked for those alone that were added at run time. */
async function traitsOfAll(
  parts: Pick<IntakeParts, 'store'>,
  { season: { id: season }, traits }: SeasonTraits,
  notices: readonly Notice[],
): Promise<(notice: Notice) => StepTraits | null> {
  const added = new Map<string, StepTraits | null>();
  for (const notice of notices) {
    const { path, duty } = notice;
    if (duty === null || added.has(keyOf(notice)) || traits(duty) !== null) continue;
    added.set(keyOf(notice), await traitsOfDuty(parts, { traits }, { season, path, duty }));
  }
  return (notice) => traits(notice.duty) ?? added.get(keyOf(notice)) ?? null;
}

/** After which plan time it is of no use: the due instant, or when the next one hears of it. */
function beforeOf({ event, seq }: Notice, fact: BoardFacts | null): EpochMs | null {
  if (event.type === 'added') return event.added.dueAt;
  if (event.type === 'returned') return event.dueAt;
  if (fact === null) return null;
  if (event.type === 'told' && (event.action === 'open' || event.action === 'remind'))
    return fact.dueAt;
  // Somebody may have acted since: then nobody knows who is next.
  return fact.seq === seq ? fact.nextAt : null;
}

const keyOf = ({ path, duty }: { readonly path: string; readonly duty: string | null }): string =>
  `${path}:${duty}`;

/** The same words to whoever comes after those who could not be reached; none where nobody is left. */
export async function nextTurns(
  { addressing, traitsOf }: Pick<IntakeParts, 'addressing' | 'traitsOf'>,
  words: readonly (Word & { readonly turn: number })[],
  firedAt: EpochMs,
): Promise<readonly NewWord[]> {
  const next: NewWord[] = [];
  for (const word of words) {
    const traits = await traitsOf(word.season);
    const chain = traits && (await addressing.chain(traits.season, [word.post], firedAt));
    const persons = chain?.(word.post) ?? [];
    const person = persons[persons.indexOf(word.person) + 1];
    if (person !== undefined && persons.includes(word.person))
      next.push({ ...word, person, turn: word.turn + 1 });
  }
  return next;
}
