import { calendarOf } from '../../src/engine/calendar.js';
import { compile } from '../../src/engine/compile.js';
import type { CustodyRules, CustodySource, PacketSource } from '../../src/engine/custody-source.js';
import type { UnitPlan } from '../../src/engine/model.js';
import type { SeasonPlan } from '../../src/engine/season-plan.js';
import { tenSteps } from './skipping-season.js';

export const BATCH = 'county/batch-chinese';
export const VAULT = ['county/one/vault#keeper', 'county/one/vault#keeper-two'] as const;
export const SITE = ['county/one#keeper', 'county/one#keeper-two'] as const;
export const CAR = ['county#escort', 'county#escort-two'] as const;
export const POLICE = ['county#police', 'county#police-two'] as const;
/** Bars, not letters of the alphabet: no plate that is on the road. */
export const PLATE = '岚A·00K61';

const title = (zh: string) => ({ zh, en: zh });
const rule = (zh: string, more: object) => ({
  ...{ title: title(zh), late: '10m', ladder: 'custody', source: 'E1' },
  ...more,
});
const alarm = (zh: string) => ({
  ...{ title: title(zh), doer: 'root.vehicle', within: '10m', ladder: 'custody', source: 'E3' },
});

const RULES: CustodyRules = {
  crew: { keepers: 2, police: 2, escorts: 2, source: 'E1' },
  answerable: 'head',
  phase: 'papers',
  steps: {
    load: rule('装车交接', { lead: '30m', late: '0m', within: '20m' }),
    depart: rule('发车', { late: '5m' }),
    call: rule('途中报告', { late: '5m' }),
    arrive: rule('到达', { late: '10m' }),
    unload: rule('卸车交接', { late: '20m', within: '20m' }),
    handover: rule('交接', { lead: '10m', within: '20m' }),
    labels: rule('核对类别', { lead: '20m', late: '0m', within: '15m' }),
    open: rule('启封', { lead: '15m', late: '0m', within: '10m' }),
  },
  alarms: {
    difference: alarm('数目或封签不符'),
    'wrong-label': alarm('试卷类别不符'),
    'opened-early': alarm('提前启封'),
    'opened-unmatched': alarm('未核对类别即启封'),
    unlocked: alarm('非正常开柜'),
    'escort-short': alarm('押运人员不足'),
  },
};

/** Two boxes of three packets each, from the vault to the site's safe by car, and opened half an hour before. */
const packets: readonly PacketSource[] = [1, 2, 3, 4, 5, 6].map((n) => ({
  ...{ id: `P${n}`, consignment: 'chinese', box: n < 4 ? 'B1' : 'B2', seal: `S00${n}` },
  ...{ sheets: 30, at: 'vault', track: '普通类', route: ['one', 'open-one'] },
}));

export const custodySource = (over: Partial<CustodySource> = {}): CustodySource => ({
  rules: RULES,
  places: [
    { id: 'vault', kind: 'vault', title: title('保密室'), keepers: VAULT },
    {
      id: 'car',
      kind: 'vehicle',
      title: title('一号车'),
      keepers: CAR,
      police: POLICE,
      plate: PLATE,
    },
    { id: 'safe', kind: 'safe', title: title('一中保密柜'), keepers: SITE },
  ],
  consignments: [
    {
      ...{ id: 'chinese', path: BATCH, title: title('语文试卷'), session: 'chinese' },
      legs: [
        {
          ...{ id: 'one', from: 'vault', to: 'safe', vehicle: 'car' },
          ...{ depart: 'S-150m', arrive: 'S-120m', calls: ['S-135m'] },
        },
      ],
      openings: [
        {
          ...{ id: 'open-one', place: 'safe', subject: '语文', track: '普通类' },
          ...{ from: 'S-90m', until: 'S-60m' },
        },
      ],
    },
  ],
  packets,
  ...over,
});

/** The county of the stories with papers on their way: vault 06:00, site 06:30, opened from 07:00 to 07:30. */
export function withPapers(over: Partial<CustodySource> = {}): SeasonPlan {
  const plan = tenSteps();
  const custody = custodySource(over);
  return {
    ...plan,
    units: [
      ...plan.units,
      ...custody.consignments.map(({ path, title: said }) => ({
        ...{ path, kind: 'consignment', title: said, candidates: 0, rooms: 0 },
      })),
    ],
    ladders: {
      ...plan.ladders,
      custody: {
        rungs: [
          { after: '0m', to: 'root.vehicle' },
          { after: '5m', to: 'root.admissions' },
          { after: '10m', to: 'root.director' },
        ],
        repeat: { every: '10m', times: 2 },
      },
    },
    custody,
  };
}

/** The consignment's compiled unit. */
export function batchPlan(plan: SeasonPlan = withPapers(), path = BATCH): UnitPlan {
  const { unitPlans, faults } = compile(plan, calendarOf(plan.timezone), 1);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  const unit = unitPlans.find((one) => one.path === path);
  if (!unit) throw new Error(`no unit ${path}`);
  return unit;
}
