import * as wf from '@temporalio/workflow';
import { lateAtOf, rowOf, type BoardRow } from '../src/engine/board.js';
import { allOf } from '../src/engine/evolve.js';
import { nextWake, storyEnd } from '../src/engine/decide.js';
import { gatePending, subtreeFacts } from '../src/engine/gate.js';
import { epochMs, NEVER, type Answer, type Command, type EpochMs } from '../src/engine/model.js';
import { refusalSentence } from '../src/text/refusals.js';
import * as m from './messages.js';
import {
  isInstruction,
  isOutsideCommand,
  readCommand,
  readReport,
  type OutsideCommand,
} from './shapes.js';
import type { Shell } from './shell.js';

/** What a flow needs to take messages of its own. */
export interface Door {
  /** Throws `UnitStarting` until the plan is there. */
  readonly shell: () => Shell;
  /** Does something with the shell, now or as soon as there is one. */
  readonly inside: (work: (shell: Shell) => void) => void;
}

/** Takes the messages that every unit understands. */
export function takeMessages(opened: () => Shell | null, inside: Door['inside']): Door {
  const shell = (): Shell =>
    opened() ?? fail('单位正在启动，请稍后再试 · the unit is starting, try again', 'UnitStarting');

  wf.setHandler(m.completeSteps, (items) => batch(shell(), items), {
    validator: (items) => assertBatch(shell(), items),
    description: '报送一批事项；逐项答复 · completes a batch of duties, an answer per item',
  });
  for (const [name, [type, description]] of Object.entries(single))
    wf.setHandler(
      wf.defineUpdate<Answer, [unknown]>(name),
      (message) => one(shell(), type, message),
      {
        validator: (message) => assertOne(shell(), type, message),
        description,
      },
    );
  wf.setHandler(
    wf.defineUpdate<Answer, [unknown]>('recordFor'),
    (message) => recordedFor(message, (type, rest) => one(shell(), type, rest)),
    {
      validator: (message) => recordedFor(message, (type, rest) => assertOne(shell(), type, rest)),
      description: '代录：先口头、后补录 · records for somebody who spoke by telephone',
    },
  );
  wf.setHandler(m.reportDelivery, (message) => reported(shell(), message), {
    validator: (message) => assertReport(shell(), message),
    description: '通知未送达：即刻上报下一级 · words that reached nobody: the next rung at once',
  });
  wf.setHandler(m.completeStep, (message: unknown) => inside((open) => bySignal(open, message)), {
    description:
      '系统信号：只办结标明 systems 的事项 · a bare signal, for duties marked systems only',
  });
  wf.setHandler(m.instruct, (message: unknown) => inside((open) => instructed(open, message)), {
    description: '上级指令：暂停、恢复、收尾、换版 · from above: pause, resume, close, adopt',
  });
  takeQueries(shell);
  return { shell, inside };
}

/** The updates that carry one command each, by the names of the interfaces document. */
const single: Record<string, readonly [OutsideCommand, string]> = {
  signFor: ['signFor', '签收，可承诺办结时间 · signs for a duty, with a promise'],
  answer: ['answer', '逐行答复清单 · answers lines of a list'],
  confirm: ['confirm', '会签、交接班 · confirms with one of the signatures'],
  leave: ['leave', '离岗 · goes off duty'],
  accept: ['accept', '验收办结 · accepts what was submitted'],
  return: ['return', '退回整改，定新时限 · returns it with a new due time'],
  waive: ['waive', '免办 · waives'],
  handOn: ['handOn', '转办一次 · hands the doing on, once'],
  object: ['object', '异议 · not ours'],
  amend: ['amend', '更正已报内容 · amends what was submitted'],
  addStep: ['addStep', '会议、批示、检查新增事项 · adds a duty'],
  begin: ['begin', '启动流程 · begins a procedure'],
  standIn: ['standIn', '顶岗 · a stand-in for a post'],
  vault: ['vault', '钥匙密码移交、许可证吊销 · key, combination, permit of a vault'],
  unlock: ['unlock', '门锁已开 · a lock was opened'],
};

function batch(shell: Shell, items: readonly unknown[]): Answer[] {
  shell.countUpdate();
  return items.map((item) => {
    const read = readCommand('complete', item);
    return 'fault' in read ? unreadable(shell, item, read.fault) : shell.apply(read.value);
  });
}

// Refused here, a message costs no history at all; so a batch nobody can use is refused here.
function assertBatch(shell: Shell, items: unknown): void {
  if (!Array.isArray(items)) fail('应为事项数组 · a list of items', 'unreadable');
  const list = items as readonly unknown[];
  shell.assertRoom(list.length);
  const answers = list.map((item): Answer => {
    const read = readCommand('complete', item);
    if ('fault' in read) return { at: shell.now(), refused: 'unreadable', detail: read.fault };
    return shell.answerOf(read.value);
  });
  if (answers.length === 0) fail('没有事项 · no items', 'unreadable');
  if (answers.every(isRefusedForGood)) refuse(answers);
}

// A refusal that asks the tree anew, or that stops a handover, has to be let in: nothing is asked where nothing is on record.
const isRefusedForGood = ({ refused, asked, noted }: Answer): boolean =>
  refused !== undefined && asked !== true && noted !== true;

export function one(shell: Shell, type: OutsideCommand, message: unknown): Answer {
  shell.countUpdate();
  const read = readCommand(type, message);
  return 'fault' in read
    ? { at: shell.now(), refused: 'unreadable', detail: read.fault }
    : shell.apply(read.value);
}

export function assertOne(shell: Shell, type: OutsideCommand, message: unknown): void {
  shell.assertRoom(1);
  const read = readCommand(type, message);
  if ('fault' in read) fail(read.fault, 'unreadable');
  else {
    const answer = shell.answerOf(read.value);
    if (isRefusedForGood(answer)) refuse([answer]);
  }
}

function reported(shell: Shell, message: unknown): Answer {
  shell.countUpdate();
  const read = readReport(message);
  return 'fault' in read
    ? { at: shell.now(), refused: 'unreadable', detail: read.fault }
    : shell.apply(read.value);
}

function assertReport(shell: Shell, message: unknown): void {
  const read = readReport(message);
  if ('fault' in read) fail(read.fault, 'unreadable');
  else shell.assertRoom(read.value.items.length);
}

function recordedFor<Result>(
  message: unknown,
  then: (type: OutsideCommand, message: unknown) => Result,
): Result {
  const { as = '', ...rest } = (typeof message === 'object' && message !== null ? message : {}) as {
    as?: string;
    recordedBy?: string;
  };
  const type = as === 'completeSteps' ? 'complete' : as;
  if (!isOutsideCommand(type) || !rest.recordedBy)
    return fail(
      '代录须写明 as（办理方式）与 recordedBy（代录人） · as and recordedBy are needed',
      'unreadable',
    );
  return then(type, rest);
}

// What is wrong with a signal is on record and told to the owner; it never fails the workflow.
function bySignal(shell: Shell, message: unknown): void {
  const read = readCommand('complete', message);
  if ('fault' in read) unreadable(shell, message, read.fault);
  else shell.apply({ ...read.value, unverified: true } as Command);
}

export function unreadable(shell: Shell, message: unknown, fault: string): Answer {
  const by = (message as { by?: unknown } | null)?.by;
  const text = `${fault}: ${JSON.stringify(message) ?? ''}`;
  return shell.apply({
    type: 'unreadable',
    by: typeof by === 'string' ? by.slice(0, 100) : '?',
    text,
    unverified: true,
  });
}

function instructed(shell: Shell, message: unknown): void {
  if (!isInstruction(message)) return void unreadable(shell, message, 'instruct');
  const instruction = message as m.Instruction;
  if (instruction.type !== 'adopt') return void shell.apply(instruction);
  if (instruction.version > shell.plan().version)
    shell.enqueue({ lane: 'plan', type: 'fetch', hash: instruction.hash });
}

function takeQueries(shell: () => Shell): void {
  wf.setHandler(m.overdueSteps, (asked) => overdue(shell(), asked?.at), {
    description: '此刻逾期的事项（asOf 为账面时间） · what is overdue, as of asOf',
  });
  wf.setHandler(m.steps, (asked) => allSteps(shell(), asked?.status), {
    description: '全部事项 · all duties',
  });
  wf.setHandler(m.progress, () => progressOf(shell()), { description: '进度 · progress' });
  wf.setHandler(m.nextWakeQuery, () => ({ at: wakeOf(shell()) }), {
    description: '下一时限 · the next instant',
  });
  wf.setHandler(m.gateFacts, (question) => factsFor(shell(), question), {
    description: '开考条件 · for gates',
  });
  wf.setHandler(
    m.stateOf,
    () => ({ state: shell().state(), planVersion: shell().plan().version }),
    { description: '状态 · the state' },
  );
}

function overdue(shell: Shell, asked: m.Instant | undefined): m.Overdue {
  const at =
    asked === undefined ? shell.now() : typeof asked === 'number' ? asked : Date.parse(asked);
  const late = allOf(shell.plan(), shell.state()).filter(
    ({ duty, progress }) => (lateAtOf(duty, progress) ?? NEVER) <= at,
  );
  return {
    asOf: shell.now(),
    seq: shell.state().seq,
    steps: rows(
      shell,
      late.map(({ duty }) => duty.id),
    ),
    alarm: shell.alarm(),
  };
}

function allSteps(shell: Shell, status: readonly string[] | undefined): m.Steps {
  const all = allOf(shell.plan(), shell.state()).filter(
    ({ progress }) => !Array.isArray(status) || status.includes(progress.status),
  );
  const { seq, paused, closed } = shell.state();
  return {
    ...{
      asOf: shell.now(),
      seq,
      steps: rows(
        shell,
        all.map(({ duty }) => duty.id),
      ),
      alarm: shell.alarm(),
    },
    ...{
      nextWakeAt: wakeOf(shell),
      planVersion: shell.plan().version,
      unrecorded: shell.unrecorded(),
      paused,
      closed,
    },
  };
}

function progressOf(shell: Shell): m.Progress {
  const all = allOf(shell.plan(), shell.state());
  const done = all.filter(({ progress }) => progress.acceptedAt !== null).length;
  const now = shell.now();
  const late = all.filter(
    ({ duty, progress }) => (lateAtOf(duty, progress) ?? NEVER) <= now,
  ).length;
  const { seq, paused, closed } = shell.state();
  const planVersion = shell.plan().version;
  return {
    asOf: now,
    seq,
    done,
    open: all.length - done,
    overdue: late,
    paused,
    closed,
    planVersion,
    pendingEffects: shell.pendingEffects(),
  };
}

const factsFor = (shell: Shell, { gatePath, needs, at }: m.GateQuestion): m.GateAnswer => ({
  asOf: shell.now(),
  nextWakeAt: epochMs(
    Math.min(
      storyEnd(shell.plan(), shell.state()),
      gatePending(shell.plan(), shell.state(), gatePath, needs),
    ),
  ),
  missing: subtreeFacts(shell.plan(), shell.state(), gatePath, needs, at),
});

function wakeOf(shell: Shell): EpochMs | null {
  const wake = nextWake(shell.plan(), shell.state());
  return wake === NEVER ? null : wake;
}

const rows = (shell: Shell, ids: readonly string[]): BoardRow[] =>
  ids.map((id) => rowOf(shell.plan(), shell.state(), id)).filter((row) => row !== null);

function refuse(answers: readonly Answer[]): never {
  const [first] = answers;
  const code = first?.refused ?? 'unreadable';
  const sentence = `${refusalSentence(code, first?.detail, 'zh')} · ${refusalSentence(code, first?.detail, 'en')}`;
  throw wf.ApplicationFailure.nonRetryable(sentence, code, answers);
}

function fail(sentence: string, code: string): never {
  throw wf.ApplicationFailure.nonRetryable(sentence, code);
}
