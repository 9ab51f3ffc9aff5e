import { z } from 'zod';
import { DUTY_SORTS, STATUSES } from '../../service/reads/duty-list.js';
import { overdueLine } from './duty.js';
import { season } from './season.js';
import { instant, instantOut, personId, seasonId, stepId, unitInAddress, words } from './words.js';

const KINDS = ['task', 'ask', 'signed', 'watch', 'series', 'gate'] as const;

/** Several words of a list, with commas between them. */
const someOf = (all: readonly string[]) => {
  const one = `(?:${all.join('|')})`;
  return z.string().regex(new RegExp(`^${one}(?:,${one})*$`));
};
/** Numbers in addresses are texts. */
const instantInAddress = z.coerce.number().pipe(instant);
const yes = z.enum(['true', 'false']);
export const limit = z.coerce.number().int().min(1).max(500).describe('rows a page');
export const cursor = z
  .string()
  .regex(/^a[A-Za-z0-9_-]{1,2000}$/)
  .describe('`next` of the page before, with the same question');
export const level = z.coerce.number().int().min(0).max(50).describe('exactly so many rungs told');
export const phase = z.string().max(64);

/** What a list of duties is asked for. */
export const dutyQuestion = z.object({
  season: seasonId.optional(),
  unit: unitInAddress.optional(),
  department: unitInAddress.optional(),
  person: personId.optional().describe('what this person does or answers for today'),
  mine: yes.optional().describe('the same of whoever asks'),
  phase: phase.optional(),
  step: stepId.optional(),
  status: someOf(STATUSES).optional(),
  kind: someOf(KINDS).optional(),
  level: level.optional(),
  overdue: yes.optional().describe('only what is late now'),
  dueFrom: instantInAddress.optional(),
  dueTo: instantInAddress.optional().describe('before this instant'),
  text: words(100).optional().describe('stands in the title'),
  sort: z.enum(DUTY_SORTS).optional(),
  desc: yes.optional(),
  lang: z.enum(['zh', 'en']).optional().describe('whose titles are sorted by'),
  cursor: cursor.optional(),
  limit: limit.optional(),
  count: yes.optional().describe('say how many there are in all'),
});

const next = z.string().nullable().describe('cursor of the next page; null: this is the last one');
const seasons = z.array(z.object({ season, now: instantOut }));

export const dutyList = z.object({
  seasons,
  lines: z.array(overdueLine.extend({ lateMs: z.number().nullable() })),
  next,
  total: z.int().nullable(),
});

export const overdueList = z.object({ seasons, lines: z.array(overdueLine), next });
