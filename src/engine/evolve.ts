import { itemsOf } from './agenda.js';
import { armed, begun, expired, left, relieved, uncovered } from './evolve-run.js';
import { bookAfter, bookUnder } from './custody-book.js';
import { extended } from './extend.js';
import { emptyHands, handsAfter, handsAfterStandIn } from './vault-hands.js';
import type { Duty, EpochMs, Post, Progress, UnitEvent } from './model.js';
import { withKey } from './kept-keys.js';
import { rebased } from './rebase.js';
import { NEW_CLOCK, rearmed, revised, untouched } from './revise.js';
import {
  breaksPromise,
  following,
  hurriedAfter,
  OPENING,
  placeOf,
  waitingUntil,
} from './schedule.js';
import { dutyAt, find, withProgress, type Plan, type State } from './state.js';

/**
 * The only way state changes; folding a unit's whole log gives its state. For `adopted` the plan is
 * the one adopted; for every other event the one the unit had.
 */
export function evolve(plan: Plan, state: State, event: UnitEvent): State {
  const { agenda, added, asking, paused, closed, ...more } = changed(plan, state, event);
  const scripted = 'scripted' in event ? event.scripted : undefined;
  const played = scripted === undefined ? state.played : scripted + 1;
  const keys = 'key' in event && event.key !== undefined ? withKey(state, event) : state.keys;
  const next = { seq: state.seq + 1, agenda, added, played, keys, asking, paused, closed };
  const { custody, vault, extensions } = more;
  if (!custody && !vault && !extensions) return next;
  const held = { ...(custody && { custody }), ...(vault && { vault }) };
  return { ...next, ...held, ...(extensions && { extensions }) };
}

function changed(plan: Plan, state: State, event: UnitEvent): State {
  switch (event.type) {
    case 'told':
      return onDuty(plan, state, event.duty, (progress, duty) => ({
        promiseAt: breaksPromise(event, progress) ? null : progress.promiseAt,
        next: following(duty, progress),
        level: event.action === 'escalate' ? event.rung + 1 : progress.level,
        saidAt: event.owedAt,
        hurriedAt: hurriedAfter(duty, progress, event),
        toldAt: event.at,
        told: event.to,
      }));
    case 'superseded':
      return onDuty(plan, state, event.duty, (progress, duty) => ({
        next: following(duty, progress),
      }));
    case 'undelivered':
      return onDuty(plan, state, event.duty, ({ unreached, hurriedAt }, duty) => {
        const { owedAt, post, hurries, at } = event;
        const missed = { place: placeOf(duty, event), owedAt, post };
        return {
          unreached: [...(unreached ?? []), missed],
          hurriedAt: hurries ? at : hurriedAt,
        };
      });
    case 'asked': {
      const { duty, action, rung, owedAt, side } = event;
      const asking = { duty, action, rung, owedAt, side };
      const others = state.asking.filter((id) => id !== duty);
      const waiting = { ...state, asking: [...others, duty] };
      return onDuty(plan, waiting, duty, () => ({ asking }));
    }
    case 'judged': {
      const settled = { ...state, asking: state.asking.filter((id) => id !== event.duty) };
      const missing = [...event.missing, ...event.silent];
      return onDuty(plan, settled, event.duty, (progress, duty) => {
        const answer = { missing, asking: null, judgedAt: event.owedAt } as const;
        if (duty.kind !== 'gate') return answer;
        // The gate's own word is told by this; a rung's follows as an event of its own.
        const isOwnWord = event.action === 'gate';
        return {
          ...answer,
          next: isOwnWord ? following(duty, progress) : progress.next,
          saidAt: isOwnWord ? event.owedAt : progress.saidAt,
          toldAt: isOwnWord ? event.at : progress.toldAt,
          told: isOwnWord ? event.to : progress.told,
        };
      });
    }
    case 'signedFor':
      return promised(plan, state, event);
    case 'answered':
      return onDuty(plan, state, event.duty, (progress, duty) => ({
        answers: duty.lines
          .map(({ id }, n) => {
            const answer = event.lines.find(({ line }) => line === id);
            return answer
              ? answer.state === 'normal'
                ? 'n'
                : 'a'
              : (progress.answers?.[n] ?? '.');
          })
          .join(''),
      }));
    case 'confirmed':
      return onDuty(plan, state, event.duty, (progress, duty) => ({
        content: event.content,
        signatures: [
          ...(progress.signatures ?? []),
          { post: signingPlace(duty, progress, event.post), by: event.by, at: event.at },
        ],
      }));
    case 'lapsed':
      return onDuty(plan, state, event.duty, () => ({
        signatures: null,
        content: null,
      }));
    case 'submitted':
      return submitted(plan, state, event);
    case 'accepted':
      return ended(plan, state, event.duty, 'accepted', event.at);
    case 'waived':
      return ended(plan, state, event.duty, 'waived', event.at);
    case 'voided': {
      // The next version of the plan does not hold it; kept here, it is still answered for.
      const found = find(plan, state, event.duty);
      const isDropped = event.by === 'plan' && plan.index.has(event.duty);
      const kept = found && isDropped ? { ...state, added: [...state.added, found.duty] } : state;
      // What was done stays done, should a later version hold it again.
      return found && found.progress.acceptedAt !== null
        ? kept
        : ended(plan, kept, event.duty, 'void', event.at);
    }
    case 'returned':
      return onDuty(plan, state, event.duty, (progress, duty) => {
        const back = {
          // Joint departments have answered for themselves; what is returned is the lead's report.
          answers: duty.kind === 'task' ? progress.answers : null,
          signatures: null,
          content: null,
          // What was given may be taken back: a permit that is withdrawn.
          acceptedAt: null,
          status: 'returned',
          returns: progress.returns + 1,
          // A new due time is a clock of its own, whatever it waited for.
          run: progress.run && { ...progress.run, startAt: progress.run.startAt ?? event.at },
        } as const;
        return rearmed(duty, revised(duty, progress, back), event.dueAt, event.at);
      });
    case 'handedOn':
      return onDuty(plan, state, event.duty, () => ({ doer: event.doer }));
    case 'added': {
      const known = { ...state, added: [...state.added, event.added] };
      const fresh = revised(event.added, untouched(event.added), { title: event.title });
      const placed = withProgress(counted(known, event), state.agenda.size, fresh);
      return changeChildren(plan, placed, event.added.parent, 1);
    }
    case 'armed':
      return onDuty(plan, state, event.duty, (progress, duty) => armed(duty, progress, event));
    case 'begun':
      return begun(plan, state, event);
    case 'relieved':
      return onDuty(plan, state, event.duty, (progress, duty) => relieved(duty, progress, event));
    case 'left':
      return onDuty(plan, state, event.duty, (progress, duty) => left(duty, progress, event));
    case 'uncovered':
      return onDuty(plan, state, event.duty, (progress) => uncovered(progress, event));
    case 'expired':
      return onDuty(plan, state, event.duty, (progress, duty) => expired(duty, progress));
    case 'extended':
      return extended(plan, state, event);
    case 'custody':
      return state.custody
        ? { ...state, custody: bookAfter(state.custody, event.duty ?? '', event.fact) }
        : state;
    case 'adopted': {
      const next = rebased(plan, state, event.at);
      return {
        ...next,
        ...(plan.custody && { custody: bookUnder(plan.custody, state.custody) }),
        ...(plan.vault && { vault: state.vault ?? emptyHands() }),
      };
    }
    case 'vault':
      return state.vault
        ? { ...state, vault: handsAfter(state.vault, event.fact, event.at) }
        : state;
    case 'stoodIn':
      return plan.vault && state.vault
        ? { ...state, vault: handsAfterStandIn(plan.vault, state.vault, event) }
        : state;
    case 'paused':
      return { ...state, paused: true };
    case 'resumed':
      return { ...state, paused: false };
    case 'closed':
      return { ...state, closed: true };
    case 'objected':
    case 'amended':
    case 'refused':
      return state;
  }
}

/** Alarms have numbers, in the order in which they came. */
const counted = (state: State, { source }: Extract<UnitEvent, { type: 'added' }>): State => {
  if (source.type !== 'custody') return state;
  const { custody, vault } = state;
  return {
    ...state,
    ...(custody && { custody: { ...custody, alarms: custody.alarms + 1 } }),
    ...(vault && { vault: { ...vault, alarms: vault.alarms + 1 } }),
  };
};

function onDuty(
  plan: Plan,
  state: State,
  id: string,
  change: (progress: Progress, duty: Duty) => Partial<Progress>,
): State {
  const found = find(plan, state, id);
  if (!found) return state;
  const { at, duty, progress } = found;
  return withProgress(state, at, revised(duty, progress, change(progress, duty)));
}

function promised(
  plan: Plan,
  state: State,
  { duty: id, promiseAt, at }: Extract<UnitEvent, { type: 'signedFor' }>,
): State {
  return onDuty(plan, state, id, (progress, duty) => {
    // Whoever signs has been reached, so nothing is hurried any more; what was not delivered before stays
    // known, or the same report again would be news.
    const { unreached } = progress;
    const signed = { status: 'signed-for', ...NEW_CLOCK, unreached } as const;
    if (promiseAt === undefined) return signed;
    const isLate = progress.dueAt <= at;
    const baseAt = isLate ? waitingUntil(duty, progress, promiseAt) : progress.baseAt;
    return { ...signed, promiseAt, baseAt };
  });
}

function submitted(
  plan: Plan,
  state: State,
  { duty: id, at, by }: Extract<UnitEvent, { type: 'submitted' }>,
): State {
  const found = find(plan, state, id);
  if (!found) return state;
  const waits = found.duty.accept !== null || found.progress.openChildren > 0;
  const next = onDuty(plan, state, id, () => ({
    promiseAt: null,
    status: 'submitted',
    submittedAt: at,
    submittedBy: by,
    next: OPENING,
    level: 0,
    ...NEW_CLOCK,
  }));
  return waits ? next : ended(plan, next, id, 'accepted', at);
}

function ended(
  plan: Plan,
  state: State,
  id: string,
  status: 'accepted' | 'waived' | 'void',
  at: EpochMs,
): State {
  const settled = { ...state, asking: state.asking.filter((asked) => asked !== id) };
  const next = onDuty(plan, settled, id, () => ({
    asking: null,
    promiseAt: null,
    status,
    acceptedAt: at,
    ...NEW_CLOCK,
  }));
  return changeChildren(plan, next, find(plan, state, id)?.duty.parent ?? null, -1);
}

const changeChildren = (plan: Plan, state: State, parent: string | null, by: number): State =>
  parent === null
    ? state
    : onDuty(plan, state, parent, (progress) => ({
        openChildren: progress.openChildren + by,
      }));

/** Each duty with its progress, for whoever walks over all of a unit. */
export const allOf = (plan: Plan, state: State) =>
  itemsOf(state.agenda).flatMap((progress, at) => {
    const duty = dutyAt(plan, state, at);
    return duty ? [{ duty, progress }] : [];
  });

/** Where a post signs: its first place without a signature; of a shift change 0 goes, 1 comes. */
export function signingPlace({ sign, watch }: Duty, { signatures }: Progress, post: Post): number {
  if (watch) return post === 'outgoing' ? 0 : 1;
  return (sign?.posts ?? []).findIndex(
    (one, n) => one === post && !signatures?.some((signature) => signature.post === n),
  );
}
