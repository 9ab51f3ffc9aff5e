import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compose } from '../../src/courier/compose.js';
import { USUAL_SETTINGS } from '../../src/courier/settings.js';
import { URGENCIES, rankOf, type Word } from '../../src/courier/word.js';
import { epochMs, NEVER } from '../../src/engine/model.js';
import { aWord, at, hours, SHANGHAI } from './a-word.js';

const START = at('2027-06-15 00:00');
const MINUTE_MS = 60_000;
const HOURS = hours(
  ['2027-06-16 09:00', '2027-06-16 11:30'],
  ['2027-06-16 14:30', '2027-06-16 16:30'],
);
const hoursOf = () => HOURS;

const minutes = fc.integer({ min: 0, max: 72 * 60 }).map((n) => epochMs(START + n * MINUTE_MS));
const words = fc
  .array(
    fc.record({
      duty: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      path: fc.constantFrom('c/a/1', 'c/a/2'),
      urgency: fc.constantFrom(...URGENCIES),
      since: minutes,
      before: fc.option(minutes),
      isOfClock: fc.boolean(),
      twice: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((all): Word[] =>
    all
      .sort((one, other) => one.since - other.since)
      .flatMap(({ twice, ...parts }, n) => {
        const seq = n + 1;
        const one = aWord(2 * n + 1, { ...parts, seq });
        return twice ? [one, aWord(2 * n + 2, { ...parts, seq, post: 'c#office' })] : [one];
      }),
  );

/** A person's days: words come in, messages go out; looked at whenever one comes and when `nextAt` says so. */
function live(all: readonly Word[]) {
  const messages: { at: number; urgency: Word['urgency']; notices: readonly number[] }[] = [];
  const overtaken: number[] = [];
  let [waiting, coming]: [readonly Word[], readonly Word[]] = [[], all];
  let nextAt: number | null = null;
  while (coming.length > 0 || nextAt !== null) {
    const now = epochMs(Math.min(coming[0]?.since ?? NEVER, nextAt ?? NEVER));
    waiting = [...waiting, ...coming.filter(({ since }) => since <= now)];
    coming = coming.filter(({ since }) => since > now);
    const day = SHANGHAI.dateOf(now);
    const sentToday = messages.filter(
      (one) => one.urgency !== 'critical' && SHANGHAI.dateOf(epochMs(one.at)) === day,
    ).length;
    const done = compose({ words: waiting, hoursOf, sentToday, settings: USUAL_SETTINGS, now });
    for (const { notices, urgency } of done.bundles) messages.push({ at: now, urgency, notices });
    for (const { notice } of done.overtaken) overtaken.push(notice);
    const gone = new Set([...messages.flatMap(({ notices }) => notices), ...overtaken]);
    waiting = waiting.filter(({ notice }) => !gone.has(notice));
    if (done.nextAt !== null) expect(done.nextAt).toBeGreaterThan(now);
    expect(done.nextAt === null).toBe(waiting.length === 0);
    nextAt = done.nextAt;
  }
  return { messages, overtaken, waiting };
}

it('loses and doubles nothing: every word ends in one message, or a newer word of its duty does', () => {
  fc.assert(
    fc.property(words, (all) => {
      const { messages, overtaken, waiting } = live(all);
      const ends = [...messages.flatMap(({ notices }) => notices), ...overtaken];
      expect(waiting).toEqual([]);
      expect(ends.sort((a, b) => a - b)).toEqual(all.map(({ notice }) => notice));
      const byNotice = new Map(all.map((word) => [word.notice, word]));
      for (const { urgency, notices } of messages) {
        if (urgency !== 'critical' || notices.length === 1) continue;
        const said = notices.map((notice) => byNotice.get(notice));
        expect(
          new Set(said.map((word) => `${word?.season} ${word?.path} ${word?.kind}`)).size,
        ).toBe(1);
        expect(['open', 'remind']).toContain(said[0]?.kind);
        expect(new Set(said.map((word) => word?.since)).size).toBe(1);
      }
    }),
  );
});

it('goes by the hours and the ceiling, and sends critical words in the minute they come', () => {
  fc.assert(
    fc.property(words, (all) => {
      const byNotice = new Map(all.map((word) => [word.notice, word]));
      const days = new Map<string, number>();
      for (const { at: sentAt, urgency, notices } of live(all).messages) {
        const [first] = notices.map((notice) => byNotice.get(notice));
        if (urgency === 'critical') {
          expect(sentAt - (first?.since ?? 0)).toBeLessThan(MINUTE_MS);
          continue;
        }
        const instant = epochMs(sentAt);
        const day = SHANGHAI.dateOf(instant);
        days.set(day, (days.get(day) ?? 0) + 1);
        expect(HOURS.sessions.some(({ from, until }) => from <= sentAt && sentAt < until)).toBe(
          false,
        );
        const time = SHANGHAI.timeOf(instant);
        const isQuiet = time >= '21:30' || time < '07:00';
        if (isQuiet) expect(urgency).toBe('urgent');
      }
      for (const count of days.values()) expect(count).toBeLessThanOrEqual(5);
    }),
  );
});

it('depends on no order, puts the most urgent first, and answers the same again', () => {
  fc.assert(
    fc.property(words, minutes, fc.nat({ max: 6 }), (all, now, sentToday) => {
      const known = all.filter(({ since }) => since <= now);
      const ask = (some: readonly Word[]) =>
        compose({ words: some, hoursOf, sentToday, settings: USUAL_SETTINGS, now });
      const one = ask(known);
      expect(ask([...known].reverse()).bundles).toEqual(one.bundles);
      const ranks = one.bundles.map(({ urgency }) => rankOf(urgency));
      expect(ranks).toEqual([...ranks].sort());
      const byNotice = new Map(known.map((word) => [word.notice, word]));
      // What stands for an older word is as urgent as that was.
      const stands = new Map(one.overtaken.map(({ notice, by }) => [notice, by]));
      const least = (notice: number) =>
        Math.min(
          ...known
            .filter((word) => word.notice === notice || stands.get(word.notice) === notice)
            .map((word) => rankOf(word.urgency)),
        );
      for (const { notices } of one.bundles) {
        const order = notices.map(least);
        expect(order).toEqual([...order].sort());
        for (const notice of notices) expect(byNotice.has(notice)).toBe(true);
      }
    }),
  );
});
