import { z } from 'zod';
import { WORK_YEAR } from './read-calendar.js';
import { ADDED, BEGUN, EXCEPTION, REHEARSAL } from './read-rehearsal.js';
import { ROOM_RULES } from './read-rooms.js';
import { SESSION } from './read-sessions.js';
import { HEAD, LADDER } from './schema.js';
import { CONSIGNMENT, CONSIGNMENTS, CUSTODY_RULES, PLACE } from './schema-custody.js';
import { STEP } from './schema-step.js';
import { KEY_WORDS } from './schema-words.js';
import { folder, id } from './shape.js';

/** A JSON Schema as far as it is looked at here. */
interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  required?: string[];
  description?: string;
  [key: string]: unknown;
}

const PLAN = z.strictObject({
  ...HEAD.shape,
  extends: folder.optional(),
  drop: z.array(id).max(1_000).optional(),
  ladders: z.record(id, LADDER),
  steps: z.array(STEP).min(1),
});
const SESSIONS = z.strictObject({
  sessions: z.array(SESSION).min(1).describe('场次 / the sessions'),
});
const PAPERS = z.strictObject({
  ...CONSIGNMENTS.shape,
  places: z.array(PLACE).min(1).max(5_000),
  consignments: z.array(CONSIGNMENT).min(1).max(1_000),
});
const SCRIPT = z.strictObject({
  ...REHEARSAL.shape,
  exceptions: z.array(EXCEPTION).max(2_000).default([]),
  added: z.array(ADDED).max(2_000).default([]),
  begun: z.array(BEGUN).max(2_000).default([]),
});

/**
 * The JSON Schemas by file name, made from the shapes that the reader itself uses: editors complete and
 * underline by them. They cannot say all that `plan check` says, and refuse nothing that it takes.
 */
export function jsonSchemas(): Readonly<Record<string, Schema>> {
  return {
    'plan.schema.json': planSchema(),
    'sessions.schema.json': schemaOf(SESSIONS, '考试场次 / the sessions of the exams'),
    'rehearsal.schema.json': schemaOf(SCRIPT, '演练脚本 / what the participants of a rehearsal do'),
    'rooms.schema.json': schemaOf(
      ROOM_RULES,
      '考场监考编排规则包，见 docs/room-roster.md / the rule pack of rooms',
    ),
    'custody.schema.json': schemaOf(
      CUSTODY_RULES,
      '试卷押运交接规则包，见 docs/consignment.md / the rule pack of custody',
    ),
    'consignments.schema.json': schemaOf(
      PAPERS,
      '试卷批次：保管处所、运送段、启封，见 docs/consignment.md / papers on their way',
    ),
    'calendar.schema.json': schemaOf(WORK_YEAR, '一年的工作日 / the working days of a year'),
  };
}

function schemaOf(shape: z.ZodType, description: string): Schema {
  const schema = z.toJSONSchema(shape, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  const { $schema, ...rest } = schema as Schema;
  return { $schema, description, ...described(rest) };
}

/**
 * A plan that extends a template says only what differs; one that does not says all – a template itself,
 * which has no season of its own, all but the season's.
 */
function planSchema(): Schema {
  const schema = schemaOf(PLAN, '考季计划，见 docs/plan-format.md / the plan of a season');
  const { properties = {}, required = [], ...rest } = schema;
  const steps = properties['steps'] ?? {};
  const ladders = properties['ladders'] ?? {};
  const whole = {
    steps: { items: { required: steps.items?.required ?? [] } },
    ladders: { additionalProperties: { required: ['rungs'] } },
  };
  const when = [{ required: ['examDay'] }, { required: ['exams'] }];
  const shared = required.filter((key) => key !== 'season' && key !== 'title');
  const ways = [
    { required: ['extends'] },
    { required: shared, properties: { ...whole, season: false } },
    { required, properties: whole, anyOf: when },
  ];
  for (const list of ['kinds', 'phases', 'roles', 'exams', 'steps']) {
    const items = properties[list]?.items;
    if (items) items.required = ['id'];
  }
  if (typeof ladders.additionalProperties === 'object')
    delete ladders.additionalProperties.required;
  return { ...rest, properties, anyOf: ways };
}

/** Each key with a word on it, in both languages, wherever it stands. */
function described(schema: Schema): Schema {
  for (const [key, part] of Object.entries(schema.properties ?? {})) {
    described(part);
    const words = KEY_WORDS[key];
    if (words !== undefined && part.description === undefined) part.description = words;
  }
  for (const part of [schema.items, schema.additionalProperties])
    if (typeof part === 'object') described(part);
  for (const part of (schema['anyOf'] as Schema[] | undefined) ?? []) described(part);
  return schema;
}
