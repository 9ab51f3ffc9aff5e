import type { SeasonPlan, StepSource } from '../../src/engine/season-plan.js';
import { custodySource } from './a-consignment.js';
import { step, tenSteps, unit } from './skipping-season.js';
import type { Line } from './skipping.js';

export const ONE = 'county/one/vault';
export const TWO = 'county/two/vault';
export const BADGED = 'h1:01 h2:02 | m1:03 m2:04 m3:05 m4:06 | ke co';
const scope = { kinds: ['vault'] };
const title = (zh: string) => ({ zh, en: zh });

/** What a vault owes from its permit to the morning of the exam. */
const steps: readonly StepSource[] = [
  step({ id: 'permit', due: 'E-2d 12:00', scope }),
  step({
    ...{ id: 'hands', kind: 'signed', scope, opens: 'E-2d 16:00', due: 'E-2d 18:00' },
    sign: { by: ['own.keeper', 'own.keeper-two'], within: '30m', ordered: false },
    vault: {
      ...{ within: '15m', permit: 'permit', again: '2h', during: ['received'], grace: '45m' },
      lock: {
        title: title('保密室非正常开启'),
        doer: 'own.leader',
        within: '5m',
        ladder: 'minutes',
      },
    },
  }),
  step({
    ...{ id: 'received', scope, opens: 'E-1d 08:00', due: 'E-1d 12:00' },
    needs: [
      { step: 'permit', scope: 'own' },
      { step: 'hands', scope: 'own' },
    ],
    notBefore: { at: 'E-2d 00:00', unless: 'early' },
  }),
  step({
    ...{ id: 'guard', kind: 'watch', scope, due: 'E 08:00', ladder: 'minutes' },
    watch: {
      ...{ from: 'done(received)', until: 'E 08:00', minimum: 4, heads: 2 },
      ...{ shift: '24h', within: '15m', grace: '10m', badges: true },
    },
  }),
  step({
    ...{ id: 'patrol', kind: 'series', quiet: true, scope, due: 'E 08:00', ladder: 'minutes' },
    series: { every: '30m', from: 'done(received)', until: 'E 08:00', of: 'signed', lead: '10m' },
    sign: { by: ['own.shift', 'own.shift'], within: '10m', ordered: false, onDuty: 'guard' },
  }),
  step({
    ...{ id: 'zero', kind: 'series', scope, due: 'E 08:00', ladder: 'minutes' },
    series: { daily: ['21:30'], from: 'E-1d 20:00', until: 'E 08:00', of: 'task', lead: '1h' },
    warn: [{ before: '10m', to: 'root.office' }],
  }),
];

/** A county with two vaults, and papers that are fetched from the first between 05:15 and 06:45. */
export function withVaults(): SeasonPlan {
  const plan = tenSteps();
  const custody = custodySource();
  const rungs = [
    { after: '0m', to: 'own.leader' },
    { after: '10m', to: 'root.admissions' },
    { after: '30m', to: 'root.director' },
  ];
  return {
    ...plan,
    units: [
      ...plan.units,
      unit(TWO, 'vault'),
      ...custody.consignments.map(({ path }) => unit(path, 'consignment')),
    ],
    ladders: {
      ...plan.ladders,
      minutes: { rungs, repeat: null },
      custody: { rungs, repeat: null },
    },
    steps,
    custody,
  };
}

/** Both vaults in order until the evening of the eve: permit, hands, crew, papers. */
export const inOrder = (vault: string): Line[] => [
  ['2027-06-14 10:00', vault, 'completeSteps', { step: 'permit', by: 'se' }],
  ...(['keeper', 'keeper-two'] as const).map(
    (post): Line => [
      ...(['2027-06-14 16:30', vault, 'confirm'] as const),
      {
        step: 'hands',
        by: post === 'keeper' ? 'ke' : 'co',
        post: `${vault}#${post}`,
        content: '甲',
      },
    ],
  ),
  [
    ...(['2027-06-15 11:50', vault, 'confirm'] as const),
    { step: 'guard', by: 'h1', post: 'incoming', content: BADGED },
  ],
  ['2027-06-15 12:00', vault, 'completeSteps', { step: 'received', by: 'ke' }],
];

/** One patrol of two on duty, minutes before its half hour. */
export const patrolled = (vault: string, n: number, civil: string): Line[] =>
  ['m1', 'm2'].map(
    (by): Line => [
      ...([civil, vault, 'confirm'] as const),
      { step: 'patrol', occurrence: `${n}`, by, post: `${vault}#shift`, content: '正常' },
    ],
  );
