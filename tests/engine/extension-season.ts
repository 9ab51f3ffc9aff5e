import { calendarOf } from '../../src/engine/calendar.js';
import { compile } from '../../src/engine/compile.js';
import type { UnitPlan } from '../../src/engine/model.js';
import type { SeasonPlan, StepSource } from '../../src/engine/season-plan.js';
import { seasonPlan, step } from './season.js';
import { act, complete } from './unit.js';

const ofSession = (id: string, over: Partial<StepSource>) =>
  step(id, { sessions: ['chinese', 'maths'], ...over });
const minutes = {
  fields: [{ id: 'minutes', title: { zh: '分钟', en: 'Minutes' }, type: 'number', required: true }],
} as const;
const form = { ...minutes, checks: [] };
const tell = ['own.head', 'parent.office'];

const STEPS = [
  ofSession('ready', { due: 'S-30m', opens: 'S-60m' }),
  ofSession('started', { due: 'S+15m', opens: 'S+0m', remind: ['5m'] }),
  ofSession('closed', { due: 'S.end+40m', opens: 'S.end+0m', remind: ['10m'] }),
  ofSession('bound', { due: 'done(closed)+20m' }),
  ofSession('sealed', {
    kind: 'signed',
    due: 'S.end+50m',
    sign: { by: ['own.keeper', 'own.head'], within: '20m', ordered: false },
  }),
  ofSession('checked', {
    kind: 'gate',
    due: 'S.end+45m',
    needs: [{ step: 'closed', scope: 'own' }],
  }),
  ofSession('rounds', {
    kind: 'series',
    series: { every: '30m', from: 'S', until: 'S.end', of: 'task', lead: '10m' },
    due: 'S.end',
  }),
  step('evening', { due: 'E 21:30' }),
  step('reported', { procedure: 'late', due: 'begun+2m' }),
  step('approved', {
    procedure: 'late',
    due: 'done(reported)+3m',
    form,
    prolongs: { by: 'minutes', from: 'start', atMost: '2h', tell },
  }),
  step('replayed', {
    procedure: 'replay',
    due: 'begun+3m',
    form,
    prolongs: { by: 'minutes', from: 'end', atMost: '1h', tell },
  }),
];
const title = { zh: '流程', en: 'Procedure' };

/** A county whose sites may start a session late and play its listening part again; the end of each session is `end`. */
export const lateSeason = (over: Partial<SeasonPlan> = {}): SeasonPlan => ({
  ...seasonPlan(STEPS, over),
  procedures: [
    { id: 'late', title, session: true },
    { id: 'replay', title, session: true },
  ],
});

/** One of its sites. */
export function siteOf(plan: SeasonPlan, version = 1): UnitPlan {
  const { unitPlans } = compile(plan, calendarOf('Asia/Shanghai'), version);
  const unit = unitPlans.find(({ path }) => path === 'county/one');
  if (!unit) throw new Error('there is no such unit');
  return unit;
}

export const begin = (procedure: string, more: object = {}) =>
  act('begin', null, { procedure, about: '第3考场', ...more });
export const approve = (step: string, by: number, more: object = {}) =>
  complete(step, { by: 'zhu', form: { minutes: by }, ...more });
