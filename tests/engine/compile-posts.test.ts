import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../src/engine/calendar.js';
import { compile, postOf, seal } from '../../src/engine/compile.js';
import type { PostHolder, SeasonPlan, StepSource } from '../../src/engine/season-plan.js';
import { naturally } from '../../src/engine/tree.js';
import { byPath, compiled, dutiesOf, seasonPlan, seasonPlans, step } from './season.js';
import { HOUR, MINUTE } from './unit.js';

const title = { zh: '单位', en: 'Unit' };
const unit = (path: string, kind: string, rooms = 0) => ({
  ...{ path, kind, title, candidates: 0, rooms },
});
/** Two areas, one with three sites, one with a vault, and departments of the city. */
const units = [
  unit('city', 'city'),
  unit('city/police', 'department'),
  unit('city/east', 'area'),
  unit('city/east/s10', 'site', 2),
  unit('city/east/s2', 'site', 1),
  unit('city/east/vault', 'vault'),
  unit('city/west', 'area'),
  unit('city/west/s1', 'site', 3),
];
const devices = [
  { id: 'rec-10', kind: 'recorder', unit: 'city/east/s10' },
  { id: 'rec-2', kind: 'recorder', unit: 'city/east/s10' },
  { id: 'cam-1', kind: 'camera', unit: 'city/east/s10' },
  { id: 'rec-3', kind: 'recorder', unit: 'city/west/s1' },
];
const holder = (person: string, from = '', to = ''): PostHolder => ({
  ...{ post: 'city/east/s10#invigilator', person, name: person, title: '' },
  ...{ from, to },
});
// Due on 15 June.
const posts = [
  ...[holder('p10', '2027-06-15', '2027-06-15'), holder('p2'), holder('p2')],
  ...[holder('old', '', '2027-06-14'), holder('new', '2027-06-16')],
];
const city = (...steps: StepSource[]): SeasonPlan => seasonPlan(steps, { units, devices });
const linesAt = (path: string, over: Partial<StepSource>) => {
  const plan = city(step('a', { scope: { units: [path] }, kind: 'ask', ...over }));
  const { unitPlans, faults } = compile(plan, calendarOf(plan.timezone), 1, { posts });
  const lines = unitPlans.find((one) => one.path === path)?.duties[0]?.lines ?? [];
  return [
    ...lines.map(({ id, by }) => `${id} ${by}`),
    ...faults.map(({ code, detail, at }) => `${code} ${detail} ${at.join('.')}`),
  ];
};

describe('the lines of an ask', () => {
  const none: readonly string[] = [];
  it.each<[string, string, StepSource['lines'][number], readonly string[]]>([
    ['by name', 'city/east', { id: 'police', by: 'root/police.head' }, ['police city/police#head']],
    [
      'one a unit of a kind in the whole season, counted as people count',
      'city/east',
      { each: 'site', role: 'chief', reach: 'season', facts: none },
      ['east-s2 city/east/s2#chief', 'east-s10 city/east/s10#chief', 'west-s1 city/west/s1#chief'],
    ],
    [
      'one a unit below the one that owes',
      'city/east',
      { each: 'site', role: 'chief', reach: 'below', facts: none },
      ['east-s2 city/east/s2#chief', 'east-s10 city/east/s10#chief'],
    ],
    [
      'one a room, and a fact',
      'city/east/s10',
      { rooms: true, by: 'own.technician', facts: ['camera', 'shielding'] },
      [
        'room-1.camera city/east/s10#technician',
        'room-1.shielding city/east/s10#technician',
        'room-2.camera city/east/s10#technician',
        'room-2.shielding city/east/s10#technician',
      ],
    ],
    [
      'one a device of the unit',
      'city/east/s10',
      { devices: 'recorder', by: 'own.technician', facts: none },
      ['rec-2 city/east/s10#technician', 'rec-10 city/east/s10#technician'],
    ],
    [
      'one a device of all units below',
      'city',
      { devices: 'recorder', by: 'own.technician', facts: none },
      ['rec-2 city#technician', 'rec-3 city#technician', 'rec-10 city#technician'],
    ],
    [
      'one a holder of a post on the day it is due',
      'city/east/s10',
      { holders: 'invigilator', facts: ['trained'] },
      ['p2.trained city/east/s10#invigilator', 'p10.trained city/east/s10#invigilator'],
    ],
  ])('are %s', (_, path, line, expected) => {
    expect(linesAt(path, { lines: [line] })).toEqual(expected);
  });

  it('are refused where nobody is asked, and where one is asked twice', () => {
    const sites = { each: 'site', role: 'chief', reach: 'below', facts: none } as const;
    expect(linesAt('city/police', { lines: [sites] })).toEqual(['lines-none site lines.0']);
    const invigilators = { holders: 'invigilator', facts: none };
    expect(linesAt('city/west/s1', { lines: [invigilators] })).toEqual([
      'lines-none invigilator lines.0',
    ]);
    expect(linesAt('city/east', { lines: [sites, sites] })).toEqual(['line-repeats east-s2 lines']);
  });

  it('stay within bounds however many rooms a list claims', () => {
    const huge = units.map((one) => ({ ...one, rooms: 20_001 }));
    const rooms = { rooms: true, by: 'own.doer', facts: none } as const;
    const plan = seasonPlan([step('a', { kind: 'ask', lines: [rooms] })], { units: huge });
    expect(compiled(plan).faults.map(({ code }) => code)).toEqual(Array(3).fill('lines-too-many'));
  });
});

describe('joint departments', () => {
  it('each have a line, named by their unit, and by the post where two of one unit are joined', () => {
    const joint = ['root/police.liaison', 'own/vault.keeper', 'own/vault.head', 'own.deputy'];
    expect(linesAt('city/east', { kind: 'task', with: joint })).toEqual([
      'police city/police#liaison',
      'east-vault.keeper city/east/vault#keeper',
      'east-vault.head city/east/vault#head',
      'east city/east#deputy',
    ]);
  });

  it('of another unit than there is are a fault', () => {
    expect(linesAt('city/west', { kind: 'task', with: ['own/vault.keeper'] })).toContain(
      'unknown-unit own/vault.keeper with.0',
    );
  });
});

describe('a post', () => {
  it.each([
    ['root/police.head', 'city/police#head'],
    ['own/vault.keeper', 'city/east/vault#keeper'],
    ['parent/police.head', 'city/police#head'],
    ['root/east/vault.keeper', 'city/east/vault#keeper'],
  ])('%s is of a unit below', (target, post) => {
    expect(postOf(target, 'city/east')).toBe(post);
  });

  it('of a unit that is not there is told at the key that names it, for each unit', () => {
    const steps = [
      step('a', { doer: 'own/vault.keeper', scope: { kinds: ['area'] } }),
      step('again', { doer: 'own/vault.keeper', scope: { kinds: ['area'] } }),
      step('b', {
        kind: 'signed',
        scope: { units: ['city/west'] },
        sign: { by: ['own.head', 'root/fire.head'], within: '1h', ordered: false },
      }),
    ];
    const faults = compiled(city(...steps)).faults.map(
      ({ code, step: id, unit: path, at }) => `${code} ${id} ${path} ${at.join('.')}`,
    );
    expect(faults.sort()).toEqual([
      'unknown-unit a city/west doer',
      'unknown-unit again city/west doer',
      'unknown-unit b city/west sign.by.1',
    ]);
  });

  it('that signs twice stands twice', () => {
    const sign = { by: ['own.deputy', 'own.deputy', 'own.chief'], within: '30m', ordered: true };
    const { seal: duty } = dutiesOf(seasonPlan([step('seal', { kind: 'signed', sign })]));
    expect(duty?.sign?.posts).toEqual([
      ...['county/one#deputy', 'county/one#deputy', 'county/one#chief'],
    ]);
  });
});

describe('a ladder', () => {
  const rungs = [
    { after: '0m', to: 'own.leader' },
    { after: '1h', to: 'root.director', release: '20m' },
  ];

  it('shows the coordinator first what goes out by itself later', () => {
    const plan = seasonPlan([step('a')], {
      ladders: { general: { rungs, repeat: { every: '1h', times: 2 } } },
    });
    const ladder = {
      rungs: [
        { afterMs: 0, to: 'county/one#leader' },
        { afterMs: HOUR, to: 'county#office', preview: true },
        { afterMs: HOUR + 20 * MINUTE, to: 'county#director' },
      ],
      repeat: { everyMs: HOUR, times: 2 },
    };
    expect(dutiesOf(plan)['a']?.ladder).toEqual(ladder);
    expect(byPath(plan)['county/one']?.addedLadder).toEqual(ladder);
  });

  it('shows the coordinator nothing of a word to himself, or to one who was told before', () => {
    const plan = seasonPlan([step('a')], {
      ladders: {
        general: {
          rungs: [
            ...rungs,
            { after: '2h', to: 'root.director', release: '1h' },
            { after: '3h', to: 'root.office', release: '1h' },
          ],
          repeat: null,
        },
      },
    });
    expect(
      dutiesOf(plan)['a']?.ladder.rungs.map(({ afterMs, to, preview }) => [afterMs, to, preview]),
    ).toEqual([
      [0, 'county/one#leader', undefined],
      [HOUR, 'county#office', true],
      [HOUR + 20 * MINUTE, 'county#director', undefined],
      [4 * HOUR, 'county#office', undefined],
    ]);
  });

  it('is climbed in the order in which its words go out', () => {
    const told = [
      { after: '2h', to: 'root.director', release: '2h' },
      { after: '3h', to: 'own.leader' },
    ];
    const plan = seasonPlan([step('a')], { ladders: { general: { rungs: told, repeat: null } } });
    expect(dutiesOf(plan)['a']?.ladder.rungs.map(({ afterMs }) => afterMs / HOUR)).toEqual([
      2, 3, 4,
    ]);
  });

  it('for duties added later is the general one, else the first by name', () => {
    const to = (target: string) => ({ rungs: [{ after: '0m', to: target }], repeat: null });
    const added = (ladders: SeasonPlan['ladders']) =>
      byPath(seasonPlan([], { ladders }))['county/one']?.addedLadder.rungs.map((rung) => rung.to);
    expect(added({ b: to('own.b'), a: to('own.a') })).toEqual(['county/one#a']);
    expect(added({ a: to('own.a'), general: to('own.g') })).toEqual(['county/one#g']);
    expect(added({})).toEqual([]);
  });

  it('is another one for units of another kind, and never followed in a circle', () => {
    const to = (target: string) => ({ rungs: [{ after: '0m', to: target }], repeat: null });
    const plan = seasonPlan([step('a', { scope: { kinds: ['county', 'site'] } })], {
      ladders: {
        general: { ...to('own.leader'), byKind: { county: 'top' } },
        top: { ...to('own.director'), byKind: { county: 'general' } },
      },
    });
    const told = ['county', 'county/one'].map(
      (path) => dutiesOf(plan, path)['a']?.ladder.rungs[0]?.to,
    );
    expect(told).toEqual(['county#director', 'county/one#leader']);
    const missing = { general: { ...to('own.leader'), byKind: { site: 'nowhere' } } };
    const { faults } = compiled(seasonPlan([step('a')], { ladders: missing }));
    expect(faults.map(({ code, at }) => [code, at])).toEqual([
      ['unknown-ladder', ['ladder']],
      ['unknown-ladder', ['ladder']],
    ]);
  });
});

describe('the same content', () => {
  it('is the same plan, in whatever order it was written', () => {
    const sealed = (plan: SeasonPlan) =>
      Object.fromEntries(
        seal(compiled(plan).unitPlans, (one) => JSON.stringify(one)).map(({ plan: one, hash }) => [
          one.path,
          hash,
        ]),
      );
    const turned = (plan: SeasonPlan): SeasonPlan => ({
      ...plan,
      steps: [...plan.steps].reverse(),
      ladders: Object.fromEntries(Object.entries(plan.ladders).reverse()),
      units: [...plan.units.slice(0, 1), ...plan.units.slice(1).reverse()],
    });
    fc.assert(
      fc.property(seasonPlans, (plan) => {
        const other = { rungs: [], repeat: null };
        const two = { ...plan, ladders: { chain: other, ...plan.ladders } };
        expect(sealed(turned(two))).toEqual(sealed(two));
      }),
    );
  });

  it('stands in the order in which people count', () => {
    const sorted = ['s10', 's9', 's1/a', 's1', 's01', 't', 's2'].sort(naturally);
    expect(sorted).toEqual(['s01', 's1', 's1/a', 's2', 's9', 's10', 't']);
  });
});
