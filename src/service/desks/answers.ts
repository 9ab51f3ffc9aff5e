import type { DutyView, Notice, Season } from '../../adapters/store/types.js';
import type { Label } from '../../courier/model.js';
import { epochMs, type EpochMs, type Post } from '../../engine/model.js';
import type { Title } from '../../engine/season-plan.js';
import type { Actor } from '../../policy/actor.js';
import { may } from '../../policy/may.js';
import type { Operation } from '../../policy/operation.js';
import { shortCode } from '../../policy/short-code.js';
import { postsFor, type createConcerned } from '../concerned.js';
import { labelOf } from '../courier/labels.js';
import { createPlanWords } from '../courier/plan-words.js';
import type { Receipts, SentMessage } from '../courier/receipts-port.js';
import { targetOf } from '../guarded.js';
import { personsOn, type Person } from '../persons.js';
import { planNow } from '../seasons.js';
import type { Parts } from '../service.js';
import { messageIn } from './answer-links.js';
import type { createLinks } from './links.js';
import type { LinkMarks } from './ports.js';
import { deskRefusal } from './refusing.js';
import { digestOf, newLetters } from './secrets.js';

export interface AnswerParts extends Pick<Parts, 'store' | 'now'> {
  readonly concerned: ReturnType<typeof createConcerned>;
  readonly receipts: Receipts;
  readonly marks: LinkMarks;
  readonly links: ReturnType<typeof createLinks>;
}

/** A message as its reader finds it behind the link. */
export interface AnswerSheet {
  readonly message: SentMessage;
  readonly name: string;
  /** Real time. */
  readonly until: EpochMs;
  /** A code was given: whoever reads has the person's telephone in his hand, too. */
  readonly isProved: boolean;
  /** How far a promise may reach for what is late. */
  readonly longestMs: number;
  readonly lines: readonly AnswerLine[];
}

/** One duty of a message, as it stands. */
export interface AnswerLine {
  /** The first notice of this duty in the message: names the line in addresses. */
  readonly notice: number;
  /** All notices of this duty in the message. */
  readonly notices: readonly number[];
  readonly season: Season;
  /** Plan time. */
  readonly now: EpochMs;
  readonly view: DutyView;
  /** With its session. */
  readonly title: Title;
  readonly code: string;
  readonly label: Label;
  readonly nextTo: readonly Person[];
  /** What may be done by the link alone. */
  readonly may: ReadonlySet<Operation>;
  /** What a code opens besides. */
  readonly mayByCode: ReadonlySet<Operation>;
}

const DAY_MS = 86_400_000;
/** A reminder comes a week ahead at most, and whatever is still owed is said anew. */
const LINK_DAYS = 14;
/** From any hour of today to noon of tomorrow. */
const BY_LINK_MS = 36 * 3_600_000;
/** As far as a unit takes a promise for what is late. */
const BY_CODE_MS = 7 * DAY_MS;

/** Whoever got the message may say when he will have it done, and that it is not his: both are seen by others at once. */
const BY_LINK: readonly Operation[] = ['duty.read', 'duty.sign-for', 'duty.object'];
/** What closes a duty or changes who owes it takes a code besides. */
const BY_CODE: readonly Operation[] = ['duty.complete', 'duty.answer', 'duty.hand-on'];

/** The signed links in messages: one person, the duties of one message. */
export function createAnswers(parts: AnswerParts) {
  const { store, now, receipts, marks, links, concerned } = parts;
  const planWords = createPlanWords({ store });

  return {
    /** What stands behind a link; looking changes nothing. Throws `link-dead`. */
    async look(token: string, visit?: string): Promise<AnswerSheet> {
      const message = await alive(token);
      const account = await store.accounts.account(message.person);
      if (account?.status === 'disabled') throw deskRefusal('link-dead');
      const lines = await linesOf(message);
      if (lines.length === 0) throw deskRefusal('link-dead');
      const isProved = (await links.visitor(token, visit)) !== null;
      return {
        ...{ message, lines, until: endOf(message), isProved },
        name: await nameOf(message.person, account?.name),
        longestMs: isProved ? BY_CODE_MS : BY_LINK_MS,
      };
    },
    /** It was shown by a browser that somebody looks at. */
    seen: async (token: string): Promise<void> =>
      receipts.seen((await alive(token)).id, epochMs(now())),
    answered: ({ message }: AnswerSheet, lines: readonly AnswerLine[]): Promise<void> =>
      receipts.answered(
        message.id,
        lines.flatMap(({ notices }) => notices),
        epochMs(now()),
      ),
    /** Opens the door for a code to the person's telephone: from then on it is a link like others. */
    async prepareCode(token: string, { message, lines }: AnswerSheet): Promise<void> {
      await store.links.addOnce({
        ...{ id: newLetters(8), token_hash: digestOf(token), person: message.person },
        ...{ season: lines[0]?.season.id ?? '', path: '', duties: '[]', purpose: 'message' },
        ...{ until: endOf(message), issued_by: 'courier', issued_at: now(), revoked_at: null },
      });
    },
    actorOf,
    /** By the link alone nobody holds up the ladder of what is late for longer than till tomorrow noon. */
    assertPromise(
      { isProved, longestMs }: AnswerSheet,
      { view, now: at }: AnswerLine,
      promiseAt: number,
    ): void {
      if (!isProved && view.dueAt <= at && promiseAt > at + longestMs)
        throw deskRefusal('promise-needs-code');
    },
  };

  async function alive(token: string): Promise<SentMessage> {
    const message = await receipts.message(messageIn(marks, token));
    if (message === null || endOf(message) <= now()) throw deskRefusal('link-dead');
    return message;
  }

  async function nameOf(person: string, called: string | undefined): Promise<string> {
    const [known] = await store.deskSearch.postsOf([person]);
    return known?.name ?? called ?? person;
  }

  async function linesOf(message: SentMessage): Promise<readonly AnswerLine[]> {
    const byDuty = new Map<string, Notice[]>();
    for (const notice of await store.noticesById(message.notices)) {
      if (notice.duty === null) continue;
      const key = `${notice.season} ${notice.path} ${notice.duty}`;
      byDuty.set(key, [...(byDuty.get(key) ?? []), notice]);
    }
    const lines: AnswerLine[] = [];
    const seasons = new Map<string, Season | null>();
    for (const notices of byDuty.values()) {
      const [{ season: id = '' } = {}] = notices;
      if (!seasons.has(id)) seasons.set(id, await store.season(id));
      const season = seasons.get(id);
      const line = season && season.status !== 'closed' && (await lineOf(message, season, notices));
      if (line) lines.push(line);
    }
    return lines;
  }

  async function lineOf(
    message: SentMessage,
    season: Season,
    notices: readonly Notice[],
  ): Promise<AnswerLine | null> {
    const [first] = notices;
    const view = first && (await store.duty(season.id, first.path, first.duty ?? ''));
    const words = await planWords.of(season);
    if (!first || !view || !words) return null;
    const label = await labelOf({ store }, words, view);
    const at = await planNow({ store, now }, season);
    const line = { notice: first.id, notices: notices.map(({ id }) => id), season, now: at, label };
    const person = await personsOn({ store }, season, view.nextTo, at);
    const can = await allowed(message, view, label);
    return {
      ...{ ...line, view, title: words.titled(view.title, view.session) },
      code: shortCode({ season: season.id, path: view.path, duty: view.duty }),
      nextTo: view.nextTo.map(person),
      may: new Set(BY_LINK.filter(can)),
      mayByCode: new Set(BY_CODE.filter(can)),
    };
  }

  /** His own duties alone, as the posts he holds today say. */
  async function allowed(
    message: SentMessage,
    view: DutyView,
    label: Label,
  ): Promise<(operation: Operation) => boolean> {
    if (label === 'sensitive' || ORAL.test(view.duty) || view.acceptedAt !== null)
      return () => false;
    const { season, path, duty, kind } = view;
    const posts = await concerned.postsOf(season, path, view.step);
    const held: readonly Post[] = await concerned.heldBy(season, message.person);
    const actor = actorIn(message, view, [...BY_LINK, ...BY_CODE]);
    return (operation) =>
      (BY_CODE.includes(operation) ? ORDINARY : ANSWERABLE).includes(kind) &&
      may(actor, operation, targetOf(season, path, duty, postsFor(operation, posts), held)) ===
        true;
  }

  /** The reader of a message at one of its duties. */
  function actorOf(sheet: AnswerSheet, { view, label }: AnswerLine): Actor {
    if (label === 'sensitive') throw deskRefusal('link-not-for', '–');
    const isOrdinary = ORDINARY.includes(view.kind) && !ORAL.test(view.duty);
    const more = sheet.isProved && isOrdinary ? BY_CODE : [];
    return {
      ...actorIn(sheet.message, view, ORAL.test(view.duty) ? ['duty.read'] : [...BY_LINK, ...more]),
      name: sheet.name,
    };
  }
}

const ORDINARY: readonly string[] = ['task', 'ask'];
const ANSWERABLE: readonly string[] = [...ORDINARY, 'signed'];
// One's own word on what was recorded for one is given where one has shown who one is.
const ORAL = /^oral-\d+$/;

const endOf = ({ at }: SentMessage): EpochMs => epochMs(at + LINK_DAYS * DAY_MS);

/** The person of a message, who may do what is his on this duty and nothing else. */
const actorIn = (
  { id, person }: SentMessage,
  { season, path, duty }: Pick<DutyView, 'season' | 'path' | 'duty'>,
  scopes: readonly Operation[],
): Actor => ({
  ...{ person, name: person, way: 'link', secret: `message/${id}`, factors: 1, scopes },
  grants: [{ id: `message/${id}`, role: 'department', unit: '', season, department: null }],
  only: { season, path, duties: [duty] },
});
