import type {
  FieldSource,
  LadderSource,
  LineSource,
  SeasonPlan,
  StepSource,
} from '../engine/season-plan.js';

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
export function aspectsOf(plan: SeasonPlan, step: StepSource): Readonly<Record<Aspect, string>> {
  const { accept, sign, watch, series, points } = step;
  return {
    phase: step.phase,
    kind: step.kind,
    doer: step.doer,
    answerable: step.answerable,
    with: (step.with ?? []).join(', '),
    ladder: ladderWords(plan.ladders, step.ladder),
    remind: step.remind.join(', '),
    accept: accept
      ? `${accept.by} ${accept.within}, ${ladderWords(plan.ladders, accept.ladder)}`
      : '',
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

/** `site: 0m own.leader → 4h own.head, 24h × 3`: the name alone would hide that its rungs have changed. */
function ladderWords(ladders: Readonly<Record<string, LadderSource>>, name: string): string {
  const ladder = ladders[name];
  if (!ladder) return name;
  const rungs = ladder.rungs
    .map(({ after, to, release }) => `${after} ${to}${release ? ` (+${release})` : ''}`)
    .join(' → ');
  const { repeat, byKind } = ladder;
  const kinds = Object.entries(byKind ?? {}).map(([kind, other]) => `${kind}: ${other}`);
  return [
    `${name}: ${rungs}`,
    ...(repeat ? [`${repeat.every} × ${repeat.times}`] : []),
    ...kinds,
  ].join(', ');
}

const fieldWords = ({ id, type, required, title }: FieldSource): string =>
  `${id} (${type}${required ? '' : '?'}) ${title.zh}`;

const checkWords = ({ left, right }: StepSource['form']['checks'][number]): string =>
  `${left.join(' + ')} = ${right.join(' + ')}`;

const lineWords = (line: LineSource): string => pairs(line);

const pairs = (thing: object): string =>
  Object.entries(thing)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) =>
      `${key} ${Array.isArray(value) ? value.join(' ') : String(value)}`.trim(),
    )
    .join(', ');
