import { parseArgs } from 'node:util';
import { calendarOf } from '../src/engine/calendar.js';
import { compile } from '../src/engine/compile.js';
import { decide, nextWake } from '../src/engine/decide.js';
import {
  epochMs,
  NEVER,
  type Duty,
  type Scripted,
  type UnitEvent,
  type UnitPlan,
  type Watch,
} from '../src/engine/model.js';
import type { SeasonPlan, StepSource } from '../src/engine/season-plan.js';
import { occurrencesOf } from '../src/engine/series.js';
import { simulate } from '../src/engine/simulate.js';
import { initialState, planOf } from '../src/engine/state.js';

/**
 * Benchmark B7 of `performance.md`: what the engine costs by itself.
 * `npx tsx bench/engine.ts [--json] [--sites 10000] [--steps 120] [--only plain|kinds]`
 */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: string;
  readonly note?: string;
}
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    sites: { type: 'string', default: '1000' },
    steps: { type: 'string', default: '120' },
    only: { type: 'string', default: '' },
  },
});
const SITES = Number(values.sites);
const STEPS = Number(values.steps);
const HOUR = 3_600_000;
// National: 7,900 sites of 60 steps each (performance.md).
const MOVED = { sites: 7_900, steps: 60 };

const title = { zh: '考务', en: 'Duty' };
const general = {
  rungs: [
    { after: '0m', to: 'own.leader' },
    { after: '2h', to: 'parent.office' },
    { after: '4h', to: 'root.director' },
  ],
  repeat: { every: '2h', times: 3 },
};

const step = (n: number): StepSource => ({
  id: `s${String(n).padStart(3, '0')}`,
  title,
  phase: 'before',
  kind: 'task',
  scope: { kinds: ['site'] },
  sessions: null,
  doer: 'own.doer',
  answerable: 'own.leader',
  opens: `E-${42 - (n % 40)}d 08:00`,
  due: `E-${41 - (n % 40)}d ${String(9 + (n % 9)).padStart(2, '0')}:00`,
  remind: ['1d', '2h'],
  ladder: 'general',
  accept: n % 10 === 0 ? { by: 'parent.office', within: '1d', ladder: 'general' } : null,
  form: { fields: [], checks: [] },
  lines: [],
  sign: null,
  needs: [],
  systems: false,
  label: 'internal',
  source: 'bench',
});

const unitOf = (path: string, kind: string) => ({ path, kind, title, candidates: 900, rooms: 30 });
const seasonOf = (sites: number, steps: number, examDay = '2027-06-07'): SeasonPlan => ({
  season: 'bench',
  title,
  timezone: 'Asia/Shanghai',
  examDay,
  units: [
    unitOf('cn', 'nation'),
    ...Array.from({ length: sites }, (_, n) => unitOf(`cn/s${n}`, 'site')),
  ],
  sessions: [],
  ladders: { general },
  steps: Array.from({ length: steps }, (_, n) => step(n)),
  coordinator: 'root.office',
});

const compiled = (plan: SeasonPlan, version = 1): readonly UnitPlan[] =>
  compile(plan, calendarOf(plan.timezone), version).unitPlans;

// Processor time, not the clock on the wall: others may use the machine meanwhile.
const elapsedMs = (work: () => void): number => {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e3;
};

/** The best of thirty: what the code costs once it is warm. */
const bestMs = (work: () => void, times = 30): number =>
  Math.min(...Array.from({ length: times }, () => elapsedMs(work)));

function oneSite(steps: number, examDay?: string, version = 1): UnitPlan {
  const site = compiled(seasonOf(1, steps, examDay), version).at(-1);
  if (!site) throw new Error('the season has no site');
  return site;
}

/** How a first attempt does it: Date objects, every open step, every instant, at every look. */
function naiveNext(steps: readonly { done: boolean; instants: readonly Date[] }[], after: Date) {
  let next: Date | undefined;
  for (const { done, instants } of steps) {
    if (done) continue;
    for (const instant of instants) {
      const isLater = instant.getTime() > after.getTime();
      if (isLater && (!next || instant < next)) next = new Date(instant);
    }
  }
  return next;
}

const datesOf = ({ dueAt, openAt, remindBeforeMs, ladder }: Duty) => ({
  done: false,
  instants: [
    new Date(openAt ?? dueAt),
    ...remindBeforeMs.map((lead) => new Date(dueAt - lead)),
    new Date(dueAt),
    ...ladder.rungs.map(({ afterMs }) => new Date(dueAt + afterMs)),
  ],
});

function nextDue(): Figure[] {
  const plan = planOf(oneSite(STEPS));
  const state = initialState(plan);
  const naive = plan.duties.map(datesOf);
  const looks = 1_000_000;
  let sum = 0;
  const ours = bestMs(() => {
    for (let n = 0; n < looks; n += 1) sum += nextWake(plan, state) % 2;
  });
  const theirs = bestMs(() => {
    for (let n = 0; n < looks / 1_000; n += 1)
      sum += (naiveNext(naive, new Date(n))?.getTime() ?? 0) % 2;
  });
  if (sum < 0) throw new Error('never: it keeps the loops from being optimised away');
  const perLook = (ours * 1e6) / looks;
  const naivePerLook = (theirs * 1e6) / (looks / 1_000);
  return [
    { name: 'next due: one look', value: perLook, unit: 'ns' },
    { name: 'next due: per step', value: perLook / STEPS, unit: 'ns', target: '≤ 10 ns' },
    { name: 'next due: naive, one look', value: naivePerLook, unit: 'ns', note: 'Date objects' },
    { name: 'next due: gain', value: naivePerLook / perLook, unit: '×', target: '≥ 20 ×' },
  ];
}

function ticking(): Figure[] {
  const plan = planOf(oneSite(STEPS));
  const naive = plan.duties.map(datesOf);
  let events = 0;
  const ours = bestMs(() => {
    events = 0;
    let state = initialState(plan);
    for (let now = nextWake(plan, state); now < NEVER; now = nextWake(plan, state)) {
      const decision = decide(plan, state, { type: 'tick' }, now);
      state = decision.state;
      events += decision.events.length;
    }
  });
  let naiveWakes = 0;
  const theirs = bestMs(() => {
    naiveWakes = 0;
    for (let now: Date | undefined = new Date(0); now; now = naiveNext(naive, now)) naiveWakes += 1;
  });
  const done = bestMs(() => {
    let state = initialState(plan);
    for (const { id } of plan.duties) {
      const command = { type: 'complete', step: id, by: 'li', key: id } as const;
      state = decide(plan, state, command, epochMs(0)).state;
    }
  });
  return [
    { name: 'tick: per event', value: (ours * 1e3) / events, unit: 'µs', note: `${events} words` },
    { name: 'tick: per step, season long', value: (ours * 1e3) / STEPS, unit: 'µs' },
    { name: 'tick: naive, next wake only', value: (theirs * 1e3) / naiveWakes, unit: 'µs' },
    { name: 'completion with a key', value: (done * 1e3) / plan.duties.length, unit: 'µs' },
  ];
}

const BLOCK = 12;

/** Steps of all kinds, in blocks of twelve: the eleventh a series of ten days, the twelfth a watch. */
function mixedStep(n: number): StepSource {
  const plain = { ...step(n), accept: n % BLOCK === 0 ? step(0).accept : null };
  const days = `E-${20 - (n % 10)}d`;
  switch (n % BLOCK) {
    case 2:
      return { ...plain, kind: 'ask', lines: lines('own.a', 'own.b', 'parent.c') };
    case 3: {
      const by = ['own.doer', 'own.keeper', 'parent.office'];
      return { ...plain, kind: 'signed', sign: { by, within: '1d', ordered: true } };
    }
    case 4:
    case 5:
      return { ...plain, with: ['own.a', 'parent.c'], lines: lines('own.a', 'parent.c') };
    case 6:
      return { ...plain, opens: null, due: `done(${step(n - 6).id})+8h` };
    case 7:
      return { ...plain, needs: [{ step: step(n - 1).id, scope: 'own' }] };
    case 9:
      return { ...plain, kind: 'gate', needs: [{ step: step(n - 1).id, scope: 'own' }] };
    case 10: {
      const series = { daily: ['12:00', '18:00'], from: `${days} 08:00`, until: 'E-1d 20:00' };
      return {
        ...plain,
        kind: 'series',
        opens: null,
        series: { ...series, of: 'task', lead: '4h' },
      };
    }
    case 11: {
      const watch = { from: `${days} 08:00`, until: 'E-1d 08:00', shift: '1d', grace: '10m' };
      const crew = { within: '15m', minimum: 2, heads: 1 };
      return { ...plain, kind: 'watch', opens: null, watch: { ...watch, ...crew } };
    }
    default:
      return plain;
  }
}

const lines = (...targets: readonly string[]) => targets.map((by, n) => ({ id: `l${n}`, by }));

/** Everybody does his duty an hour before it is due, whatever its kind; a watch changes at its boundaries. */
function mixedScript({ duties }: UnitPlan): Scripted[] {
  return duties.flatMap(doing).sort((a, b) => a.at - b.at);
}

function doing(duty: Duty): Scripted[] {
  if (duty.series) return occurrencesOf(duty).flatMap(doing);
  const { id: name, dueAt, accept, sign, watch } = duty;
  const at = epochMs(dueAt - HOUR);
  const by = 'li';
  const answered = {
    type: 'answer',
    step: name,
    by,
    lines: [{ line: '*', state: 'normal' }],
  } as const;
  switch (duty.kind) {
    case 'gate':
    case 'series':
      return [];
    case 'watch':
      return watch ? changes(name, watch) : [];
    case 'ask':
      return [{ at, command: answered }];
    case 'signed':
      return (sign?.posts ?? []).map((post, n) => ({
        at: epochMs(at + n),
        command: { type: 'confirm', step: name, by: `p${n}`, post, content: 'same' },
      }));
    case 'task':
      return [
        ...(duty.lines.length > 0 ? [{ at, command: answered }] : []),
        { at, command: { type: 'complete', step: name, by } },
        ...(accept ? [{ at, command: { type: 'accept', step: name, by: 'wang' } as const }] : []),
      ];
  }
}

function changes(step: string, { fromAt, untilAt, shiftMs }: Watch): Scripted[] {
  const all: Scripted[] = [];
  for (let at = fromAt - 60_000, n = 0; at < untilAt - shiftMs / 2; at += shiftMs, n += 1) {
    const crew = { type: 'confirm', step, content: `h${n % 2} | m1 m2` } as const;
    const goes = { ...crew, by: `h${(n + 1) % 2}`, post: 'outgoing' } as const;
    if (n > 0) all.push({ at: epochMs(at), command: goes });
    all.push({ at: epochMs(at), command: { ...crew, by: `h${n % 2}`, post: 'incoming' } });
  }
  return all;
}

/** Engine and simulation over steps of all kinds. */
function allKinds(): Figure[] {
  const source = seasonOf(SITES, STEPS);
  const steps = Array.from({ length: STEPS }, (_, n) => mixedStep(n));
  const { unitPlans, faults } = compile({ ...source, steps }, calendarOf(source.timezone), 1);
  if (faults.length > 0) throw new Error(JSON.stringify(faults[0]));
  const sites = unitPlans.filter(({ kind }) => kind === 'site');
  const one = sites.at(-1);
  if (!one) throw new Error('the season has no site');
  const plan = planOf(one);
  let state = initialState(plan);
  const looks = 1_000_000;
  const look = bestMs(() => {
    for (let n = 0; n < looks; n += 1)
      state = nextWake(plan, state) < 0 ? initialState(plan) : state;
  });
  const script = mixedScript(one);
  const figures: Figure[] = [
    { name: 'all kinds: next due, per step', value: (look * 1e6) / looks / STEPS, unit: 'ns' },
  ];
  for (const [name, units] of [
    ['nobody', sites],
    ['all in time', sites.map((unit) => ({ ...unit, script }))],
  ] as const) {
    let events = 0;
    let refused = 0;
    const single = bestMs(() => simulate(units.slice(-1), () => {}));
    const ms = elapsedMs(() =>
      simulate(units, ({ event }) => {
        events += 1;
        if (event.type === 'refused') refused += 1;
      }),
    );
    const each = ((ms * 1e3) / events).toFixed(2);
    const note = `${events} events, ${each} µs each${refused > 0 ? `, ${refused} refused` : ''}`;
    figures.push(
      { name: `all kinds: one site, ${name}, per step`, value: (single * 1e3) / STEPS, unit: 'µs' },
      { name: `simulate all kinds: ${name}`, value: ms / 1e3, unit: 's', note },
    );
  }
  return figures;
}

/** Everybody does everything an hour before it is due, and whoever accepts it does so at once. */
const scriptOf = ({ duties }: UnitPlan): Scripted[] =>
  duties
    .flatMap(({ id, dueAt, accept }): Scripted[] => {
      const at = epochMs(dueAt - HOUR);
      const done = { at, command: { type: 'complete', step: id, by: 'li' } } as const;
      return accept ? [done, { at, command: { type: 'accept', step: id, by: 'wang' } }] : [done];
    })
    .sort((a, b) => a.at - b.at);

function season(): Figure[] {
  const plan = seasonOf(SITES, STEPS);
  let plans: readonly UnitPlan[] = [];
  const figures: Figure[] = [];
  const compileMs = elapsedMs(() => (plans = compiled(plan)));
  figures.push({ name: `compile ${SITES} × ${STEPS}`, value: compileMs / 1e3, unit: 's' });
  for (const [name, units] of [
    ['nobody does anything', plans],
    // One script for all: sites differ by path, not by instants.
    [
      'everybody in time',
      plans.map((unit) => ({ ...unit, script: scriptOf(plans.at(-1) ?? unit) })),
    ],
  ] as const) {
    let events = 0;
    const count = ({ event }: { event: UnitEvent }) => (events += event.type === 'refused' ? 0 : 1);
    const sites = units.filter(({ kind }) => kind === 'site');
    const ms = elapsedMs(() => simulate(sites, count));
    const note = `${events} events, ${((ms * 1e3) / events).toFixed(2)} µs each`;
    const target = 'seconds for 10,000 × 120';
    figures.push({ name: `simulate: ${name}`, value: ms / 1e3, unit: 's', target, note });
  }
  return figures;
}

function move(): Figure[] {
  const plan = planOf(oneSite(MOVED.steps));
  const moved = oneSite(MOVED.steps, '2027-07-07', 2);
  const at = epochMs(Date.UTC(2027, 3, 1));
  const states = Array.from({ length: MOVED.sites }, () => initialState(plan));
  const deadlines = MOVED.sites * MOVED.steps;
  const ms = bestMs(() => {
    for (const state of states)
      decide(plan, state, { type: 'adopt', plan: moved, hash: 'moved' }, at);
  }, 5);
  const note = `${((ms * 1e6) / deadlines).toFixed(0)} ns a deadline`;
  return [{ name: `move ${deadlines} deadlines`, value: ms, unit: 'ms', target: '≤ 100 ms', note }];
}

const plain = () => [...nextDue(), ...ticking(), ...move(), ...season()];
// At 10,000 sites all kinds are some 40 million events: ask for fewer.
const figures = [
  ...(values.only === 'kinds' ? [] : plain()),
  ...(values.only === 'plain' ? [] : allKinds()),
];
if (values.json) console.log(JSON.stringify({ node: process.version, figures }));
else
  for (const { name, value, unit, target = '', note = '' } of figures)
    console.log(
      name.padEnd(40),
      value.toPrecision(3).padStart(9),
      unit.padEnd(3),
      target.padEnd(26),
      note,
    );
