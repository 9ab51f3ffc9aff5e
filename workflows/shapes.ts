import {
  epochMs,
  type Command,
  type EpochMs,
  type FormValue,
  type Undelivered,
} from '../src/engine/model.js';

/**
 * Reads messages of foreign clients inside the sandbox, where no schema library fits. A fault is a
 * sentence that names the field; whoever sent the message is told, nothing is thrown away.
 */
export type Read<Thing> = { readonly value: Thing } | { readonly fault: string };
type Reader<Thing> = (value: unknown, name: string) => Read<Thing>;
type Shape = Readonly<Record<string, Reader<unknown>>>;

const MOST_CHARACTERS = 2_000;
const MOST_LINES = 2_000;
// A record of several events and their rows has to stay below the server's 2 MB.
const MOST_IN_MESSAGE = 50_000;
// The last instant of the year 9999: what lies beyond no calendar and no timer takes.
const LAST_INSTANT = 253_402_300_799_999;

const fail = (name: string, wanted: string) => ({ fault: `${name}: ${wanted}` });

const text: Reader<string> = (value, name) =>
  typeof value === 'string' && value.length > 0 && value.length <= MOST_CHARACTERS
    ? { value }
    : fail(name, `应为 1–${MOST_CHARACTERS} 字的文字 · text of 1–${MOST_CHARACTERS} characters`);

const instant: Reader<EpochMs> = (value, name) => {
  const hasOffset = typeof value === 'string' && /(?:Z|[+-]\d\d:\d\d)$/.test(value);
  const at = typeof value === 'number' ? value : hasOffset ? Date.parse(value) : Number.NaN;
  return Number.isSafeInteger(at) && at > 0 && at <= LAST_INSTANT
    ? { value: epochMs(at) }
    : fail(
        name,
        '应为带时区的 ISO 8601 时间或毫秒数 · an ISO 8601 time with its offset, or milliseconds',
      );
};

const form: Reader<Readonly<Record<string, FormValue>>> = (value, name) => {
  if (!isObject(value) || Object.keys(value).length > 200) return fail(name, '应为表单 · a form');
  const wrong = Object.entries(value).find(
    ([, one]) => !['string', 'number', 'boolean'].includes(typeof one),
  );
  return wrong
    ? fail(`${name}.${wrong[0]}`, '应为文字、数字或是否 · text, number or yes/no')
    : { value: value as Record<string, FormValue> };
};

const durations: Reader<readonly number[]> = (value, name) =>
  Array.isArray(value) &&
  value.length <= 10 &&
  value.every((one) => Number.isSafeInteger(one) && one > 0)
    ? { value }
    : fail(name, '应为毫秒数列 · a list of milliseconds');

const oneOf =
  <Word extends string>(...words: readonly Word[]): Reader<Word> =>
  (value, name) =>
    words.includes(value as Word) ? { value: value as Word } : fail(name, words.join(' | '));

const optional =
  <Thing>(reader: Reader<Thing>): Reader<Thing | undefined> =>
  (value, name) =>
    value === undefined || value === null ? { value: undefined } : reader(value, name);

const object =
  (shape: Shape): Reader<Record<string, unknown>> =>
  (value, name) => {
    if (!isObject(value)) return fail(name, '应为对象 · an object');
    const unknown = Object.keys(value).find((field) => !Object.hasOwn(shape, field));
    if (unknown !== undefined)
      return fail(name ? `${name}.${unknown}` : unknown, '没有这一项 · no such field');
    const read: Record<string, unknown> = {};
    for (const [field, reader] of Object.entries(shape)) {
      const one = reader(value[field], name ? `${name}.${field}` : field);
      if ('fault' in one) return one;
      if (one.value !== undefined) read[field] = one.value;
    }
    return { value: read };
  };

const listOf =
  (reader: Reader<unknown>): Reader<readonly unknown[]> =>
  (value, name) => {
    if (!Array.isArray(value) || value.length === 0 || value.length > MOST_LINES)
      return fail(name, `应为 1–${MOST_LINES} 行 · 1–${MOST_LINES} lines`);
    const read = value.map((one: unknown, n) => reader(one, `${name}[${n}]`));
    const fault = read.find((one) => 'fault' in one);
    return fault && 'fault' in fault
      ? fault
      : { value: read.map((one) => ('value' in one ? one.value : null)) };
  };

const count: Reader<number> = (value, name) =>
  Number.isSafeInteger(value) && (value as number) >= 0
    ? { value: value as number }
    : fail(name, '应为不小于 0 的整数 · a whole number, 0 or more');

const sender = {
  by: text,
  key: optional(text),
  happenedAt: optional(instant),
  recordedBy: optional(text),
};
const onStep = { ...sender, step: text, occurrence: optional(text) };
const source = object({
  type: oneOf('meeting', 'instruction', 'inspection', 'incident', 'superior'),
  number: optional(text),
  by: text,
});
const line = object({ line: text, state: oneOf('normal', 'abnormal'), note: optional(text) });
const newDuty = object({
  id: text,
  title: text,
  dueAt: instant,
  doer: optional(text),
  answerable: optional(text),
  remindBeforeMs: optional(durations),
  acceptBy: optional(text),
  acceptWithinMs: optional((value, name) =>
    Number.isSafeInteger(value) ? { value } : fail(name, '应为毫秒数 · milliseconds'),
  ),
  parent: optional(text),
});

/** The fields of every command that comes from outside. */
const shapes = {
  complete: { ...onStep, form: optional(form) },
  signFor: { ...onStep, promiseAt: optional(instant) },
  answer: { ...onStep, lines: listOf(line) },
  confirm: { ...onStep, post: text, content: text },
  leave: { ...onStep, person: text },
  accept: { ...onStep, reason: optional(text) },
  return: { ...onStep, reason: text, dueAt: instant },
  waive: { ...onStep, reason: text },
  handOn: { ...onStep, to: text },
  object: { ...onStep, reason: text },
  amend: { ...onStep, form, reason: text },
  custody: {
    ...onStep,
    act: oneOf('depart', 'call', 'arrive', 'alight', 'settle'),
    plate: optional(text),
    aboard: optional(listOf(text)),
    others: optional(count),
    post: optional(text),
    reason: optional(text),
    without: optional(listOf(text)),
  },
  vault: {
    ...onStep,
    act: oneOf('pass', 'take', 'withdraw'),
    what: optional(oneOf('key', 'combination')),
    to: optional(text),
    reason: optional(text),
  },
  unlock: { ...sender, place: text },
  addStep: { ...sender, duty: newDuty, source },
  begin: { ...sender, procedure: text, about: text, session: optional(text) },
  standIn: { ...sender, post: text, person: text, from: instant, until: instant },
} satisfies Partial<Record<Command['type'], Shape>>;

export type OutsideCommand = keyof typeof shapes;
export const isOutsideCommand = (type: unknown): type is OutsideCommand =>
  typeof type === 'string' && Object.hasOwn(shapes, type);

/** Reads the message of a command: the engine's command, or the sentence of its first fault. */
export function readCommand(type: OutsideCommand, message: unknown): Read<Command> {
  if ((JSON.stringify(message) ?? '').length > MOST_IN_MESSAGE)
    return {
      fault: `消息过长，至多 ${MOST_IN_MESSAGE} 字 · message longer than ${MOST_IN_MESSAGE}`,
    };
  const read = object(shapes[type])(message, '');
  // The shape of each command is the engine's command without its type.
  if ('fault' in read) return read;
  const fault = type === 'custody' || type === 'vault' ? missingIn(read.value) : null;
  return fault ?? { value: { type, ...blanksOf(type, read.value) } as unknown as Command };
}

const report = object({
  items: listOf(
    object({
      duty: text,
      action: oneOf('open', 'remind', 'due', 'escalate', 'gate'),
      rung: (value, name) =>
        Number.isSafeInteger(value) ? { value } : fail(name, '应为整数 · a whole number'),
      owedAt: instant,
      side: oneOf('owner', 'acceptor'),
      to: text,
      outcome: oneOf('undeliverable', 'unanswered'),
      reason: text,
    }),
  ),
});

/** Reads a report of words that reached nobody. */
export function readReport(
  message: unknown,
): Read<Extract<Command, { readonly type: 'reportDelivery' }>> {
  const read = report(message, '');
  if ('fault' in read) return read;
  return { value: { type: 'reportDelivery', ...(read.value as { items: Undelivered[] }) } };
}

/** What each way of moving papers, or a vault's key, cannot do without. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  depart: ['plate', 'aboard', 'others'],
  alight: ['post'],
  settle: ['reason'],
  pass: ['what', 'to'],
  take: ['what'],
  withdraw: ['reason'],
};

function missingIn(value: Record<string, unknown>): { readonly fault: string } | null {
  const name = NEEDED[String(value['act'])]?.find((field) => value[field] === undefined);
  return name === undefined ? null : fail(name, '不能缺 · is missing');
}

const blanksOf = (type: OutsideCommand, value: Record<string, unknown>) =>
  type === 'custody' && value['act'] === 'settle' ? { without: [], ...value } : value;

const instruction = {
  pause: object({ type: text, by: text, key: text }),
  resume: object({ type: text, by: text, key: text }),
  close: object({ type: text, by: text, key: text }),
  adopt: object({
    type: text,
    version: (value, name) =>
      Number.isSafeInteger(value) ? { value } : fail(name, '应为版本号 · a version'),
    hash: text,
  }),
};

/** Whether this is an instruction that units understand; what is not must not fail a workflow. */
export function isInstruction(message: unknown): boolean {
  if (!isObject(message) || typeof message['type'] !== 'string') return false;
  const { type } = message;
  return (
    Object.hasOwn(instruction, type) &&
    'value' in instruction[type as keyof typeof instruction](message, '')
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
