import type { Command, Duty, Ladder, UnitPlan } from '../../src/engine/model.js';

/** A word of the reference: like the engine's, but a plain object that is ticked off. */
export interface NaiveWord {
  readonly action: 'open' | 'remind' | 'due' | 'gate' | 'escalate';
  readonly rung: number;
  readonly side: 'owner' | 'acceptor';
  at: number;
}

export interface NaiveDuty {
  duty: Duty;
  status: string;
  dueAt: number;
  /** What is still to be said, in order. */
  words: NaiveWord[];
  opened: boolean;
  promiseAt: number | null;
  doer: string;
  handedOn: boolean;
  returns: number;
  submittedBy: string;
  everSubmitted: boolean;
  endedAt: number | null;
  answers: Record<string, string>;
  signatures: { post: string; by: string; at: number }[];
  content: string;
}

/** The unit of the reference, and all it has said: `<duty>|<side>|<action>|<rung>|<owed>` and to whom. */
export interface NaiveUnit {
  plan: UnitPlan;
  duties: NaiveDuty[];
  said: { word: string; to: string; broken: boolean; told: boolean }[];
  refused: boolean[];
}

/**
 * The reference for the engine: mutable objects, every duty scanned at every half hour, written from
 * `architecture.md` (sections 4 and 5) and not from the code. Slow, and easy to believe.
 */
export function naiveRun(
  plan: UnitPlan,
  script: readonly (readonly [at: number, command: Command])[],
  from: number,
  until: number,
): NaiveUnit {
  const unit: NaiveUnit = { plan, duties: plan.duties.map(begin), said: [], refused: [] };
  for (let now = from; now <= until; now += 1_800_000) {
    speak(unit, now);
    for (const [at, command] of script) {
      if (at !== now || command.type === 'tick') continue;
      unit.refused.push(!obey(unit, command, now));
      closeParents(unit, now);
      speak(unit, now);
    }
  }
  return unit;
}

const begin = (duty: Duty): NaiveDuty => ({
  duty,
  status: 'open',
  dueAt: duty.dueAt,
  words: ownerWords(duty, duty.dueAt, duty.openAt),
  opened: false,
  promiseAt: null,
  doer: duty.doer,
  handedOn: false,
  returns: 0,
  submittedBy: '',
  everSubmitted: false,
  endedAt: null,
  answers: {},
  signatures: [],
  content: '',
});

function ownerWords(duty: Duty, dueAt: number, openAt: number | null): NaiveWord[] {
  const words: NaiveWord[] = [];
  if (openAt !== null) words.push({ action: 'open', rung: -1, side: 'owner', at: openAt });
  duty.remindBeforeMs.forEach((lead, rung) =>
    words.push({ action: 'remind', rung, side: 'owner', at: dueAt - lead }),
  );
  words.push({ action: duty.kind === 'gate' ? 'gate' : 'due', rung: -1, side: 'owner', at: dueAt });
  return [...words, ...rungWords(duty.ladder, 'owner', dueAt)];
}

function rungWords({ rungs, repeat }: Ladder, side: NaiveWord['side'], base: number): NaiveWord[] {
  const words = rungs.map(({ afterMs }, rung): NaiveWord => ({ action: 'escalate', rung, side, at: base + afterMs }));
  const last = words.at(-1);
  for (let n = 1; last && repeat && n <= repeat.times; n += 1)
    words.push({ ...last, rung: last.rung + n, at: last.at + n * repeat.everyMs });
  return words;
}

const isDone = ({ endedAt }: NaiveDuty): boolean => endedAt !== null;
const isOut = (one: NaiveDuty): boolean => isDone(one) || one.status === 'submitted';
const named = ({ duties }: NaiveUnit, id: string) => duties.find(({ duty }) => duty.id === id);
const openChildren = ({ duties }: NaiveUnit, id: string) =>
  duties.filter((one) => one.duty.parent === id && !isDone(one)).length;

function speak(unit: NaiveUnit, now: number): void {
  for (const one of unit.duties)
    while (!isDone(one) && one.words[0] && one.words[0].at <= now) {
      const word = one.words.shift();
      if (word) say(unit, one, word, now);
    }
}

function say(unit: NaiveUnit, one: NaiveDuty, word: NaiveWord, now: number): void {
  const { duty } = one;
  const { action, rung, side, at } = word;
  one.opened = true;
  const name = [duty.id, side, action, rung, at].join('|');
  let told = true;
  if (duty.kind === 'gate' && (action === 'gate' || action === 'escalate')) {
    const isReady = duty.needs.every(({ step }) => {
      const need = named(unit, step);
      return !need || (need.endedAt !== null && need.endedAt <= at);
    });
    if (isReady) [one.status, one.endedAt] = ['accepted', now];
    told = !isReady && action === 'escalate';
  }
  const broken = action === 'escalate' && one.promiseAt !== null && one.promiseAt <= at;
  if (broken && told) one.promiseAt = null;
  unit.said.push({ word: name, to: hearers(one, word).join('+'), broken, told });
}

function hearers({ duty, doer, answers, signatures }: NaiveDuty, { action, rung, side }: NaiveWord): string[] {
  if (action === 'escalate') {
    const rungs = (side === 'acceptor' ? duty.accept?.ladder : duty.ladder)?.rungs ?? [];
    return [rungs[Math.min(rung, rungs.length - 1)]?.to ?? ''];
  }
  if (side === 'acceptor') return [duty.accept?.by ?? ''];
  if (duty.kind === 'ask')
    return [...new Set(duty.lines.filter(({ id }) => !answers[id]).map(({ by }) => by))];
  if (duty.kind === 'signed')
    return (duty.sign?.posts ?? []).filter((post) => !signatures.some((one) => one.post === post));
  return [doer];
}

function submit(unit: NaiveUnit, one: NaiveDuty, by: string, now: number): true {
  const { accept } = one.duty;
  one.status = 'submitted';
  one.everSubmitted = true;
  one.submittedBy = by;
  one.promiseAt = null;
  one.words = [];
  if (accept) {
    const due = now + accept.withinMs;
    const clock = [['open', now], ['due', due]] as const;
    one.words = clock.map(([action, at]) => ({ action, rung: -1, side: 'acceptor', at }));
    one.words.push(...rungWords(accept.ladder, 'acceptor', due));
  } else if (openChildren(unit, one.duty.id) === 0) [one.status, one.endedAt] = ['accepted', now];
  return true;
}

function closeParents(unit: NaiveUnit, now: number): void {
  const waiting = unit.duties.find(
    (one) => one.status === 'submitted' && !one.duty.accept && openChildren(unit, one.duty.id) === 0,
  );
  if (!waiting) return;
  [waiting.status, waiting.endedAt] = ['accepted', now];
  closeParents(unit, now);
}

/** Whether the command did anything. */
function obey(unit: NaiveUnit, command: Command, now: number): boolean {
  if (command.type === 'adopt') return move(unit, command.plan, now);
  if (command.type === 'addStep') return add(unit, command.duty, now);
  if (command.type === 'standIn') return command.until > now && command.until > command.from;
  if (!('step' in command)) return false;
  const one = named(unit, command.step);
  if (!one) return false;
  const { duty } = one;
  if (command.unverified && !(duty.systems && command.type === 'complete')) return false;
  const isBlocked = isOut(one) || (duty.kind !== 'gate' && duty.needs.some(({ step }) => {
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
      if (one.status !== 'submitted' || openChildren(unit, duty.id) > 0 || one.submittedBy === command.by) return false;
      [one.status, one.endedAt] = ['accepted', now];
      return true;
    case 'return':
      if (one.status !== 'submitted' || !command.reason.trim() || command.dueAt <= now) return false;
      Object.assign(one, { status: 'returned', answers: {}, signatures: [], content: '', returns: one.returns + 1 });
      return rearm(one, command.dueAt, now);
    case 'waive':
      if (isDone(one) || !command.reason.trim()) return false;
      [one.status, one.endedAt] = ['waived', now];
      return true;
    case 'handOn':
      if (isOut(one) || one.handedOn) return false;
      Object.assign(one, { doer: command.to, handedOn: true });
      return true;
    case 'object':
      return !isDone(one) && command.reason.trim() !== '';
  }
}

function rearm(one: NaiveDuty, dueAt: number, now: number): true {
  one.dueAt = dueAt;
  one.promiseAt = null;
  one.words = ownerWords(one.duty, dueAt, null).filter(({ action, at }) => action !== 'remind' || at > now);
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

function answer(unit: NaiveUnit, one: NaiveDuty, { lines, by }: Extract<Command, { type: 'answer' }>, now: number): boolean {
  const known = one.duty.lines.map(({ id }) => id);
  const exceptions = lines.filter(({ line }) => line !== '*');
  if (lines.length === 0 || exceptions.some(({ line }) => !known.includes(line))) return false;
  if (lines.some(({ state, note }) => state === 'abnormal' && !note)) return false;
  for (const { line, state } of exceptions) one.answers[line] = state;
  const star = lines.find(({ line }) => line === '*');
  if (star) for (const id of known) one.answers[id] ??= star.state;
  return known.every((id) => one.answers[id]) ? submit(unit, one, by, now) : true;
}

function confirm(unit: NaiveUnit, one: NaiveDuty, { post, by, content }: Extract<Command, { type: 'confirm' }>, now: number): boolean {
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

function add(unit: NaiveUnit, wanted: Extract<Command, { type: 'addStep' }>['duty'], now: number): boolean {
  const { id, dueAt, parent, acceptBy, acceptWithinMs = 86_400_000 } = wanted;
  const above = parent === undefined ? undefined : named(unit, parent);
  if (named(unit, id) || dueAt <= now || (parent !== undefined && (!above || isDone(above)))) return false;
  const ladder = unit.plan.addedLadder;
  const accept = acceptBy === undefined ? null : { by: acceptBy, withinMs: acceptWithinMs, ladder };
  const posts = { doer: `${unit.plan.path}#doer`, answerable: `${unit.plan.path}#leader` };
  const empty = { openAt: null, remindBeforeMs: [], fields: [], checks: [], lines: [], sign: null, needs: [] };
  const plain = { id, step: id, kind: 'task', dueAt, systems: false, parent: parent ?? null } as const;
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
