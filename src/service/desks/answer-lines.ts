import type { DutyView, Notice, Season } from '../../adapters/store/types.js';
import type { Label } from '../../courier/model.js';
import type { EpochMs, Post } from '../../engine/model.js';
import type { Title } from '../../engine/season-plan.js';
import type { Actor } from '../../policy/actor.js';
import { may } from '../../policy/may.js';
import type { Operation } from '../../policy/operation.js';
import { shortCode } from '../../policy/short-code.js';
import { postsFor, type createConcerned } from '../concerned.js';
import { labelOf } from '../courier/duty-traits.js';
import { createPlanWords } from '../courier/plan-words.js';
import type { SentMessage } from '../courier/receipts-port.js';
import { targetOf } from '../guarded.js';
import { personsOn, type Person } from '../persons.js';
import { planNow } from '../seasons.js';
import type { Parts } from '../service.js';

export interface LineParts extends Pick<Parts, 'store' | 'now'> {
  readonly concerned: ReturnType<typeof createConcerned>;
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

/** Whoever got the message may say when he will have it done, and that it is not his: both are seen by others at once. */
const BY_LINK: readonly Operation[] = ['duty.read', 'duty.sign-for', 'duty.object'];
/** What closes a duty or changes who owes it takes a code besides. */
const BY_CODE: readonly Operation[] = ['duty.complete', 'duty.answer', 'duty.hand-on'];

/** The duties of a message as they stand, each once, in its order; of seasons that are over none. */
export function createAnswerLines({ store, now, concerned }: LineParts) {
  const planWords = createPlanWords({ store });

  return async function linesOf(message: SentMessage): Promise<readonly AnswerLine[]> {
    const byDuty = new Map<string, Notice[]>();
    for (const notice of await store.noticesById(message.notices)) {
      if (notice.duty === null) continue;
      const key = `${notice.season} ${notice.path} ${notice.duty}`;
      byDuty.set(key, [...(byDuty.get(key) ?? []), notice]);
    }
    const lines: AnswerLine[] = [];
    const seasons = new Map<string, Season | null>();
    for (const notices of byDuty.values()) {
      const id = notices[0]?.season ?? '';
      if (!seasons.has(id)) seasons.set(id, await store.season(id));
      const season = seasons.get(id);
      const line = season && season.status !== 'closed' && (await lineOf(message, season, notices));
      if (line) lines.push(line);
    }
    return lines;
  };

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
}

/** The reader of a message at one of its duties; `isProved`: a code was given, too. */
export function readerAt(
  message: SentMessage,
  name: string,
  { view }: Pick<AnswerLine, 'view'>,
  isProved: boolean,
): Actor {
  if (ORAL.test(view.duty)) return { ...actorIn(message, view, ['duty.read']), name };
  const more = isProved && ORDINARY.includes(view.kind) ? BY_CODE : [];
  return { ...actorIn(message, view, [...BY_LINK, ...more]), name };
}

const ORDINARY: readonly string[] = ['task', 'ask'];
const ANSWERABLE: readonly string[] = [...ORDINARY, 'signed'];
// One's own word on what was recorded for one is given where one has shown who one is.
const ORAL = /^oral-\d+$/;

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
