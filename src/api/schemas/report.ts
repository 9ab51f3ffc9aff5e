import { z } from 'zod';
import { person } from './duty.js';
import { instantOut, title } from './words.js';

const lines = z.array(z.string()).describe('the same in sentences, in the language asked for');
const about = {
  season: z.string(),
  title,
  rehearsal: z.boolean(),
  timezone: z.string(),
};
const faultKind = z.enum(['missing', 'unowed', 'early', 'late', 'doubled', 'nobody', 'lost']);

export const proof = z.object({
  ...about,
  from: instantOut,
  until: instantOut,
  units: z.int(),
  expected: z.int().describe('words that the plan owed, by simulation'),
  said: z.int().describe('of these, words on record'),
  passedOver: z.int().describe('of these, overtaken by a newer one after an outage'),
  notices: z.object({
    owed: z.int(),
    handed: z.int(),
    waiting: z.int(),
    overtaken: z.int(),
    withheld: z.int(),
    undeliverable: z.int(),
    delivered: z.int(),
    seen: z.int(),
    answered: z.int(),
  }),
  counts: z.partialRecord(faultKind, z.int()),
  faults: z.array(
    z.object({
      kind: faultKind,
      unit: z.string(),
      unitTitle: title,
      duty: z.string(),
      dutyTitle: title,
      action: z.string(),
      rung: z.int(),
      owedAt: instantOut,
      to: z.array(z.string()),
      lateMs: z.number().optional(),
    }),
  ),
  lines,
});

const briefPart = z.object({
  count: z.int(),
  first: z.array(
    z.object({
      path: z.string(),
      unitTitle: title,
      title,
      label: z.string().nullable(),
      dueAt: instantOut,
      level: z.int(),
      promiseAt: instantOut.nullable(),
      doer: z.object({
        post: z.string(),
        name: z.string().nullable(),
        title: z.string().nullable(),
        phone: z.string().nullable(),
      }),
    }),
  ),
});

const zeroState = z.enum(['normal', 'abnormal', 'silent', 'awaited']);
const zeroLine = z.object({
  path: z.string(),
  unitTitle: title,
  duty: z.string(),
  title,
  doer: z.string(),
  dueAt: instantOut,
  state: zeroState,
  at: instantOut.nullable(),
  note: z.string().nullable(),
});

export const brief = z.object({
  ...about,
  now: instantOut,
  under: z.object({ path: z.string(), title }).nullable(),
  silent: briefPart,
  late: briefPart,
  abnormal: z.array(zeroLine),
  next: briefPart,
  lines,
});

const minuteLine = z.object({
  duty: z.string(),
  title,
  label: z.string().nullable(),
  code: z.string().describe('what is read to the duty desk'),
  opensAt: instantOut.nullable(),
  dueAt: instantOut,
  who: z.array(person),
});

export const minute = z.object({
  ...about,
  now: instantOut,
  unit: z.object({ path: z.string(), title, code: z.string() }),
  session: z.object({ id: z.string(), title }),
  startAt: instantOut,
  endAt: instantOut,
  lines: z.array(minuteLine),
  procedures: z.array(z.object({ id: z.string(), title })),
  phone: z.string().nullable(),
});

export const zero = z.object({
  ...about,
  at: instantOut,
  levels: z.array(
    z.object({
      path: z.string(),
      title,
      kind: z.string(),
      counts: z.object({
        normal: z.int(),
        abnormal: z.int(),
        silent: z.int(),
        awaited: z.int(),
      }),
    }),
  ),
  lines: z.array(zeroLine),
  said: lines,
});
