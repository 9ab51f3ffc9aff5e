import type { Client } from '@temporalio/client';
import type { Messages } from '../../workflows/messages.js';
import type { Store } from '../adapters/store/store.js';
import type { Answer } from '../engine/model.js';
import type { Audit } from './audit/audit.js';
import { custodies, custody } from './custody.js';
import { vault, vaults } from './vault.js';
import { createEntrance, type Completion } from './entrance.js';
import { happenings } from './happenings.js';
import { overdueIn } from './overdue.js';
import type { Planner } from './planner.js';
import type { ActName } from './port.js';
import type { Prepared } from './prepare.js';
import { assertAssignable } from './registers/on-act.js';
import { assertDrawn } from './rooms/drawn.js';
import { dutyList } from './reads/duty-list.js';
import { postList } from './reads/posts.js';
import { rehearsalClock } from './rehearsal-clock.js';
import { resume } from './resume.js';
import { closeSeason, governSeason, known, startSeason, statusOf } from './seasons.js';
import { seasonReport } from './season-report.js';
import { act, complete, showDuty } from './steps.js';
import { startBundle } from './start-bundle.js';
import { reconcile } from './reconcile.js';
import { rebuild, reseed } from './repair.js';
import { tryAgain } from './try-again.js';
import { verify } from './verify.js';
import { procedures } from './procedures.js';

/** What the service needs of the world. */
export interface Parts {
  readonly store: Store;
  readonly client: Client;
  readonly taskQueue: string;
  readonly now: () => number;
  /** Hears how many completions went into a unit as one update. */
  readonly onBatch?: (completions: number) => void;
  /** Where plans that came over the network are read; absent: here. */
  readonly planner?: Planner;
  /** The audit log, for `verify`; absent: nothing is said about it. */
  readonly audit?: Audit;
}

export type Service = ReturnType<typeof createService>;

/** The port that every client uses – command line, API, pages. It knows neither HTTP nor terminal. */
export function createService(parts: Parts) {
  type Rest<Work> = Work extends (parts: Parts, ...rest: infer Args) => infer Result
    ? (...rest: Args) => Result
    : never;
  const bound = <Work extends (parts: Parts, ...rest: never[]) => unknown>(work: Work) =>
    ((...rest: never[]) => work(parts, ...rest)) as Rest<Work>;
  const entrance = createEntrance((season, path, items) => {
    parts.onBatch?.(items.length);
    return complete(parts, season, path, items);
  });
  /** Any update of the interfaces; completions go in together with others of their unit. */
  const actOn = async (
    season: string,
    path: string,
    name: ActName,
    message: Messages[ActName],
  ): Promise<Answer> => {
    await assertAssignable(parts, season, path, name, message);
    await assertDrawn(parts, season, path, name, message);
    return tryAgain(message, (keyed) =>
      name === 'completeSteps'
        ? entrance(season, path, keyed as Completion)
        : act(parts, season, path, name, keyed),
    );
  };
  return {
    seasons: () => parts.store.seasons(),
    rehearsalClock: (prepared: Prepared, seconds?: number) =>
      rehearsalClock(parts.now(), prepared, seconds),
    happenings: bound(happenings),
    /** A plan that is prepared already, as the machine itself starts one. */
    startPrepared: bound(startSeason),
    startSeason: bound(startBundle),
    governSeason: bound(governSeason),
    closeSeason: bound(closeSeason),
    statusOf: bound(statusOf),
    seasonReport: bound(seasonReport),
    units: async (season: string, under?: string) => {
      await known(parts, season);
      return parts.store.units(season, under);
    },
    posts: bound(postList),
    resumeAll: oneAtATime(() => resume(parts)),
    overdue: bound(overdueIn),
    duties: bound(dutyList),
    act: actOn,
    completeAll: (season: string, path: string, items: readonly Completion[]) =>
      Promise.all(items.map((item) => actOn(season, path, 'completeSteps', item))),
    showDuty: bound(showDuty),
    custodies: bound(custodies),
    custody: bound(custody),
    procedures: bound(procedures),
    vaults: bound(vaults),
    vault: bound(vault),
    verify: bound(verify),
    rebuild: bound(rebuild),
    reseed: (season: string) => reseed(parts, season),
    reconcile: bound(reconcile),
  };
}

/** Whoever asks while it runs waits for the same. */
function oneAtATime<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | null = null;
  return () => {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  };
}
