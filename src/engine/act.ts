import { actOnCustody, afterSignature, againstSignature, custodyOnly } from './act-on-custody.js';
import { actOnVault, afterHandingOut, againstHandingOut, againstSigner } from './act-on-vault.js';
import { handOver, leave } from './act-on-watch.js';
import { signingPlace } from './evolve.js';
import { faultIn, isAbnormal } from './forms.js';
import type {
  AnsweredLine,
  Command,
  Duty,
  DutyCommand,
  EpochMs,
  Post,
  Progress,
  Sender,
  UnitEvent,
} from './model.js';
import { dutyNamed } from './named.js';
import { isDone, ownNeedOpen, tooEarly, treeNeedOpen } from './needs.js';
import { isRecordedFor, objectionHearers, oralFault } from './oral.js';
import { factOf, no, type Outcome, type Refused } from './outcome.js';
import { silentLines } from './schedule.js';
import { find, type Plan, type State } from './state.js';

const DAY_MS = 86_400_000;
// A promise puts off the ladder, so it may not put it off past the point of the duty.
const LONGEST_PROMISE_MS = 7 * DAY_MS;
const MOST_NAMED = 10;

export interface Scene {
  readonly plan: Plan;
  readonly state: State;
  readonly duty: Duty;
  readonly progress: Progress;
  readonly now: EpochMs;
}
type Of<Type extends Command['type']> = Extract<Command, { type: Type }>;

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
      treeNeedOpen(duty, progress);
    if (closed) return closed;
    const abnormal = isAbnormal(duty, form) || progress.answers?.includes('a') === true;
    const to = submissionHearers(duty, abnormal);
    return [
      {
        type: 'submitted',
        ...fact(scene, command),
        ...(command.form && { form }),
        ...(abnormal && { abnormal }),
        ...(to.length > 0 && { to }),
      },
      ...parentClosed(scene, command, duty.accept === null && progress.openChildren === 0),
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

  answer(scene, command) {
    const { duty, progress } = scene;
    const isJoint = duty.kind === 'task' && duty.lines.length > 0;
    if (duty.kind !== 'ask' && !isJoint) return no('wrong-kind', duty.kind);
    // A joint department answers for itself, whatever the lead still waits for.
    const closed = isJoint ? outOfHands(progress) : closedTo(scene, command);
    if (closed) return closed;
    const lines = expanded(duty, progress, command.lines);
    const unknown = lines.find(({ line }) => !duty.lines.some(({ id }) => id === line));
    if (unknown || lines.length === 0) return no('unknown-line', unknown?.line ?? '');
    const wordless = lines.find(({ state, note }) => state === 'abnormal' && !note);
    if (wordless) return no('abnormal-needs-words', wordless.line);
    const answered = new Set(lines.map(({ line }) => line));
    const isComplete = silentLines(duty, progress).every(({ id }) => answered.has(id));
    const abnormal = lines.some(({ state }) => state === 'abnormal');
    const event = {
      type: 'answered',
      ...fact(scene, command),
      lines,
      ...(abnormal && { to: [duty.answerable] }),
    } as const;
    if (!isComplete || isJoint) return [event];
    const open = treeNeedOpen(duty, progress);
    if (open) return open;
    const was = progress.answers?.split('') ?? [];
    const ever = abnormal || duty.lines.some(({ id }, n) => was[n] === 'a' && !answered.has(id));
    return [event, ...gathered(scene, command, ever)];
  },

  confirm(scene, command) {
    const { duty, progress, now } = scene;
    if (duty.watch) return closedTo(scene, command) ?? handOver(scene, command);
    if (duty.kind !== 'signed' || !duty.sign) return no('wrong-kind', duty.kind);
    const closed = closedTo(scene, command);
    if (closed) return closed;
    const { posts, withinMs, ordered, oral } = duty.sign;
    // Plans of older builds say nothing of it, and their histories stay as they were.
    if (scene.plan.oral && !oral && isRecordedFor(command)) return no('oral-signature', duty.id);
    if (!posts.includes(command.post)) return no('not-a-signatory', command.post);
    const first = progress.signatures?.[0];
    const lapsed = first !== undefined && now - first.at > withinMs;
    const signatures = lapsed ? [] : (progress.signatures ?? []);
    const place = signingPlace(duty, { ...progress, signatures }, command.post);
    if (place < 0) return no('signed-already', command.post);
    if (signatures.some(({ by }) => by === command.by)) return no('same-person', command.by);
    if (ordered && place !== signatures.length) return no('out-of-order', posts[signatures.length]);
    if (duty.about !== undefined && command.content !== duty.about)
      return no('content-differs', duty.about);
    const against =
      againstSigner(scene, command.by) ??
      againstHandingOut(scene, command) ??
      againstSignature(scene, command);
    if (against) return against;
    if (signatures.length > 0 && progress.content !== command.content) return no('content-differs');
    const isLast = signatures.length + 1 === posts.length;
    const open = isLast ? treeNeedOpen(duty, progress) : null;
    if (open) return open;
    const base = fact(scene, command);
    return [
      ...(lapsed
        ? [{ type: 'lapsed', duty: duty.id, by: command.by, at: now, to: posts } as const]
        : []),
      { type: 'confirmed', ...base, post: command.post, content: command.content },
      ...(isLast ? gathered(scene, command, false) : []),
      ...afterSignature(scene, command, isLast),
      ...afterHandingOut(scene, command, isLast),
    ];
  },

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
    return faultIn(duty, form) ?? [{ type: 'amended', ...fact(scene, command), form, reason, to }];
  },
};

const fact = ({ duty, now }: Scene, command: Sender) => ({
  duty: duty.id,
  ...factOf(command, now),
});

function doneAlready({ submittedBy, submittedAt, acceptedAt }: Progress): Refused {
  const since = submittedAt ?? acceptedAt;
  return { ...no('already-done', submittedBy ?? undefined), ...(since !== null && { since }) };
}

const outOfHands = (progress: Progress): Refused | null =>
  isDone(progress) || progress.status === 'submitted' ? doneAlready(progress) : null;

const closedTo = (scene: Scene, { happenedAt }: Sender): Refused | null =>
  outOfHands(scene.progress) ??
  tooEarly(scene, happenedAt ?? scene.now) ??
  ownNeedOpen(scene.plan, scene.state, scene.duty);

function linesSilent({ duty, progress }: Scene): Refused | null {
  const silent = silentLines(duty, progress).map(({ id }) => id);
  return silent.length > 0 ? no('lines-silent', silent.slice(0, MOST_NAMED).join(' ')) : null;
}

/** What is not normal goes up at once: also to those who would hear of silence. */
const submissionHearers = ({ answerable, accept, warn = [] }: Duty, abnormal: boolean): Post[] =>
  abnormal
    ? [...new Set([answerable, ...(accept ? [accept.by] : []), ...warn.map(({ to }) => to)])]
    : [];

// The last answer or signature submits the duty; only the first event of a command bears its key.
function gathered(scene: Scene, command: Sender, abnormal: boolean): UnitEvent[] {
  const { duty, progress, now } = scene;
  const { key: _key, ...sender } = factOf(command, now);
  const event = {
    type: 'submitted',
    duty: duty.id,
    ...sender,
    ...(abnormal && { abnormal }),
  } as const;
  return [event, ...parentClosed(scene, command, !duty.accept && progress.openChildren === 0)];
}

// An inspection closes when the last of its faults has been put right (销号).
function parentClosed(
  { plan, state, duty, now }: Scene,
  { by }: Sender,
  isClosing: boolean,
): UnitEvent[] {
  const closed: UnitEvent[] = [];
  let child = isClosing ? duty : undefined;
  while (child && child.parent !== null) {
    const parent = find(plan, state, child.parent);
    const isReady = parent?.progress.status === 'submitted' && parent.progress.openChildren === 1;
    if (!parent || !isReady || parent.duty.accept) break;
    closed.push({ type: 'accepted', duty: parent.duty.id, by, at: now });
    child = parent.duty;
  }
  return closed;
}

/** `*` answers for every line not yet answered: "all normal", with exceptions named beside it. */
function expanded(
  duty: Duty,
  progress: Progress,
  lines: readonly AnsweredLine[],
): readonly AnsweredLine[] {
  const named = lines.filter(({ line }) => line !== '*');
  const star = lines.find(({ line }) => line === '*');
  const firsts = named.filter(
    ({ line }, n) => named.findIndex((other) => other.line === line) === n,
  );
  if (!star) return firsts;
  const rest = silentLines(duty, progress).filter(
    ({ id }) => !named.some(({ line }) => line === id),
  );
  return [...firsts, ...rest.map(({ id }) => ({ ...star, line: id }))];
}
