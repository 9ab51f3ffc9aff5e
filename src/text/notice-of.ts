import type { Calendar } from '../engine/calendar.js';
import type { EpochMs, Post, UnitEvent } from '../engine/model.js';
import type { Title } from '../engine/season-plan.js';
import type { Lang } from './lang.js';
import type { Addressee, NoticeFacts, NoticeKind } from './notice-facts.js';
import { refusalSentence } from './refusals.js';
import { texts } from './texts.js';
import { dayTime, span } from './when.js';

/** What is known of a notice besides its event: the duty as the board has it, and who is who. */
export interface NoticeScene {
  readonly lang: Lang;
  readonly calendar: Pick<Calendar, 'dateOf' | 'timeOf'>;
  readonly season: { readonly title: Title; readonly rehearsal: boolean };
  readonly unit: Title;
  readonly to: Post;
  readonly duty: {
    readonly title: Title;
    readonly dueAt: EpochMs;
    readonly lateAt: EpochMs | null;
    readonly doer: Post;
  } | null;
  /** Who hears next, where it is known that nothing has happened since this event. */
  readonly next: { readonly to: readonly Post[]; readonly at: EpochMs } | null;
  /** The first rung of the duty's ladder: named in reminders, whose next word goes to the doer. */
  readonly firstRung?: Post;
  readonly person: (post: Post) => Addressee;
  /** The name behind a person's id. */
  readonly name: (person: string) => string;
  /** A missing duty `<unit>:<duty>`, or a silent unit, as people call it. */
  readonly needed: (what: string) => string;
}

// Less is the ordinary delay of a busy machine, and nobody's concern.
const NOTICEABLE_MS = 120_000;
const MINUTE_MS = 60_000;

/** The facts of the notice that an event owes to one post; null where its kind owes none. */
export function noticeFactsOf(event: UnitEvent, scene: NoticeScene): NoticeFacts | null {
  const kind = kindOf(event);
  if (kind === null) return null;
  const { lang, season, unit, duty, person } = scene;
  return {
    kind,
    season: season.title[lang],
    rehearsal: season.rehearsal,
    unit: unit[lang],
    duty: titleOf(event, scene),
    to: person(scene.to),
    ...nextIn(kind, scene),
    ...(duty && isAbout(kind, event, scene) && { doer: person(duty.doer) }),
    ...('by' in event && { by: scene.name(event.by) }),
    ...('missing' in event && {
      missing: event.missing.map(scene.needed),
      silent: event.silent.map(scene.needed),
    }),
    ...timesOf(event, scene),
    ...detailsOf(event, scene),
  };
}

function kindOf(event: UnitEvent): NoticeKind | null {
  switch (event.type) {
    case 'told':
      return event.unspoken ? 'unspoken' : event.action;
    case 'judged':
      return event.holds ? 'needs' : 'gate';
    case 'voided':
      return event.by === 'series' ? 'missed' : 'voided';
    case 'superseded':
    case 'asked':
    case 'signedFor':
    case 'confirmed':
    case 'paused':
    case 'resumed':
    case 'closed':
    case 'adopted':
    case 'armed':
    case 'begun':
    case 'left':
    case 'vault':
      return null;
    case 'custody':
      return event.fact.is === 'settled' ? 'settled' : null;
    case 'added':
      return event.added.oral ? 'recorded' : 'added';
    case 'relieved':
      return event.to ? 'relieved' : null;
    case 'uncovered':
    case 'expired':
    case 'answered':
    case 'lapsed':
    case 'submitted':
    case 'accepted':
    case 'returned':
    case 'waived':
    case 'undelivered':
    case 'handedOn':
    case 'objected':
    case 'amended':
    case 'extended':
    case 'stoodIn':
    case 'refused':
      return event.type;
  }
}

/** Whether its reader hears of somebody else's duty. */
const isAbout = (kind: NoticeKind, event: UnitEvent, { to, duty }: NoticeScene): boolean =>
  (kind === 'escalate' && isOwners(event)) || (kind === 'unspoken' && to !== duty?.doer);

// On the acceptor's clock it is not the doer who is late.
const isOwners = (event: UnitEvent): boolean => 'side' in event && event.side === 'owner';

function nextIn(kind: NoticeKind, scene: NoticeScene): Partial<NoticeFacts> {
  const { lang, calendar, duty, firstRung, next, person } = scene;
  const isEarly = kind === 'open' || kind === 'remind' || kind === 'unspoken';
  const at = isEarly ? duty?.dueAt : next?.at;
  const to = isEarly ? firstRung && [firstRung] : next?.to;
  if (at === undefined || !to) return {};
  return { next: { who: to.map(person), at: dayTime(lang, calendar, at) } };
}

function titleOf(event: UnitEvent, { duty, lang }: NoticeScene): string | null {
  if (duty) return duty.title[lang];
  if (event.type === 'added') return event.title;
  return 'duty' in event ? (event.duty ?? null) : null;
}

function timesOf(event: UnitEvent, { lang, calendar, duty }: NoticeScene): Partial<NoticeFacts> {
  const dueAt = dueOf(event, duty);
  const due = dueAt !== null && { due: dayTime(lang, calendar, dueAt) };
  if (event.type !== 'told' && event.type !== 'judged') return { ...due };
  const delayMs = event.at - event.owedAt;
  const lateMs = dueAt === null ? 0 : event.at - dueAt;
  return {
    ...due,
    side: event.side,
    ...(event.action === 'escalate' && { level: event.rung + 1 }),
    ...(event.action === 'escalate' && lateMs >= MINUTE_MS && { late: span(lang, lateMs) }),
    ...(event.type === 'told' && event.broken && { broken: true }),
    ...(delayMs > NOTICEABLE_MS && { delayed: span(lang, delayMs) }),
  };
}

function dueOf(event: UnitEvent, duty: NoticeScene['duty']): EpochMs | null {
  if (event.type === 'added') return event.added.dueAt;
  if (event.type === 'returned') return event.dueAt;
  if (event.type === 'judged') return event.owedAt;
  if (event.type !== 'told') return duty?.dueAt ?? null;
  if (event.action === 'due') return event.owedAt;
  return (event.side === 'acceptor' ? duty?.lateAt : duty?.dueAt) ?? event.owedAt;
}

function detailsOf(event: UnitEvent, scene: NoticeScene): Partial<NoticeFacts> {
  const t = texts(scene.lang);
  switch (event.type) {
    case 'added': {
      const { type, number = '' } = event.source;
      const { oral } = event.added;
      if (oral) {
        const name = scene.name(oral.by);
        return {
          by: name,
          recordedBy: scene.name(oral.recordedBy),
          reason: t.desks.acts[oral.done],
        };
      }
      return { source: t.say.source(t.sourceType[type], number) };
    }
    case 'custody':
      return event.fact.is === 'settled' ? { reason: event.fact.reason } : {};
    case 'uncovered':
      return { reason: minutes(scene, event.fromAt, event.untilAt) };
    case 'relieved':
      return { reason: minutes(scene, event.since, event.at) };
    case 'expired':
      return { reason: span(scene.lang, event.gapMs) };
    case 'extended': {
      const { byMs, untilAt } = event;
      return { reason: t.say.extended(span(scene.lang, byMs), scene.calendar.timeOf(untilAt)) };
    }
    case 'handedOn':
      return { doer: scene.person(event.doer) };
    case 'answered': {
      const abnormal = event.lines.filter(({ state }) => state === 'abnormal');
      return {
        reason: abnormal
          .map(({ line, note = '' }) => `${scene.needed(line)} ${note}`.trim())
          .join(t.comma),
      };
    }
    case 'submitted': {
      const note = event.form?.['note'];
      return note === undefined ? {} : { reason: String(note) };
    }
    case 'undelivered':
      return { doer: scene.person(event.post), reason: t.unreached[event.outcome] };
    case 'stoodIn': {
      const standIn = scene.name(event.person);
      const doer = scene.person(event.post);
      return { doer, standIn, reason: `${doer.post} → ${standIn}` };
    }
    case 'refused':
      return { reason: refusalSentence(event.reason, event.detail, scene.lang) };
    default:
      return 'reason' in event && event.reason !== undefined ? { reason: event.reason } : {};
  }
}

/** `6月10日 08:10–08:40`: a gap, to the minute; the day is said again where it is another. */
function minutes({ lang, calendar }: NoticeScene, fromAt: EpochMs, untilAt: EpochMs): string {
  const isOneDay = calendar.dateOf(fromAt) === calendar.dateOf(untilAt);
  const until = isOneDay ? calendar.timeOf(untilAt) : dayTime(lang, calendar, untilAt);
  return `${dayTime(lang, calendar, fromAt)}–${until}`;
}
