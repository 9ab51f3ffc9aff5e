import { z } from 'zod';
import { isCivilTime } from '../engine/moment.js';
import { duration, id, moment, path, shape, target, title, words } from './shape.js';

/** `present + absent = candidates`: sums of fields that must agree; `faulty-in <= spares-in per room`. */
const CHECK =
  /^\s*[a-z][\w-]*(?:\s*\+\s*[a-z][\w-]*){0,20}\s*<?=\s*[a-z][\w-]*(?:\s*\+\s*[a-z][\w-]*){0,20}(?:\s+per room)?\s*$/;

export const time = words('bad-time', isCivilTime).meta({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

const field = shape({
  id,
  title,
  type: z.enum(['number', 'text', 'yes', 'state', 'rooms']),
  required: z.boolean().default(true),
  /** Of the unit: shown before anybody types, taken where nothing is said. */
  expected: z.enum(['candidates', 'rooms']).optional(),
});

const need = shape({
  step: id,
  scope: z.enum(['own', 'children', 'subtree', 'parent', 'root']).default('own'),
});

/** One answer of an ask; which keys go together is checked where a sentence can say so. */
const line = shape({
  id: id.optional(),
  by: target.optional(),
  each: id.optional(),
  role: id.optional(),
  reach: z.enum(['season', 'below']).optional(),
  rooms: z.literal(true).optional(),
  devices: id.optional(),
  holders: id.optional(),
  facts: z.array(id).min(1).max(20).optional(),
});
export type LineYaml = z.infer<typeof line>;

const scope = shape({
  kinds: z.array(id).min(1).optional(),
  named: z.array(id).min(1).optional(),
  units: z.array(path).min(1).optional(),
});

const sign = shape({
  by: z.array(target).max(20),
  within: duration,
  ordered: z.boolean().default(false),
  oral: z.boolean().optional(),
  offices: z.literal('different').optional(),
  onDuty: id.optional(),
});

const series = shape({
  every: duration.optional(),
  daily: z.array(time).min(1).max(48).optional(),
  from: moment,
  until: moment,
  of: z.enum(['task', 'ask', 'signed']).default('task'),
  lead: duration.optional(),
});

const watch = shape({
  from: moment,
  until: moment,
  minimum: z.int().min(1).max(1_000),
  heads: z.int().min(0).max(100).default(0),
  shift: duration.default('8h'),
  within: duration.default('15m'),
  grace: duration.default('10m'),
  badges: z.boolean().optional(),
});

/** A step that hands out the key and the combination of a vault. */
const vault = shape({
  within: duration,
  permit: id,
  again: duration,
  during: z.array(id).max(50).default([]),
  grace: duration,
  lock: shape({ title, doer: target, within: duration, ladder: id }),
});

/** An approval that extends the session of its procedure. */
const prolongs = shape({
  by: id,
  from: z.enum(['start', 'end']),
  atMost: duration.default('2h'),
  tell: z.array(target).max(20).default([]),
});

const cost = z.int().min(0).max(1_000).default(0);

/** A step as it stands in plan.yaml, its template merged in. */
export const STEP = shape({
  id,
  title,
  phase: id,
  kind: z.enum(['task', 'ask', 'signed', 'watch', 'series', 'gate']).default('task'),
  exams: z.array(id).min(1).max(50).optional(),
  scope,
  /** Owed only when this procedure is begun. */
  procedure: id.optional(),
  sessions: z
    .union([z.literal('all'), z.array(id).min(1)])
    .nullable()
    .default(null),
  doer: target.default('own.doer'),
  answerable: target.default('own.leader'),
  with: z.array(target).max(50).default([]),
  opens: moment.nullable().default(null),
  /** May be left out where a watch or a series says until when. */
  due: moment.optional(),
  remind: z.array(duration).max(10).default([]),
  /** Left out where nobody above is told before. */
  warn: z
    .array(shape({ before: duration, to: target }))
    .min(1)
    .max(5)
    .optional(),
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
  sign: sign.nullable().default(null),
  needs: z.array(need).max(200).default([]),
  series: series.nullable().default(null),
  watch: watch.nullable().default(null),
  notBefore: shape({ at: moment, unless: id }).optional(),
  vault: vault.optional(),
  /** By its report the session ends later that its procedure was begun for. */
  prolongs: prolongs.optional(),
  points: shape({ late: cost, missed: cost, returned: cost, silent: cost })
    .nullable()
    .default(null),
  veto: z.boolean().default(false),
  systems: z.boolean().default(false),
  quiet: z.boolean().default(false),
  label: z.enum(['public', 'internal', 'sensitive']).default('internal'),
  source: z.string().min(1).max(200),
});

/** A step with its defaults filled in. */
export type StepYaml = z.infer<typeof STEP>;
