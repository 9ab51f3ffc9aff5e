import type { Duty, EpochMs, Post, Progress, Undelivered, UnitEvent } from './model.js';
import { ladderOf, placeOf, wasSaid } from './schedule.js';
import { find, type Plan, type State } from './state.js';

/** A list of sixty answerers and ten words: more about one duty on one clock says nothing new. */
const MOST_ON_A_CLOCK = 600;

/**
 * What follows when words reached nobody: each is on record once for each post, and the rung after the last word
 * falls due at once. Nothing follows for what is done, unknown, said on a clock that runs no more, or overtaken by
 * an answer. In a rehearsal nothing does: its words are those of its plan.
 */
export function undelivered(
  plan: Plan,
  state: State,
  items: readonly Undelivered[],
  now: EpochMs,
): UnitEvent[] {
  if (plan.script !== null) return [];
  const known = new Set<string>();
  const hurried = new Set<string>();
  return items.flatMap((item): UnitEvent[] => {
    const found = find(plan, state, item.duty);
    if (!found || !isNews(found.duty, found.progress, item) || known.has(nameOf(item))) return [];
    known.add(nameOf(item));
    const { duty, action, rung, owedAt, side, to: post, outcome, reason } = item;
    const fact = { duty, action, rung, owedAt, side, at: now, post, outcome, reason } as const;
    if (hurries(found.duty, found.progress, item, now)) {
      const isFirst = found.progress.hurriedAt === null && !hurried.has(duty);
      hurried.add(duty);
      return [{ type: 'undelivered', ...fact, ...(isFirst && { hurries: true }) }];
    }
    const to = hearers(plan, found.duty, found.progress, item);
    return [{ type: 'undelivered', ...fact, ...(to.length > 0 && { to }) }];
  });
}

const nameOf = ({ duty, action, rung, owedAt, to }: Undelivered): string =>
  `${duty} ${action} ${rung} ${owedAt} ${to}`;

function isNews(duty: Duty, progress: Progress, item: Undelivered): boolean {
  const { acceptedAt, unreached } = progress;
  if (acceptedAt !== null || !wasSaid(duty, progress, item)) return false;
  if ((unreached?.length ?? 0) >= MOST_ON_A_CLOCK) return false;
  const place = placeOf(duty, item);
  return !unreached?.some(
    (one) => one.place === place && one.owedAt === item.owedAt && one.post === item.to,
  );
}

// Before the due instant nobody is late, so the ladder keeps still; after a promise it waits for that.
function hurries(duty: Duty, progress: Progress, item: Undelivered, now: EpochMs): boolean {
  const place = placeOf(duty, item);
  const isLast = place >= 0 && progress.next === place + 1;
  const isPromised = progress.promiseAt !== null && progress.promiseAt > now;
  return isLast && !isPromised && place < ladderOf(duty, progress).rungs.length;
}

/** Who hears at once where no rung does: early, whom the ladder would tell first; at its end, the coordinator. */
function hearers(plan: Plan, duty: Duty, progress: Progress, item: Undelivered): Post[] {
  const { rungs } = ladderOf(duty, progress);
  const place = placeOf(duty, item);
  const isEarly = place < 0 && progress.next <= 0;
  if (!isEarly && place < rungs.length) return [];
  const missed = new Set([item.to, ...(progress.unreached ?? []).map(({ post }) => post)]);
  const ways = isEarly ? [...rungs.map(({ to }) => to), plan.coordinator] : [plan.coordinator];
  return ways.filter((post) => !missed.has(post)).slice(0, 1);
}
