import type { Check } from '../engine/model.js';
import type { SeriesSource, WatchSource } from '../engine/lasting-source.js';
import type { FieldSource, LineSource, SessionSource, StepSource } from '../engine/season-plan.js';
import type { LineYaml, StepYaml } from './schema-step.js';

/** What a step is put together from besides its own words. */
export interface Around {
  readonly sessions: readonly SessionSource[];
  /** The exam of a session that names none. */
  readonly firstExam: string | null;
}

/** The step as the engine takes it: its kind's own parts, and the sessions of its exams. */
export function stepOf(yaml: StepYaml, around: Around): StepSource {
  const { scope, form, lines, exams, series, due, warn, watch, ...others } = yaml;
  const { procedure, notBefore, vault, prolongs, ...rest } = others;
  return {
    ...rest,
    ...(exams && { exams }),
    ...(warn && { warn }),
    ...(procedure && { procedure }),
    ...(notBefore && { notBefore }),
    ...(vault && { vault }),
    ...(prolongs && { prolongs }),
    watch: watch && watchOf(watch),
    scope: scope.kinds
      ? { kinds: scope.kinds, ...(scope.named && { named: scope.named }) }
      : { units: scope.units ?? [] },
    sessions: yaml.sessions === 'all' ? sessionsOf(yaml, around) : yaml.sessions,
    // A watch or a series is over when its span is.
    due: due ?? series?.until ?? watch?.until ?? '',
    form: { fields: form.fields.map(fieldOf), checks: form.checks.map(checkOf) },
    lines: lines.flatMap(lineOf),
    series: series && seriesOf(series),
    sign: yaml.sign && signOf(yaml.sign),
  };
}

/** The sessions of the exams that a step serves. */
function sessionsOf({ exams }: StepYaml, { sessions, firstExam }: Around): string[] {
  const served = sessions.filter(
    ({ exam }) => exams === undefined || exams.includes(exam ?? firstExam ?? ''),
  );
  return served.map(({ id }) => id);
}

function signOf({
  oral,
  offices,
  onDuty,
  ...rest
}: NonNullable<StepYaml['sign']>): StepSource['sign'] {
  return {
    ...rest,
    ...(oral && { oral }),
    ...(offices && { offices }),
    ...(onDuty !== undefined && { onDuty }),
  };
}

function watchOf({ badges, ...rest }: NonNullable<StepYaml['watch']>): WatchSource {
  return { ...rest, ...(badges && { badges }) };
}

function seriesOf({ every, daily, lead, ...rest }: NonNullable<StepYaml['series']>): SeriesSource {
  return { ...rest, ...(every && { every }), ...(daily && { daily }), ...(lead && { lead }) };
}

/** A line of which too much or too little is said is none: it has its own fault. */
function lineOf(line: LineYaml): LineSource[] {
  const { id, by, each, role, reach = 'season', rooms, devices, holders, facts = [] } = line;
  if (each !== undefined) return role === undefined ? [] : [{ each, role, reach, facts }];
  if (holders !== undefined) return [{ holders, facts }];
  if (by === undefined) return [];
  if (rooms !== undefined) return [{ rooms, by, facts }];
  if (devices !== undefined) return [{ devices, by, facts }];
  return id === undefined ? [] : [{ id, by }];
}

const fieldOf = ({ expected, ...field }: StepYaml['form']['fields'][number]): FieldSource => ({
  ...field,
  ...(expected && { expected }),
});

const PER_ROOM = /\s+per room\s*$/;

/** `a + b = c`, `a <= b`, either of them `per room`. */
function checkOf(text: string): Check {
  const perRoom = PER_ROOM.test(text);
  const atMost = text.includes('<=');
  const [left = [], right = []] = text
    .replace(PER_ROOM, '')
    .split(/<?=/)
    .map((side) => side.split('+').map((name) => name.trim()));
  return { left, right, ...(atMost && { atMost }), ...(perRoom && { perRoom }) };
}
