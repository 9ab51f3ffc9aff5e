import type { Check } from '../engine/model.js';
import type { FieldSource, LadderSource, LineSource, StepSource } from '../engine/season-plan.js';

/** What of a step can differ besides its instants and its title, in the order in which it is told. */
export const ASPECTS = [
  'phase',
  'kind',
  'doer',
  'answerable',
  'with',
  'ladder',
  'remind',
  'accept',
  'form',
  'lines',
  'sign',
  'needs',
  'watch',
  'series',
  'points',
  'label',
  'systems',
  'source',
] as const;
export type Aspect = (typeof ASPECTS)[number];

/** A step aspect by aspect, in the words of the plan; empty where it has none. */
export function aspectsOf(step: StepSource): Readonly<Record<Aspect, string>> {
  const { accept, sign, watch, series, points } = step;
  return {
    phase: step.phase,
    kind: step.kind,
    doer: step.doer,
    answerable: step.answerable,
    with: (step.with ?? []).join(', '),
    ladder: step.ladder,
    remind: [
      ...step.remind,
      ...(step.warn ?? []).map(({ before, to }) => `${before} → ${to}`),
    ].join(', '),
    accept: accept ? `${accept.by} ${accept.within}, ${accept.ladder}` : '',
    form: [...step.form.fields.map(fieldWords), ...step.form.checks.map(checkWords)].join('; '),
    lines: step.lines.map(lineWords).join('; '),
    sign: sign ? `${sign.by.join(' + ')}, ${sign.within}${sign.ordered ? ', 1 → 2' : ''}` : '',
    needs: step.needs
      .map((need) => `${need.step} (${need.scope})`)
      .sort()
      .join(', '),
    watch: watch ? pairs(watch) : '',
    series: series ? pairs(series) : '',
    points: [points ? pairs(points) : '', step.veto ? 'veto' : ''].filter(Boolean).join(', '),
    label: step.label,
    systems: step.systems ? 'systems' : '',
    source: step.source,
  };
}

/** A ladder in the words of the plan: `0m own.leader → 4h own.head, 24h × 3`. */
export function ladderWords({ rungs, repeat, byKind }: LadderSource): string {
  const climbs = rungs
    .map(({ after, to, release }) => `${after} ${to}${release ? ` (+${release})` : ''}`)
    .join(' → ');
  const kinds = Object.entries(byKind ?? {}).map(([kind, other]) => `${kind}: ${other}`);
  return [climbs, ...(repeat ? [`${repeat.every} × ${repeat.times}`] : []), ...kinds.sort()].join(
    ', ',
  );
}

const fieldWords = ({ id, type, required, title, expected }: FieldSource): string =>
  `${id} (${type}${required ? '' : '?'}${expected ? ` = ${expected}` : ''}) ${title.zh}`;

const checkWords = ({ left, right, atMost, perRoom }: Check): string =>
  `${left.join(' + ')} ${atMost ? '<=' : '='} ${right.join(' + ')}${perRoom ? ' per room' : ''}`;

const lineWords = (line: LineSource): string => pairs(line);

const pairs = (thing: object): string =>
  Object.entries(thing)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) =>
      `${key} ${Array.isArray(value) ? value.join(' ') : String(value)}`.trim(),
    )
    .join(', ');
