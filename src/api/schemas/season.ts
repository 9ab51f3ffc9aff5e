import { z } from 'zod';
import { instantOut, seasonId, title, words } from './words.js';

export const season = z.object({
  id: z.string(),
  title,
  status: z.enum(['running', 'paused', 'closed']),
  version: z.int(),
  planHash: z.string(),
  timezone: z.string(),
  examDay: z.string(),
  rehearsal: z.boolean(),
  clock: z.unknown().describe('maps plan time to real time; null: they are the same'),
  coordinator: z.string(),
  startedAt: instantOut,
});

export const seasonStatus = z.object({
  season,
  now: instantOut,
  counts: z.record(z.string(), z.int()).describe('duties by how they stand'),
  overdue: z.int(),
  units: z.object({ all: z.int(), recorded: z.int(), alarms: z.array(z.string()) }),
});

export const unit = z.object({
  season: z.string(),
  path: z.string(),
  kind: z.string(),
  title,
  parent: z.string().nullable(),
  head: z.int(),
  asOf: instantOut.nullable(),
  nextWakeAt: instantOut.nullable(),
  recordedAt: instantOut.nullable(),
  alarm: z.string().nullable(),
});

/** Names of files as a season folder has them: never out of the three places that plans come from. */
const fileName = z
  .string()
  .max(200)
  .regex(/^(?:\.\.\/){0,6}(?:[A-Za-z0-9][\w.-]{0,80}\/){0,6}[A-Za-z0-9][\w.-]{0,80}$/);

export const bundle = z.object({
  folder: words(200).describe('what the folder is called; names it in faults'),
  files: z
    .record(fileName, z.base64().max(8_000_000))
    .refine((files) => Object.keys(files).length <= 100, 'at most 100 files')
    .describe(
      'the files of the season and of its templates, each in base64, by path from the folder',
    ),
});

export const wish = z.object({
  season: seasonId.optional(),
  examDay: z.iso.date().optional(),
  rehearsal: z.boolean().optional(),
  seconds: z.number().min(1).max(86_400).optional(),
  showOnly: z
    .string()
    .max(20)
    .optional()
    .describe('so long it only shows what it would send: `7d`; not for a rehearsal'),
});

export const started = z.object({
  season: z.string(),
  version: z.int(),
  fresh: z.boolean(),
  seconds: z.number().nullable(),
  showsUntilAt: instantOut.optional().describe('until then it only shows what it would send'),
});

const auditSummary = z.object({
  rows: z.int(),
  chains: z.int(),
  checkpoints: z.int(),
  open: z
    .object({ count: z.int(), first: z.array(z.object({ chain: z.string(), seq: z.int() })) })
    .describe('attempts whose outcome nobody wrote down: unknown, no fault'),
});

export const verdict = z.object({
  season: z.string(),
  units: z.int(),
  events: z.int(),
  words: z.int(),
  violations: z.array(
    z.looseObject({ invariant: z.string(), unit: z.string(), detail: z.string() }),
  ),
  silent: z.array(z.string()),
  audit: auditSummary.nullable(),
});

export const repaired = z.object({ units: z.int(), left: z.array(z.string()) });
export const reconciled = z.object({
  season: z.string(),
  units: z.int(),
  caughtUp: z.array(z.object({ path: z.string(), events: z.int() })),
  restarted: z.array(
    z.object({ path: z.string(), why: z.enum(['missing', 'behind', 'gap', 'other-story']) }),
  ),
  silent: z.array(z.string()),
});
