import { parseArgs } from 'node:util';
import { calendarOf } from '../src/engine/calendar.js';
import { compile } from '../src/engine/compile.js';
import type { SeasonPlan, StepSource } from '../src/engine/season-plan.js';
import { shippedWorkYears } from '../src/plan/work-years.js';

/**
 * What compiling costs: a season of plain tasks, and one in which every kind, joint departments, working
 * days, events and named exams occur. `npx tsx bench/compile.ts [--json] [--sites 10000] [--steps 120]`
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    sites: { type: 'string', default: '1000' },
    steps: { type: 'string', default: '120' },
  },
});
const SITES = Number(values.sites);
const STEPS = Number(values.steps);

const title = { zh: '考务', en: 'Duty' };
const plain = (n: number): StepSource => ({
  ...{ id: `s${String(n).padStart(3, '0')}`, title, phase: 'before', kind: 'task' },
  ...{ scope: { kinds: ['site'] }, sessions: null, doer: 'own.doer', answerable: 'own.leader' },
  opens: `E-${42 - (n % 40)}d 08:00`,
  due: `E-${41 - (n % 40)}d ${String(9 + (n % 9)).padStart(2, '0')}:00`,
  ...{ remind: ['1d', '2h'], ladder: 'general' },
  accept: n % 10 === 0 ? { by: 'parent.office', within: '1d', ladder: 'general' } : null,
  ...{ form: { fields: [], checks: [] }, lines: [], sign: null, needs: [], systems: false },
  ...{ label: 'internal', source: 'bench' },
});

const span = { from: 'E-1d 08:00', until: 'E.end 18:00' };
/** In turn: a plain task, then one of each that costs more. */
const MIX: readonly ((n: number) => Partial<StepSource>)[] = [
  () => ({}),
  () => ({ with: ['root/police.head', 'own.deputy'] }),
  () => ({ kind: 'ask', lines: [{ rooms: true, by: 'own.doer', facts: [] }] }),
  () => ({ kind: 'signed', sign: { by: ['own.doer', 'own.head'], within: '1h', ordered: true } }),
  (n) => ({ opens: null, due: `E-${1 + (n % 20)}wd 17:00`, exams: ['second'] }),
  () => ({ opens: null, due: 'done(s000)+2h' }),
  () => ({ opens: null, due: 'S-30m', sessions: ['a', 'b'] }),
  () => ({
    ...{ kind: 'series', opens: null, due: span.until },
    series: { ...span, daily: ['12:30', '18:30'], of: 'task' },
  }),
  () => ({
    ...{ kind: 'series', opens: null, due: span.until },
    series: { ...span, every: '30m', from: 'done(s000)', of: 'task' },
  }),
  () => ({
    ...{ kind: 'watch', opens: null, due: span.until },
    watch: { ...span, minimum: 4, heads: 2, shift: '8h', within: '15m', grace: '10m' },
  }),
];
const mixed = (n: number): StepSource => ({ ...plain(n), ...MIX[n % MIX.length]?.(n) });

const unitOf = (path: string, kind: string) => ({ path, kind, title, candidates: 900, rooms: 30 });
const times = { title, start: '09:00', end: '11:30' };
const seasonOf = (step: (n: number) => StepSource): SeasonPlan => ({
  ...{ season: 'bench', title, timezone: 'Asia/Shanghai', examDay: '2026-06-07' },
  exams: [
    { id: 'first', title, firstDay: '2026-06-07', lastDay: '2026-06-08' },
    { id: 'second', title, firstDay: '2026-06-16', lastDay: '2026-06-18' },
  ],
  units: [
    ...[unitOf('cn', 'nation'), unitOf('cn/police', 'department')],
    ...Array.from({ length: SITES }, (_, n) => unitOf(`cn/s${n}`, 'site')),
  ],
  sessions: [
    { id: 'a', day: 0, ...times },
    { id: 'b', exam: 'second', day: 1, ...times },
  ],
  ladders: {
    general: {
      rungs: [
        { after: '0m', to: 'own.leader' },
        { after: '2h', to: 'parent.office' },
        { after: '4h', to: 'root.director', release: '20m' },
      ],
      repeat: { every: '2h', times: 3 },
    },
  },
  steps: Array.from({ length: STEPS }, (_, n) => step(n)),
  coordinator: 'root.office',
});

// Processor time, not the clock on the wall: others may use the machine meanwhile.
const figures = [
  ['plain tasks', plain],
  ['every kind', mixed],
] as const;
for (const [name, step] of figures) {
  const plan = seasonOf(step);
  const begin = process.cpuUsage();
  const { unitPlans, faults } = compile(plan, calendarOf(plan.timezone), 1, {
    workYears: shippedWorkYears(),
  });
  const { user, system } = process.cpuUsage(begin);
  if (faults.length > 0) throw new Error(JSON.stringify(faults[0]));
  const duties = unitPlans.reduce((sum, unit) => sum + unit.duties.length, 0);
  const seconds = (user + system) / 1e6;
  const figure = {
    name,
    sites: SITES,
    steps: STEPS,
    duties,
    seconds,
    usEach: (seconds * 1e6) / duties,
  };
  console.log(
    values.json
      ? JSON.stringify(figure)
      : `compile ${name}: ${SITES} × ${STEPS}, ${duties} duties, ${seconds.toFixed(2)} s, ${figure.usEach.toFixed(1)} µs each`,
  );
}
