import type { Command, Duty, UnitPlan } from '../../src/engine/model.js';
import {
  begin,
  isDone,
  isOut,
  named,
  openChildren,
  ownerWords,
  rungWords,
  submit,
  type NaiveDuty,
  type NaiveUnit,
} from './naive.js';

/** What a command does in the reference; whether it did anything. */
export function obey(unit: NaiveUnit, command: Command, now: number): boolean {
  if (command.type === 'adopt') return move(unit, command.plan, now);
  if (command.type === 'addStep') return add(unit, command.duty, now);
  if (command.type === 'standIn') return command.until > now && command.until > command.from;
  if (!('step' in command)) return false;
  const one = named(unit, command.step);
  if (!one) return false;
  const { duty } = one;
  if (command.unverified && !(duty.systems && command.type === 'complete')) return false;
  const isBlocked =
    isOut(one) ||
    (duty.kind !== 'gate' &&
      duty.needs.some(({ step }) => {
        const need = named(unit, step);
        return need !== undefined && !isDone(need);
      }));
  switch (command.type) {
    case 'complete':
      if (duty.kind !== 'task' || isBlocked || !isFormFit(duty, command.form ?? {})) return false;
      return submit(unit, one, command.by, now);
    case 'amend':
      return duty.kind === 'task' && one.everSubmitted && isFormFit(duty, command.form);
    case 'signFor':
      return !isOut(one) && promise(one, command.promiseAt, now);
    case 'answer':
      return duty.kind === 'ask' && !isBlocked && answer(unit, one, command, now);
    case 'confirm':
      return duty.kind === 'signed' && !isBlocked && confirm(unit, one, command, now);
    case 'accept':
      if (
        one.status !== 'submitted' ||
        openChildren(unit, duty.id) > 0 ||
        one.submittedBy === command.by
      )
        return false;
      [one.status, one.endedAt] = ['accepted', now];
      return true;
    case 'return':
      if (one.status !== 'submitted' || !command.reason.trim() || command.dueAt <= now)
        return false;
      Object.assign(one, {
        status: 'returned',
        answers: {},
        signatures: [],
        content: '',
        returns: one.returns + 1,
      });
      return rearm(one, command.dueAt, now);
    case 'waive':
      if (isDone(one) || !command.reason.trim()) return false;
      [one.status, one.endedAt] = ['waived', now];
      return true;
    case 'handOn':
      if (isOut(one) || one.handedOn) return false;
      Object.assign(one, { doer: command.to, handedOn: true });
      return true;
    case 'leave':
    case 'custody':
    case 'vault':
      return false;
    case 'object':
      return !isDone(one) && command.reason.trim() !== '';
  }
}

function rearm(one: NaiveDuty, dueAt: number, now: number): true {
  one.dueAt = dueAt;
  one.promiseAt = null;
  one.words = ownerWords(one.duty, dueAt, null).filter(
    ({ action, at }) => action !== 'remind' || at > now,
  );
  return true;
}

function isFormFit({ fields }: Duty, form: Readonly<Record<string, unknown>>): boolean {
  const { present = 0, absent = 0, all = 0 } = form as Record<string, number>; // only numbers are generated
  const isKnown = Object.keys(form).every((name) => fields.some(({ id }) => id === name));
  const isWhole = fields.every(({ id, required }) => !required || form[id] !== undefined);
  return isKnown && isWhole && form['normal'] !== 'abnormal' && present + absent === all;
}

function promise(one: NaiveDuty, promiseAt: number | undefined, now: number): boolean {
  if (promiseAt !== undefined) {
    const isLate = one.dueAt <= now;
    if (promiseAt <= now || (one.promiseAt !== null && one.promiseAt > now)) return false;
    if (promiseAt > (isLate ? now + 7 * 86_400_000 : one.dueAt)) return false;
    one.promiseAt = promiseAt;
    const next = one.words[0];
    const shift = next ? promiseAt - next.at : 0;
    if (isLate) for (const word of one.words) word.at += shift;
    if (isLate && !next) repeatTop(one, promiseAt);
  }
  one.status = 'signed-for';
  return true;
}

/** Nobody is higher: the last rung hears of the broken promise once more. */
function repeatTop({ duty, words }: NaiveDuty, at: number): void {
  const top = rungWords(duty.ladder, 'owner', 0).at(-1);
  if (top) words.push({ ...top, at });
}

function answer(
  unit: NaiveUnit,
  one: NaiveDuty,
  { lines, by }: Extract<Command, { type: 'answer' }>,
  now: number,
): boolean {
  const known = one.duty.lines.map(({ id }) => id);
  const exceptions = lines.filter(({ line }) => line !== '*');
  if (lines.length === 0 || exceptions.some(({ line }) => !known.includes(line))) return false;
  if (lines.some(({ state, note }) => state === 'abnormal' && !note)) return false;
  for (const { line, state } of exceptions) one.answers[line] = state;
  const star = lines.find(({ line }) => line === '*');
  if (star) for (const id of known) one.answers[id] ??= star.state;
  return known.every((id) => one.answers[id]) ? submit(unit, one, by, now) : true;
}

function confirm(
  unit: NaiveUnit,
  one: NaiveDuty,
  { post, by, content }: Extract<Command, { type: 'confirm' }>,
  now: number,
): boolean {
  const { posts = [], withinMs = 0, ordered = false } = one.duty.sign ?? {};
  const first = one.signatures[0];
  const standing = first && now - first.at > withinMs ? [] : one.signatures;
  if (!posts.includes(post)) return false;
  if (standing.some((signature) => signature.post === post || signature.by === by)) return false;
  if (ordered && posts.indexOf(post) !== standing.length) return false;
  if (standing.length > 0 && one.content !== content) return false;
  one.signatures = [...standing, { post, by, at: now }];
  one.content = content;
  return one.signatures.length === posts.length ? submit(unit, one, by, now) : true;
}

function add(
  unit: NaiveUnit,
  wanted: Extract<Command, { type: 'addStep' }>['duty'],
  now: number,
): boolean {
  const { id, dueAt, parent, acceptBy, acceptWithinMs = 86_400_000 } = wanted;
  const above = parent === undefined ? undefined : named(unit, parent);
  if (named(unit, id) || dueAt <= now || (parent !== undefined && (!above || isDone(above))))
    return false;
  const ladder = unit.plan.addedLadder;
  const accept = acceptBy === undefined ? null : { by: acceptBy, withinMs: acceptWithinMs, ladder };
  const posts = { doer: `${unit.plan.path}#doer`, answerable: `${unit.plan.path}#leader` };
  const empty = {
    openAt: null,
    remindBeforeMs: [],
    fields: [],
    checks: [],
    lines: [],
    sign: null,
    needs: [],
  };
  const plain = {
    id,
    step: id,
    kind: 'task',
    dueAt,
    systems: false,
    parent: parent ?? null,
  } as const;
  unit.duties.push(begin({ ...plain, ...posts, ...empty, ladder, accept }));
  return true;
}

function move(unit: NaiveUnit, plan: UnitPlan, now: number): true {
  for (const duty of plan.duties) {
    const one = named(unit, duty.id);
    if (!one) continue;
    const isMoved = one.dueAt !== duty.dueAt;
    one.duty = duty;
    // A return's new due date was set for this unit alone: no general move touches it.
    if (!isMoved || isOut(one) || one.returns > 0) continue;
    const opens = duty.openAt !== null && duty.openAt > now && !one.opened;
    rearm(one, duty.dueAt, now);
    if (opens) one.words = ownerWords(duty, duty.dueAt, duty.openAt);
  }
  return true;
}
