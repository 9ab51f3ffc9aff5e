import { calendarOf, plusDays, type Calendar } from '../engine/calendar.js';
import type { EpochMs, UnitEvent } from '../engine/model.js';
import type { DutyView, Season } from '../adapters/store/types.js';
import type { SeasonEvent } from '../service/happenings.js';
import type { Lang } from '../text/lang.js';
import { refusalSentence } from '../text/refusals.js';
import { texts } from '../text/texts.js';
import type { Ledger } from './rehearsal-ledger.js';
import { feedWords, filled, type FeedWords } from '../text/feed-words.js';

/** What the feed looks up: titles and persons, as they are now. */
export interface FeedLookup {
  duty(path: string, duty: string): DutyView | undefined;
  person(post: string): string;
  /** The name behind a person's id. */
  name(person: string): string;
}

/** A line of the feed; `loud` ones deserve a colour. */
export interface FeedLine {
  readonly text: string;
  readonly loud: boolean;
}

const EXAMPLES = 2;
// Before that, what happens in a week fits into one line.
const DAILY_FROM_DAYS = 12;

/**
 * Tells a rehearsal to somebody who watches: what goes wrong and how it ends in full, a few openings
 * and reminders so that one has seen them, and of everything else one line of counts per plan day.
 */
export function createFeed(season: Season, lang: Lang, ledger: Ledger) {
  const words = feedWords[lang];
  const { list, colon } = texts(lang);
  const calendar = calendarOf(season.timezone);
  const shown = new Map<string, number>();
  const troubled = new Map<string, 'late' | 'returned'>();
  let day = '';
  let counts = new Map<string, number>();

  return {
    /** The lines of a batch of events, and the day's counts whenever a day has ended. */
    tell(events: readonly SeasonEvent[], lookup: FeedLookup): FeedLine[] {
      return events.flatMap((happening) => {
        const own = lineDay(happening.event.at);
        // A gate's answer may come when its unit has gone on: it is told with the day that is open.
        const date = own < day ? day : own;
        const before = date === day ? [] : endDay(date, lookup);
        ledger.see(happening.path, happening.event);
        count(counts, happening.event);
        const line = lineOf(happening, lookup);
        return line ? [...before, line] : before;
      });
    },
    /** The counts of the day that is still open. */
    end: (lookup: FeedLookup): FeedLine[] => endDay('', lookup),
  };

  function endDay(next: string, lookup: FeedLookup): FeedLine[] {
    const parts = [...counts].map(([what, n]) => `${what} ${n}`);
    const line =
      parts.length === 0
        ? []
        : [{ text: `${dayName(day)}  ${parts.join(' · ')}  │ ${rest(lookup)}`, loud: false }];
    day = next;
    counts = new Map();
    return line;
  }

  // The first few by name: one wants to see them go.
  function rest(lookup: FeedLookup): string {
    const late = ledger.late();
    const names = late.slice(0, EXAMPLES).map((key) => {
      const [path = '', duty = ''] = key.split(':');
      const view = lookup.duty(path, duty);
      return `${view?.unit.title[lang] ?? path}「${view?.title[lang] ?? duty}」`;
    });
    const more = late.length > names.length ? ' …' : '';
    const some = names.length === 0 ? '' : `${colon}${names.join(list)}${more}`;
    return filled(words.rest, { open: ledger.open(), overdue: late.length }) + some;
  }

  function lineDay(at: EpochMs): string {
    const date = calendar.dateOf(at);
    if (date >= plusDays(season.examDay, -DAILY_FROM_DAYS)) return date;
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    return plusDays(date, -((weekday + 6) % 7));
  }

  function count(into: Map<string, number>, event: UnitEvent): void {
    const what =
      words.counts[
        (event.type === 'told' ? event.action : event.type) as keyof FeedWords['counts']
      ];
    if (what) into.set(what, (into.get(what) ?? 0) + 1);
  }

  function lineOf({ path, unitTitle, event }: SeasonEvent, lookup: FeedLookup): FeedLine | null {
    if (!('duty' in event) || !event.duty) return null;
    const view = lookup.duty(path, event.duty);
    // What another duty needs elsewhere is waited for: nothing to tell.
    if (event.type === 'judged' && view && view.kind !== 'gate') return null;
    const sentence = sentenceOf(`${path}:${event.duty}`, event);
    if (!sentence) return null;
    const facts = factsOf(event, view, lookup, unitTitle);
    return {
      text: `${stamp(event.at)}  ${filled(sentence, facts)}`,
      loud: event.type !== 'told' || event.action === 'escalate',
    };
  }

  // A duty that was late, returned or added is followed to its end.
  function sentenceOf(id: string, event: UnitEvent): string | null {
    switch (event.type) {
      case 'told':
        if (event.side === 'acceptor' && event.action === 'open') return null;
        if (event.action === 'open' || event.action === 'remind')
          return seldom(event.action) ? words[event.action] : null;
        if (!troubled.has(id)) troubled.set(id, 'late');
        return event.action === 'escalate'
          ? event.broken
            ? words.broken
            : words.escalate
          : words.due;
      case 'signedFor':
        return event.promiseAt === undefined ? null : words.promised;
      case 'returned':
        troubled.set(id, 'returned');
        return words.returned;
      case 'added':
        return words.added;
      case 'submitted':
        return troubled.get(id) === 'late' && troubled.delete(id) ? words.doneLate : null;
      case 'accepted':
        return troubled.delete(id) ? words.closed : null;
      case 'waived':
        troubled.delete(id);
        return words.waived;
      case 'left':
        return event.isShort ? words.left : null;
      case 'uncovered':
        return words.uncovered;
      case 'relieved':
        return troubled.delete(id) ? words.relieved : null;
      case 'expired':
        return words.expired;
      case 'voided':
        return event.by === 'series' && event.to ? words.givenUp : null;
      case 'judged':
        return event.missing.length + event.silent.length === 0
          ? seldom('gate')
            ? words.ready
            : null
          : words.notReady;
      case 'refused':
        return words.refused;
      default:
        return null;
    }
  }

  function seldom(what: string): boolean {
    shown.set(what, (shown.get(what) ?? 0) + 1);
    return (shown.get(what) ?? 0) <= EXAMPLES;
  }

  function factsOf(
    event: UnitEvent,
    view: DutyView | undefined,
    lookup: FeedLookup,
    unitTitle: string,
  ): Record<string, string | number> {
    const due = 'dueAt' in event ? event.dueAt : (view?.dueAt ?? null);
    const to = 'to' in event ? (event.to ?? []) : [];
    return {
      unit: view?.unit.title[lang] ?? unitTitle,
      title: view?.title[lang] ?? ('duty' in event ? (event.duty ?? '') : ''),
      to: to.map((post) => lookup.person(post)).join(list),
      due: due === null ? '' : stamp(due),
      level: 'rung' in event ? event.rung + 1 : 0,
      by: 'by' in event ? lookup.name(event.by) : '',
      promise: 'promiseAt' in event && event.promiseAt ? stamp(event.promiseAt) : '',
      reason: reasonOf(event),
      from: 'fromAt' in event ? stamp(event.fromAt) : '',
      until: 'untilAt' in event ? stamp(event.untilAt) : '',
      source: 'source' in event ? (event.source.number ?? event.source.type) : '',
      missing: 'missing' in event ? event.missing.length + event.silent.length : 0,
    };
  }

  function reasonOf(event: UnitEvent): string {
    if (event.type === 'refused') return refusalSentence(event.reason, event.detail, lang);
    return 'reason' in event ? (event.reason ?? '') : '';
  }

  function stamp(at: EpochMs): string {
    return stampOf(calendar, at);
  }

  function dayName(date: string): string {
    const weekday = words.weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
    const isWeek = date < plusDays(season.examDay, -DAILY_FROM_DAYS);
    return isWeek ? `${date} ${words.week}` : `${date} ${weekday}`;
  }
}

/** Month, day and time: the year is known. */
const stampOf = (calendar: Calendar, at: EpochMs): string =>
  `${calendar.dateOf(at).slice(5)} ${calendar.timeOf(at)}`;
