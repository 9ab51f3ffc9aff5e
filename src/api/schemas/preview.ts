import { z } from 'zod';
import { instantOut, title } from './words.js';

const comingWord = z.object({
  word: z.string().describe('by which it is held back'),
  path: z.string(),
  unitTitle: title,
  duty: z.string(),
  title,
  action: z.string(),
  rung: z.int(),
  owedAt: instantOut,
  to: z.string(),
  person: z.string().nullable(),
  urgency: z.enum(['critical', 'urgent', 'ordinary']),
  label: z.string(),
  isStatutory: z.boolean().describe('cannot be held back'),
  stopped: z.object({ by: z.string(), reason: z.string() }).nullable(),
  line: z
    .object({ text: z.string(), name: z.string() })
    .nullable()
    .describe('what a coordinator has added'),
});

export const stoppedWord = comingWord;

export const preview = z.object({
  season: z.string(),
  title,
  rehearsal: z.boolean(),
  timezone: z.string(),
  from: instantOut,
  until: instantOut,
  shadowUntil: instantOut.nullable().describe('until then nothing goes out'),
  words: z.array(comingWord),
  people: z
    .array(z.object({ person: z.string(), messages: z.int() }))
    .describe('messages that the courier would make of them, the most first'),
});
