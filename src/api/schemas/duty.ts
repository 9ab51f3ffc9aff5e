import { z } from 'zod';
import { instantIn, instantOut, occurrence, personId, post, title, words } from './words.js';

const nullable = instantOut.nullable();

const dutyView = z.object({
  season: z.string(),
  path: z.string(),
  unit: z.object({ kind: z.string(), title, asOf: nullable }),
  duty: z.string(),
  step: z.string(),
  session: z.string().nullable(),
  sessionTitle: title.nullable(),
  title,
  phase: z.string().nullable(),
  label: z.enum(['public', 'internal', 'sensitive']).nullable(),
  source: z.string().nullable(),
  kind: z.string(),
  status: z.string(),
  dueAt: instantOut,
  lateAt: nullable,
  level: z.int(),
  returns: z.int(),
  doer: z.string(),
  answerable: z.string(),
  promiseAt: nullable,
  toldAt: nullable,
  told: z.array(z.string()),
  nextAt: nullable,
  nextAction: z.string().nullable(),
  nextTo: z.array(z.string()),
  acceptedAt: nullable,
  unreached: z.array(z.string()),
  missing: z.int(),
  seq: z.int(),
});

export const person = z.object({
  post: z.string(),
  name: z.string().nullable(),
  title: z.string().nullable(),
  insteadOf: z.string().optional().describe('in whose place'),
});

export const overdueLine = z.object({
  view: dutyView,
  now: instantOut,
  lateMs: z.number(),
  doer: z.array(person),
  told: z.array(person),
  unreached: z.array(person),
  next: z.array(person),
});

const event = z.looseObject({ type: z.string(), at: instantOut });

export const dossier = z.object({
  duty: dutyView,
  events: z.array(
    z.object({
      season: z.string(),
      path: z.string(),
      seq: z.int(),
      event,
      recordedAt: instantOut,
    }),
  ),
  notices: z.array(
    z.object({
      id: z.int(),
      season: z.string(),
      path: z.string(),
      seq: z.int(),
      duty: z.string().nullable(),
      kind: z.string(),
      to: z.string(),
      owedAt: instantOut,
      firedAt: instantOut,
      recordedAt: instantOut,
      event,
      state: z.enum(['pending', 'handed']),
      handedAt: nullable,
    }),
  ),
  now: instantOut,
  people: z.array(person),
  names: z.record(z.string(), z.string()),
  fields: z
    .array(
      z.object({
        ...{ id: z.string(), title, type: z.enum(['number', 'text', 'yes', 'state', 'rooms']) },
        required: z.boolean(),
        expected: z.number().optional().describe('taken where no number is said'),
        rooms: z.int().optional().describe('how many rooms the unit has'),
      }),
    )
    .describe('what its form asks for'),
  recordedLateMs: z
    .int()
    .describe('what is recorded longer than this after it happened is marked as late'),
});

export const answer = z.object({
  at: instantOut.describe('plan time at which the unit decided'),
  refused: z.string().optional(),
  detail: z.string().optional(),
  since: instantOut.optional(),
  ordinal: z.int().optional().describe('of a procedure that was begun: how many times it has been'),
  session: z.string().optional().describe('the session that a procedure was begun for'),
  asked: z.literal(true).optional(),
  noted: z.literal(true).optional(),
});

/** Who acts: himself, unless he types in for somebody who spoke by telephone. */
const sender = {
  by: personId.optional().describe('for whom it is recorded; absent: whoever asks'),
  happenedAt: instantIn.optional().describe('when it happened, where it is recorded later'),
};
const onStep = { ...sender, occurrence: occurrence.optional() };
const reason = words(2_000);
const fieldId = z.string().regex(/^[A-Za-z][\w-]{0,63}$/);
const form = z
  .record(fieldId, z.union([words(4_000), z.number(), z.boolean()]))
  .refine((fields) => Object.keys(fields).length <= 100, 'at most 100 fields');

/** The bodies of what is done to a duty, by the last part of the address. */
export const bodies = {
  complete: z.object({ ...onStep, form: form.optional() }),
  'sign-for': z.object({ ...onStep, promiseAt: instantIn.optional() }),
  answer: z.object({
    ...onStep,
    lines: z
      .array(
        z.object({
          line: words(200),
          state: z.enum(['normal', 'abnormal']),
          note: words(2_000).optional(),
        }),
      )
      .min(1)
      .max(5_000),
  }),
  confirm: z.object({
    ...onStep,
    post: z.union([post, z.enum(['incoming', 'outgoing'])]),
    content: words(4_000),
  }),
  leave: z.object({ ...onStep, person: personId }),
  accept: z.object({ ...onStep, reason: reason.optional() }),
  return: z.object({ ...onStep, reason, dueAt: instantIn }),
  waive: z.object({ ...onStep, reason }),
  'hand-on': z.object({ ...onStep, to: post }),
  object: z.object({ ...onStep, reason }),
  amend: z.object({ ...onStep, form, reason }),
  custody: z.object({
    ...onStep,
    act: z.enum(['depart', 'call', 'arrive', 'alight', 'settle']),
    plate: words(40).optional(),
    aboard: z.array(post).min(1).max(20).optional().describe('posts of the crew that are aboard'),
    others: z.int().min(0).max(100).optional().describe('how many others are aboard'),
    post: post.optional(),
    reason: reason.optional(),
    without: z.array(words(64)).min(1).max(500).optional().describe('packets that stay behind'),
  }),
} as const;

export const addBody = z.object({
  ...sender,
  duty: z.object({
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/),
    title: words(200),
    dueAt: instantIn,
    doer: post.optional(),
    answerable: post.optional(),
    remindBeforeMs: z.array(z.int().min(0)).max(10).optional(),
    acceptBy: post.optional(),
    acceptWithinMs: z.int().min(60_000).optional(),
    parent: words(100).optional(),
  }),
  source: z.object({
    type: z.enum(['meeting', 'instruction', 'inspection', 'incident', 'superior']),
    number: words(100).optional(),
    by: words(100),
  }),
});

/** Begins a procedure of the unit's plan. */
export const beginBody = z.object({
  ...sender,
  procedure: words(64),
  about: words(200).describe('what it is for: its signatories confirm these words'),
  session: words(64)
    .optional()
    .describe('of a procedure for a session; absent: the one that runs, or starts next'),
});

export const standInBody = z.object({
  ...sender,
  post,
  person: personId,
  from: instantIn,
  until: instantIn,
});

export const batchBody = z.object({
  items: z
    .array(bodies.complete.extend({ step: words(64), key: z.string().min(8).max(200).optional() }))
    .min(1)
    .max(100),
});
