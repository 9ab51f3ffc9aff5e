import { parseArgs } from 'node:util';
import { groupedBy } from '../src/engine/grouped.js';
import { messagesAhead, type PlannedMessage } from '../src/courier/day.js';
import type { Hours } from '../src/courier/hours.js';
import { USUAL_SETTINGS } from '../src/courier/settings.js';
import { isOfClock, urgencyOf } from '../src/courier/urgency.js';
import type { Word } from '../src/courier/word.js';
import type { EpochMs } from '../src/engine/model.js';
import { daysOf, rosterOf } from '../src/report/people.js';
import { saidWords, type SaidWord } from '../src/report/words.js';
import { hoursIn, traitsIn } from '../src/service/courier/season-hours.js';
import { playedWell } from '../src/service/play.js';
import { prepare, type Prepared } from '../src/service/prepare.js';

/**
 * Messages a person and day as the courier makes them of a simulated season: where everybody acts in time, and where nobody
 * acts at all. What is done while a word waits for its digest is still counted here, so these are upper bounds.
 * `npx tsx bench/messages.ts [--json] [plans/county-zhongkao …]`
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const FOLDERS = ['plans/county-zhongkao', 'plans/city-gaokao'];

const folders = positionals.length > 0 ? positionals : FOLDERS;
const results = folders.flatMap((folder) => {
  const prepared = prepare(folder);
  if ('faults' in prepared) throw new Error(prepared.faults.map(({ en }) => en).join('\n'));
  return [
    { folder, behaviour: 'all in time', ...loadOf(playedWell(prepared)) },
    { folder, behaviour: 'nobody acts', ...loadOf(prepared) },
  ];
});
if (values.json) console.log(JSON.stringify(results));
else console.table(results);

/** Busiest: the day with most messages. The median is of those who get any on it. */
function loadOf(prepared: Prepared) {
  const hours = hoursIn(prepared.plan, null);
  const words = wordsOf(prepared);
  const messages = [...groupedBy(words, ({ person }) => person).values()].flatMap((own) =>
    messagesAhead(own, (): Hours => hours, USUAL_SETTINGS),
  );
  const dayOf = daysOf(prepared.calendar);
  const days = [...groupedBy(messages, ({ sendAt }) => dayOf(sendAt))];
  const [day, busiest] = days.reduce((most, one) => (one[1].length > most[1].length ? one : most));
  const digests = busiest.filter(({ urgency }) => urgency !== 'critical');
  return {
    ...{ words: words.length, messages: messages.length },
    ...{ 'busiest day': day, 'messages on it': busiest.length },
    ...{ 'median, most': spreadOf(busiest), 'without critical': spreadOf(digests) },
    'most a day, any day': Math.max(...days.flatMap(([, some]) => counts(some))),
  };
}

/** Of each person, ascending. */
function counts(messages: readonly PlannedMessage[]): number[] {
  return [...groupedBy(messages, ({ person }) => person).values()]
    .map(({ length }) => length)
    .sort((a, b) => a - b);
}

function spreadOf(messages: readonly PlannedMessage[]): string {
  const sorted = counts(messages);
  return `${sorted[Math.floor((sorted.length - 1) / 2)] ?? 0}, ${sorted.at(-1) ?? 0}`;
}

/** Every word to whoever holds the post on its day, as the courier would take it in. */
function wordsOf(prepared: Prepared): readonly Word[] {
  const said = saidWords(prepared);
  const traits = traitsIn(prepared.plan);
  const dayOf = daysOf(prepared.calendar);
  const roster = rosterOf(prepared.posts);
  const dueAt = dueInstants(prepared);
  const nextAt = nextInstants(said);
  let notice = 0;
  return said.flatMap((word, seq) => {
    const { unit: path, event } = word;
    const { duty, owedAt: since } = event;
    const step = traits(duty);
    const due = dueAt.get(`${path}:${duty}`) ?? null;
    const isEarly = event.action === 'open' || event.action === 'remind';
    return event.to.map((post): Word => {
      notice += 1;
      return {
        ...{ notice, seq, path, duty, post, since, season: prepared.plan.season },
        ...{ kind: event.action, rehearsal: false, isOfClock: isOfClock(event) },
        person: roster(post, dayOf(since))[0]?.person ?? post,
        urgency: urgencyOf(event, step, due),
        label: step?.label ?? 'internal',
        before: isEarly ? due : (nextAt.get(word) ?? null),
      };
    });
  });
}

function dueInstants({ unitPlans }: Prepared): ReadonlyMap<string, EpochMs> {
  return new Map(
    unitPlans.flatMap(({ path, body }) =>
      body.duties.map(({ id, dueAt }) => [`${path}:${id}`, dueAt] as const),
    ),
  );
}

/** When the next word of the same duty falls due: until then the one before is of use. */
function nextInstants(said: readonly SaidWord[]): ReadonlyMap<SaidWord, EpochMs> {
  const next = new Map<SaidWord, EpochMs>();
  for (const own of groupedBy(said, ({ unit, event }) => `${unit}:${event.duty}`).values())
    for (const [n, word] of own.entries()) {
      const after = own.slice(n + 1).find(({ event }) => event.owedAt > word.event.owedAt);
      if (after) next.set(word, after.event.owedAt);
    }
  return next;
}
