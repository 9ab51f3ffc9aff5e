import { z } from 'zod';
import { isCivilDate } from '../engine/moment.js';
import { duration, id, moment, path, seasonId, shape, target, title, words } from './shape.js';

/** `present + absent = candidates`: sums of fields that must agree. */
const CHECK =
  /^\s*[a-z][\w-]*(?:\s*\+\s*[a-z][\w-]*){0,20}\s*=\s*[a-z][\w-]*(?:\s*\+\s*[a-z][\w-]*){0,20}\s*$/;

const isTimezone = (text: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const entry = shape({ id, title });
// Lists of items that are checked one by one, so that one broken item hides no other's faults.
const items = z.array(z.unknown());

/** The top of plan.yaml; ladders and steps are checked by their own schemas. */
export const HEAD = shape({
  season: seasonId,
  title,
  timezone: words('bad-timezone', isTimezone).default('Asia/Shanghai'),
  examDay: words('bad-date', isCivilDate),
  coordinator: target.default('root.office'),
  kinds: z.array(entry).min(1),
  phases: z.array(entry).min(1),
  ladders: z.record(id, z.unknown()),
  steps: items.min(1),
});

export const LADDER = shape({
  rungs: z.array(shape({ after: duration, to: target })),
  repeat: shape({ every: duration, times: z.int().min(1).max(100) })
    .nullable()
    .default(null),
});

const field = shape({
  id,
  title,
  type: z.enum(['number', 'text', 'yes', 'state']),
  required: z.boolean().default(true),
});

const need = shape({
  step: id,
  scope: z.enum(['own', 'children', 'subtree']).default('own'),
});

/** One answer of an ask: a line and its post, or a line for each unit of a kind and the role that answers there. */
const line = shape({
  id: id.optional(),
  by: target.optional(),
  each: id.optional(),
  role: id.optional(),
});

export const STEP = shape({
  id,
  title,
  phase: id,
  kind: z.enum(['task', 'ask', 'signed', 'gate']).default('task'),
  scope: shape({
    kinds: z.array(id).min(1).optional(),
    named: z.array(id).min(1).optional(),
    units: z.array(path).min(1).optional(),
  }),
  sessions: z
    .union([z.literal('all'), z.array(id).min(1)])
    .nullable()
    .default(null),
  doer: target.default('own.doer'),
  answerable: target.default('own.leader'),
  opens: moment.nullable().default(null),
  due: moment,
  remind: z.array(duration).max(10).default([]),
  ladder: id.default('general'),
  accept: shape({ by: target, within: duration, ladder: id }).nullable().default(null),
  form: shape({
    fields: z.array(field).max(100).default([]),
    checks: z
      .array(words('bad-check', (text) => CHECK.test(text)))
      .max(100)
      .default([]),
  }).default({ fields: [], checks: [] }),
  lines: z.array(line).max(2_000).default([]),
  sign: shape({
    by: z.array(target).max(20),
    within: duration,
    ordered: z.boolean().default(false),
  })
    .nullable()
    .default(null),
  needs: z.array(need).max(200).default([]),
  systems: z.boolean().default(false),
  label: z.enum(['public', 'internal', 'sensitive']).default('internal'),
  source: z.string().min(1).max(200),
});

/** A step as it stands in plan.yaml, its defaults filled in. */
export type StepYaml = z.infer<typeof STEP>;
