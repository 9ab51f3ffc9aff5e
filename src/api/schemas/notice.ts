import { z } from 'zod';
import { instantOut } from './words.js';

const maybe = instantOut.nullable();

/** One word to one person, from beginning to end. */
const toldLine = z.object({
  notice: z.int(),
  turn: z.int().describe('0: whoever is on duty; 1 and on: deputies and stand-ins'),
  season: z.string(),
  path: z.string(),
  seq: z.int(),
  duty: z.string().nullable(),
  kind: z.string(),
  post: z.string(),
  owedAt: instantOut.describe('plan time'),
  firedAt: instantOut.describe('plan time'),
  recordedAt: instantOut.describe('real time, as all that follows'),
  person: z.string().nullable(),
  name: z.string().nullable(),
  urgency: z.enum(['critical', 'urgent', 'ordinary']).nullable(),
  label: z.enum(['public', 'internal', 'sensitive']).nullable(),
  state: z.enum([
    ...(['pending', 'open', 'sending', 'handed'] as const),
    ...(['superseded', 'undeliverable', 'withheld'] as const),
  ]),
  reason: z.string().nullable().describe('why it was not handed over'),
  overtakenBy: z.int().nullable(),
  message: z.string().nullable(),
  channel: z.string().nullable(),
  isPerhapsRepeated: z.boolean().describe('may have gone out more than once'),
  handedAt: maybe,
  deliveredAt: maybe,
  seenAt: maybe,
  answeredAt: maybe,
});

export const circularPage = z.object({
  season: z.string(),
  timezone: z.string(),
  items: z
    .array(
      z.object({
        kind: z.enum(['morning', 'brief', 'shadow-ends', 'replacement']),
        owedAt: instantOut.describe('plan time'),
        post: z.string(),
        subject: z.string(),
        person: z.string().nullable(),
        name: z.string().nullable(),
        state: z.enum(['waiting', 'sending', 'handed', 'undelivered', 'withheld']),
        channel: z.string().nullable(),
        reason: z.string().nullable(),
        madeAt: instantOut.describe('real time, as all that follows'),
        tries: z.int(),
        repeats: z.int().describe('how often a process ended while it may have been going out'),
        settledAt: maybe,
      }),
    )
    .describe('the newest first'),
});

export const toldPage = z.object({
  season: z.string(),
  timezone: z.string(),
  lines: z.array(toldLine),
  next: z.string().nullable().describe('`after` of the next page; null: this is the last one'),
});
