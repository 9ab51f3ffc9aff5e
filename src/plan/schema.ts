import { z } from 'zod';
import { isCivilDate } from '../engine/moment.js';
import { duration, folder, id, seasonId, shape, target, title, words } from './shape.js';

const isTimezone = (text: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

export const date = words('bad-date', isCivilDate).meta({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

// A country, or a part of one: the name of its files of working days.
export const calendar = words('bad-calendar', (text) => /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/.test(text));

/** A kind of unit, a phase. */
const ENTRY = shape({ id, title });

/** What is begun when it is needed; `session`: each time for a session. */
const PROCEDURE = shape({ id, title, session: z.literal(true).optional() });
export type ProcedureYaml = z.infer<typeof PROCEDURE>;

/** One exam of a season. */
const EXAM = shape({ id, title, firstDay: date, lastDay: date });

/** What is asked of whoever holds a post of this name. */
const ROLE = shape({
  id,
  title: title.optional(),
  /** Must have declared, and have no relative in the exam (回避). */
  recusal: z.boolean().default(false),
  /** Whether teachers of the graduating class may hold it. */
  graduating: z.boolean().default(true),
  /** Courses of the training register that must have been passed. */
  training: z.array(id).min(1).max(20).optional(),
  trainedBefore: duration.optional(),
  trainingLasts: duration.optional(),
  maxAge: z.int().min(18).max(120).optional(),
  /** There in person before and during each session, at units of these kinds. */
  present: shape({ before: duration, kinds: z.array(id).min(1).max(50) }).optional(),
  /** May not leave during the exam, at units of these kinds. */
  stays: z.array(id).min(1).max(50).optional(),
  reserve: id.optional(),
});
export type Role = z.infer<typeof ROLE>;

// Lists of items that are checked one by one, so that one broken item hides no other's faults.
const items = z.array(z.unknown());

/** How a folder hangs on a template; looked at in each file of a chain before the files become one. */
export const LAYER = z.looseObject({
  extends: folder.optional(),
  drop: z.array(id).max(1_000).default([]),
});

/** The top of plan.yaml, its templates merged in; ladders and steps are checked by their own schemas. */
export const HEAD = shape({
  extends: z.unknown().optional(),
  drop: z.unknown().optional(),
  season: seasonId,
  title,
  timezone: words('bad-timezone', isTimezone).default('Asia/Shanghai'),
  calendar: calendar.nullable().optional(),
  examDay: date.optional(),
  exams: z.array(EXAM).min(1).max(50).optional(),
  coordinator: target.default('root.office'),
  /** What is recorded for somebody by telephone he confirms himself within this time. */
  oral: shape({ within: duration, late: duration.optional() }).optional(),
  registers: folder.optional(),
  kinds: z.array(ENTRY).min(1),
  phases: z.array(ENTRY).min(1),
  procedures: z.array(PROCEDURE).max(100).optional(),
  roles: z.array(ROLE).max(500).default([]),
  ladders: z.record(id, z.unknown()),
  steps: items.min(1),
});

const rung = shape({ after: duration, to: target, release: duration.optional() });

export const LADDER = shape({
  rungs: z.array(rung),
  repeat: shape({ every: duration, times: z.int().min(1).max(100) })
    .nullable()
    .default(null),
  byKind: z.record(id, id).optional(),
});
