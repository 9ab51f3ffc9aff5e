import type { Calendar } from '../engine/calendar.js';
import type { EpochMs, UnitEvent } from '../engine/model.js';
import type { DutyDossier } from '../service/steps.js';
import { happenedWords } from '../text/happened.js';
import { refusalSentence } from '../text/refusals.js';
import { dayTime, span } from '../text/when.js';
import type { Desk } from './desk.js';
import type { Cell } from './table.js';
import type { Who } from './who.js';

// Less than this is a busy machine, not an outage worth a word.
const NOTICEABLE_MS = 120_000;

/** What happened to a duty: when, what, and who did it or was told; what is not sent yet is marked. */
export function timeline(
  desk: Desk,
  { events, notices, recordedLateMs }: DutyDossier,
  calendar: Calendar,
  who: Who,
): Cell[][] {
  const pending = new Set(notices.filter(({ state }) => state === 'pending').map(({ seq }) => seq));
  let before: UnitEvent | null = null;
  return events
    .filter(({ event }) => event.type !== 'asked')
    .map(({ seq, event }) => {
      const details = detailsOf(desk, event, calendar, who, recordedLateMs);
      if (pending.has(seq)) details.push(desk.t.say.notHanded);
      const what = whatOf(desk, event, before);
      if (event.type === 'told') before = event;
      return [dayTime(desk.lang, calendar, event.at), what, details.join(desk.t.comma)];
    });
}

/** An event in a word; `before`: the words told last, to see a repetition. */
export function whatOf(
  { t, paper }: Desk,
  event: UnitEvent,
  before: UnitEvent | null = null,
): Cell {
  if (event.type === 'judged') return t.event.judged;
  if (event.type !== 'told')
    return isBad(event) ? { text: t.event[event.type], style: paper.yellow } : t.event[event.type];
  const words = event.side === 'acceptor' ? t.acceptorAction : t.action;
  if (event.action !== 'escalate') return words[event.action];
  // The last rung repeats: the same person, told again.
  const isRepeat =
    before?.type === 'told' && before.action === 'escalate' && before.to.join() === event.to.join();
  return { text: isRepeat ? t.say.again : t.level(event.rung + 1), style: paper.red };
}

const isBad = ({ type }: UnitEvent): boolean =>
  type === 'returned' ||
  type === 'objected' ||
  type === 'refused' ||
  type === 'undelivered' ||
  type === 'uncovered' ||
  type === 'expired';

function detailsOf(
  desk: Desk,
  event: UnitEvent,
  calendar: Calendar,
  who: Who,
  lateMs: number,
): string[] {
  const { t, lang } = desk;
  const when = (at: EpochMs): string => dayTime(lang, calendar, at);
  const details: string[] = [];
  if ('by' in event) {
    const happened = happenedWords(lang, when, event, lateMs);
    details.push(who.person(event.by), ...reportedHow(desk, event, who));
    if (happened !== undefined) details.push(happened);
  }
  details.push(...particulars(desk, event, when, who));
  if ('to' in event && event.to && event.to.length > 0)
    details.push(t.say.told(who.posts(event.to)));
  if ('owedAt' in event && event.type === 'told' && event.at - event.owedAt > NOTICEABLE_MS)
    details.push(t.say.owedAt(when(event.owedAt)));
  return details;
}

function reportedHow({ t }: Desk, event: Extract<UnitEvent, { by: string }>, who: Who): string[] {
  return [
    ...(event.recordedBy === undefined ? [] : [t.say.recordedBy(who.person(event.recordedBy))]),
    ...(event.unverified ? [t.say.unverified] : []),
  ];
}

function particulars(
  { t, lang }: Desk,
  event: UnitEvent,
  when: (at: EpochMs) => string,
  who: Who,
): string[] {
  switch (event.type) {
    case 'told':
      return event.broken ? [t.say.broken] : [];
    case 'judged':
      return [
        event.missing.length + event.silent.length === 0
          ? t.say.ready
          : t.say.notReady(event.missing.join(t.list) || t.none),
        ...(event.silent.length > 0 ? [t.say.silent(event.silent.join(t.list))] : []),
      ];
    case 'undelivered':
      return [who.post(event.post), t.unreached[event.outcome], t.say.reason(event.reason)];
    case 'signedFor':
      return event.promiseAt === undefined ? [] : [t.say.promised(when(event.promiseAt))];
    case 'answered':
      return event.lines.map(
        ({ line, state, note }) =>
          `${line} ${t.lineState[state]}${note ? `${t.colon}${note}` : ''}`,
      );
    case 'confirmed':
      return [who.post(event.post), event.content];
    case 'submitted':
      return [
        ...Object.entries(event.form ?? {}).map(([field, value]) => {
          const said = `${field}=${String(value)}`;
          const expected = event.differs?.[field];
          return expected === undefined ? said : t.say.otherThan(said, expected);
        }),
        ...(event.abnormal ? [t.say.abnormal] : []),
      ];
    case 'returned':
      return [t.say.reason(event.reason), t.say.newDue(when(event.dueAt))];
    case 'handedOn':
      return [`→ ${who.post(event.doer)}`];
    case 'added':
      return [
        event.title,
        t.say.source(t.sourceType[event.source.type], event.source.number ?? ''),
      ];
    case 'refused':
      return [refusalSentence(event.reason, event.detail, lang)];
    case 'adopted':
      return [t.say.version(event.version)];
    case 'armed':
      return [`${event.edge === 'due' ? `${t.say.facts.due} ` : ''}${when(event.instant)}`];
    case 'begun':
      return [`${t.say.facts.due} ${when(event.dueAt)}`];
    case 'relieved':
      return [event.crew.split(' ').map(who.person).join(' '), when(event.since)];
    case 'left':
      return [who.person(event.person)];
    case 'uncovered':
      return [`${when(event.fromAt)}–${when(event.untilAt)}`];
    case 'expired':
      return [span(lang, event.gapMs)];
    case 'extended':
      return [t.say.extended(span(lang, event.byMs), when(event.untilAt))];
    default:
      return 'reason' in event && event.reason !== undefined ? [t.say.reason(event.reason)] : [];
  }
}
