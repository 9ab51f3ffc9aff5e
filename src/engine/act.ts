import { actOnCustody, custodyOnly } from './act-on-custody.js';
import { answer, linesSilent } from './act-on-lines.js';
import { extensionBy, extensionFault } from './act-on-extension.js';
import { confirm } from './act-on-signature.js';
import { actOnVault } from './act-on-vault.js';
import { leave } from './act-on-watch.js';
import {
  closedTo,
  doneAlready,
  fact,
  outOfHands,
  parentClosed,
  type Of,
  type Scene,
} from './act-scene.js';
import { differing, faultIn, isAbnormal, kept } from './forms.js';
import type { Duty, DutyCommand, EpochMs, Post } from './model.js';
import { dutyNamed } from './named.js';
import { isDone, treeNeedOpen } from './needs.js';
import { objectionHearers, oralFault } from './oral.js';
import { no, type Outcome } from './outcome.js';
import type { Plan, State } from './state.js';

const DAY_MS = 86_400_000;
// A promise puts off the ladder, so it may not put it off past the point of the duty.
const LONGEST_PROMISE_MS = 7 * DAY_MS;

/** What a command on a duty does, or why it is refused. Decides only; nothing has happened yet. */
export function actOnDuty(plan: Plan, state: State, command: DutyCommand, now: EpochMs): Outcome {
  const named = dutyNamed(plan, state, command);
  if ('refused' in named) return named;
  const scene = { plan, state, now, ...named };
  if (command.unverified && (!scene.duty.systems || command.type !== 'complete'))
    return no('not-for-systems', scene.duty.id);
  const fault = oralFault(scene.duty, command) ?? custodyOnly(scene, command.type);
  if (fault) return fault;
  const act = acts[command.type] as (scene: Scene, command: DutyCommand) => Outcome;
  return act(scene, command);
}

const acts: { [Type in DutyCommand['type']]: (scene: Scene, command: Of<Type>) => Outcome } = {
  complete(scene, command) {
    const { duty, progress } = scene;
    if (duty.kind !== 'task') return no('wrong-kind', duty.kind);
    const { form = {} } = command;
    const closed =
      closedTo(scene, command) ??
      linesSilent(scene) ??
      faultIn(duty, form) ??
      extensionFault(duty, form) ??
      treeNeedOpen(duty, progress);
    if (closed) return closed;
    const abnormal = isAbnormal(duty, form) || progress.answers?.includes('a') === true;
    const to = submissionHearers(duty, abnormal);
    const whole = kept(duty, form);
    const differs = differing(duty, whole);
    return [
      {
        type: 'submitted',
        ...fact(scene, command),
        ...((command.form || whole !== form) && { form: whole }),
        ...(abnormal && { abnormal }),
        ...(differs && { differs }),
        ...(to.length > 0 && { to }),
      },
      ...parentClosed(scene, command, duty.accept === null && progress.openChildren === 0),
      ...extensionBy(scene, command, form),
    ];
  },

  signFor(scene, command) {
    const { duty, progress, now } = scene;
    // A watch is not put off, and a series has nothing to promise.
    if (duty.watch) return no('wrong-kind', duty.kind);
    if (isDone(progress) || progress.status === 'submitted') return doneAlready(progress);
    const { promiseAt } = command;
    if (promiseAt !== undefined) {
      if (promiseAt <= now) return no('promise-in-past');
      if (progress.promiseAt !== null && progress.promiseAt > now) return no('promise-pending');
      const latest = progress.dueAt <= now ? now + LONGEST_PROMISE_MS : progress.dueAt;
      if (promiseAt > latest) return no('promise-too-far');
    }
    return [{ type: 'signedFor', ...fact(scene, command), ...(promiseAt && { promiseAt }) }];
  },

  answer,
  confirm,

  custody: (scene, command) =>
    command.act === 'settle'
      ? (outOfHands(scene.progress) ?? actOnCustody(scene, command))
      : (closedTo(scene, command) ?? actOnCustody(scene, command)),

  vault: (scene, command) => actOnVault(scene, command),

  leave: (scene, command) => closedTo(scene, command) ?? leave(scene, command),

  accept(scene, command) {
    const { duty, progress } = scene;
    if (isDone(progress)) return doneAlready(progress);
    if (progress.status !== 'submitted') return no('not-submitted', duty.id);
    if (progress.openChildren > 0) return no('children-open', String(progress.openChildren));
    if (progress.submittedBy === command.by) return no('own-acceptance', command.by);
    const { reason } = command;
    return [
      { type: 'accepted', ...fact(scene, command), ...(reason && { reason }) },
      ...parentClosed(scene, command, true),
    ];
  },

  return(scene, command) {
    const { duty, progress, now } = scene;
    if (isDone(progress)) return doneAlready(progress);
    if (progress.status !== 'submitted') return no('not-submitted', duty.id);
    const { reason, dueAt } = command;
    if (!reason.trim()) return no('reason-missing');
    if (dueAt <= now) return no('due-in-past');
    const to = [progress.doer ?? duty.doer, duty.answerable];
    return [{ type: 'returned', ...fact(scene, command), reason, dueAt, to }];
  },

  waive(scene, command) {
    const { duty, progress } = scene;
    if (isDone(progress)) return doneAlready(progress);
    if (!command.reason.trim()) return no('reason-missing');
    const to = [progress.doer ?? duty.doer, duty.answerable];
    const event = { type: 'waived', ...fact(scene, command), reason: command.reason, to } as const;
    return [event, ...parentClosed(scene, command, true)];
  },

  handOn(scene, command) {
    const { duty, progress } = scene;
    if (isDone(progress) || progress.status === 'submitted') return doneAlready(progress);
    // A second hand-over (二次分配) is what loses duties: refused, by the rule (A2).
    if (progress.doer !== null) return no('handed-on-before', progress.doer);
    const to = [command.to, duty.answerable];
    return [{ type: 'handedOn', ...fact(scene, command), doer: command.to, to }];
  },

  object(scene, command) {
    if (isDone(scene.progress)) return doneAlready(scene.progress);
    if (!command.reason.trim()) return no('reason-missing');
    const to = objectionHearers(scene.plan, scene.duty);
    return [{ type: 'objected', ...fact(scene, command), reason: command.reason, to }];
  },

  amend(scene, command) {
    const { duty, progress } = scene;
    if (duty.kind !== 'task') return no('wrong-kind', duty.kind);
    if (progress.submittedAt === null) return no('not-submitted', duty.id);
    const { form, reason } = command;
    if (!reason.trim()) return no('reason-missing');
    const to = [duty.accept?.by ?? duty.answerable];
    const amended = { type: 'amended', ...fact(scene, command), form: kept(duty, form) } as const;
    const fault = faultIn(duty, form) ?? extensionFault(duty, form);
    return fault ?? [{ ...amended, reason, to }, ...extensionBy(scene, command, form)];
  },
};

/** What is not normal goes up at once: also to those who would hear of silence. */
const submissionHearers = ({ answerable, accept, warn = [] }: Duty, abnormal: boolean): Post[] =>
  abnormal
    ? [...new Set([answerable, ...(accept ? [accept.by] : []), ...warn.map(({ to }) => to)])]
    : [];
