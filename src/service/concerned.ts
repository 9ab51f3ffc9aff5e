import type { DutyView } from '../adapters/store/types.js';
import type { Duty, Post, UnitPlan } from '../engine/model.js';
import { knownDuties } from '../engine/procedure.js';
import type { Messages } from '../../workflows/messages.js';
import type { ActName } from './port.js';
import type { Target } from '../policy/actor.js';
import type { Operation } from '../policy/operation.js';
import type { Parts } from './service.js';
import { planNow } from './seasons.js';
import { servedPosts } from './courier/on-duty.js';

/** Posts by what they have to do with a step of one unit; all its occurrences together. */
export interface Concerned {
  readonly owners: readonly Post[];
  readonly acceptors: readonly Post[];
  readonly answering: readonly Post[];
  readonly signing: readonly Post[];
}

const NOBODY: Concerned = { owners: [], acceptors: [], answering: [], signing: [] };
// Plans are stored by their hash and never change: the newest few hundred units' are kept.
const MOST_KEPT = 500;
// Occurrences of a step at one unit have the same posts but for what was handed on.
const MOST_OCCURRENCES = 200;

/** Which posts a duty concerns, as the rights ask: from the plan, and from the board for what was added or handed on. */
export function createConcerned({ store, now }: Pick<Parts, 'store' | 'now'>) {
  const kept = new Map<string, Promise<UnitPlan | null>>();

  return {
    async postsOf(season: string, path: string, step: string): Promise<Concerned> {
      const duties = await dutiesOf(season, path, step);
      const mine = await store.duties({ season, path, step, limit: MOST_OCCURRENCES });
      if (duties.length === 0 && mine.length === 0) return NOBODY;
      return {
        owners: unique([
          ...duties.flatMap(({ doer, answerable }) => [doer, answerable]),
          ...mine.flatMap(({ doer, answerable }) => [doer, answerable]),
        ]),
        acceptors: unique([
          ...duties.flatMap(({ accept }) => (accept ? [accept.by] : [])),
          ...(await addedAcceptors(season, path, duties, mine)),
        ]),
        answering: unique(duties.flatMap(({ lines }) => lines.map(({ by }) => by))),
        signing: unique(duties.flatMap(({ sign }) => sign?.posts ?? [])),
      };
    },
    /** Every post that any duty of a unit's plan names. */
    async allPostsOf(season: string, path: string): Promise<readonly Post[]> {
      const plan = await planFor(season, path);
      return unique(
        (plan ? knownDuties(plan) : []).flatMap(({ doer, answerable, sign }) => [
          ...[doer, answerable],
          ...(sign?.posts ?? []),
        ]),
      );
    },
    /** The unit at the top of a season's tree; null where there is no such season. */
    async rootOf(season: string): Promise<string | null> {
      const known = await store.season(season);
      return known?.coordinator.split('#')[0] ?? null;
    },
    /** The posts that a person serves on now: his own, those taken over, those whose shift he is on. */
    async heldBy(season: string, person: string): Promise<readonly Post[]> {
      const known = await store.season(season);
      if (!known) return [];
      return servedPosts(store, known, person, await planNow({ store, now }, known));
    },
  };

  async function dutiesOf(season: string, path: string, step: string): Promise<readonly Duty[]> {
    const plan = await planFor(season, path);
    return plan ? knownDuties(plan).filter((duty) => duty.step === step) : [];
  }

  async function planFor(season: string, path: string): Promise<UnitPlan | null> {
    const known = await store.season(season);
    if (!known) return null;
    const name = `${season} ${known.version} ${path}`;
    const plan = kept.get(name) ?? fetched(season, known.version, path);
    keep(name, plan);
    return plan;
  }

  async function fetched(season: string, version: number, path: string): Promise<UnitPlan | null> {
    const hash = await store.unitHash(season, version, path);
    return hash === null ? null : store.unitPlan(hash);
  }

  function keep(name: string, plan: Promise<UnitPlan | null>): void {
    kept.delete(name);
    kept.set(name, plan);
    plan.catch(() => kept.delete(name));
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  }

  /** A duty added at run time stands in no plan: who accepts it is in the event that added it. */
  async function addedAcceptors(
    season: string,
    path: string,
    duties: readonly Duty[],
    views: readonly DutyView[],
  ): Promise<Post[]> {
    if (duties.length > 0) return [];
    const logs = await Promise.all(views.map(({ duty }) => store.dutyEvents(season, path, duty)));
    return logs
      .flat()
      .flatMap(({ event }) =>
        event.type === 'added' && event.added.accept ? [event.added.accept.by] : [],
      );
  }
}

/** `<unit>#<role>` */
const unitOf = (post: Post): string => post.slice(0, Math.max(post.indexOf('#'), 0));

/** What is about a unit as a whole, as the rights ask of somebody: his posts are those at this very unit. */
export async function servingAt(
  { heldBy }: Pick<ReturnType<typeof createConcerned>, 'heldBy'>,
  season: string,
  path: string,
  person: string,
): Promise<Target> {
  const held = (await heldBy(season, person)).filter((post) => unitOf(post) === path);
  return { season, path, posts: held, held };
}

const unique = (posts: readonly Post[]): Post[] => [...new Set(posts)];

type PlainAct = Exclude<ActName, 'custody' | 'vault'>;

const OPERATION: Readonly<Record<PlainAct, Operation>> = {
  completeSteps: 'duty.complete',
  signFor: 'duty.sign-for',
  answer: 'duty.answer',
  confirm: 'duty.confirm',
  leave: 'duty.watch',
  accept: 'duty.accept',
  return: 'duty.return',
  waive: 'duty.waive',
  handOn: 'duty.hand-on',
  object: 'duty.object',
  amend: 'duty.amend',
  addStep: 'duty.add',
  begin: 'procedure.begin',
  standIn: 'duty.stand-in',
  unlock: 'vault.lock',
};

/** The operation that a message asks for: both sides of a shift change are the watch's. */
export const operationOf = (name: ActName, message: Messages[ActName]): Operation => {
  const act = 'act' in message ? message.act : null;
  if (name === 'custody') return act === 'settle' ? 'custody.settle' : 'custody.act';
  if (name === 'vault') return act === 'withdraw' ? 'vault.withdraw' : 'vault.act';
  return plainOperation(name, message);
};

const plainOperation = (name: PlainAct, message: Messages[ActName]): Operation =>
  name === 'confirm' && 'post' in message && /^(?:incoming|outgoing)$/.test(message.post)
    ? 'duty.watch'
    : OPERATION[name];

/** The posts that count for an operation: of several that a duty concerns, those whose business it is. */
export function postsFor(operation: Operation, concerned: Concerned): readonly Post[] {
  const { owners, acceptors, answering, signing } = concerned;
  switch (operation) {
    case 'duty.accept':
    case 'duty.return':
      return acceptors;
    case 'duty.answer':
      return [...answering, ...owners];
    case 'duty.confirm':
      return signing;
    case 'vault.act':
      return [...owners, ...signing];
    case 'duty.read':
      return [...owners, ...acceptors, ...answering, ...signing];
    default:
      return owners;
  }
}
