import type { DutyView, Notice } from '../../adapters/store/types.js';
import type { Post } from '../../engine/model.js';
import type { Parts } from '../service.js';
import type { PlanWords } from './plan-words.js';

/** Names the duty that a notice is about, within its season. */
export const dutyKey = ({ path, duty }: Pick<Notice, 'path' | 'duty'>): string => `${path}:${duty}`;

/** The duties of notices of one season as they stand, by `dutyKey`. */
export async function viewsOf(
  { store }: Pick<Parts, 'store'>,
  notices: readonly Notice[],
): Promise<ReadonlyMap<string, DutyView>> {
  const keys = notices.flatMap(({ season, path, duty }) =>
    duty === null ? [] : [{ season, path, duty }],
  );
  return new Map((await store.dutyViews(keys)).map((view) => [dutyKey(view), view]));
}

/** By `dutyKey`: a reminder says who hears of it if it is not heeded. */
export async function firstRungsOf(
  words: Pick<PlanWords, 'firstRungs'>,
  notices: readonly Notice[],
): Promise<ReadonlyMap<string, Post>> {
  const early = notices.filter(({ kind }) => kind === 'open' || kind === 'remind');
  const paths = [...new Set(early.map(({ path }) => path))];
  const rungs = await Promise.all(paths.map((path) => words.firstRungs(path)));
  return new Map(
    paths.flatMap((path, n) =>
      [...(rungs[n] ?? [])].map(([duty, post]) => [dutyKey({ path, duty }), post] as const),
    ),
  );
}
