import { describe, expect, it } from 'vitest';
import { readSeasonFiles } from '../../src/plan/season-folder.js';
import { SMALL } from './small-season.js';

/** The small season as a template under `../base`, and a season that says only what differs. */
function readOver(plan: string, files: Readonly<Record<string, string>> = {}) {
  const base = Object.entries(SMALL).map(([name, text]) => [`../base/${name}`, text] as const);
  const all = Object.fromEntries([...base, ['plan.yaml', plan], ...Object.entries(files)]);
  const encoder = new TextEncoder();
  const contents = Object.entries(all).map(([name, text]) => [name, encoder.encode(text)]);
  return readSeasonFiles('plans/season', Object.fromEntries(contents));
}

const SEASON = 'extends: ../base\nseason: ours\nexamDay: 2028-06-16\n';

function planOver(plan: string, files?: Readonly<Record<string, string>>) {
  const read = readOver(plan, files);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read;
}
function faultsOver(plan: string, files?: Readonly<Record<string, string>>): string[] {
  const read = readOver(plan, files);
  if (!('faults' in read)) return [];
  return read.faults.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
}

describe('a season that extends a template', () => {
  it('takes over what it does not say, and every file it does not have', () => {
    const { plan, posts, rehearsal } = planOver(SEASON);
    expect([plan.season, plan.examDay, plan.title.en]).toEqual([
      'ours',
      '2028-06-16',
      'Small season',
    ]);
    expect(plan.steps.map(({ id }) => id)).toEqual([
      'safe',
      'closed',
      'letters',
      'notice',
      'ready',
    ]);
    expect([plan.units.length, posts.length, rehearsal?.exceptions.length]).toEqual([3, 8, 2]);
  });

  it('changes a step by the keys that differ, and a ladder and a kind by theirs', () => {
    const { plan } = planOver(`${SEASON}steps:
  - { id: safe, due: E-2d 09:00, remind: [] }
  - { id: more, title: { zh: 新增, en: More }, phase: eve, scope: { kinds: [site] }, due: E 07:00, source: A1 }
ladders:
  general: { repeat: null }
  extra: { rungs: [{ after: 0m, to: own.leader }] }
kinds:
  - { id: site, title: { zh: 考场点, en: Place } }
`);
    const safe = plan.steps[0];
    expect([safe?.due, safe?.remind, safe?.opens, safe?.accept?.by]).toEqual([
      'E-2d 09:00',
      [],
      'E-4d 09:00',
      'root.office',
    ]);
    expect(plan.steps.map(({ id }) => id).at(-1)).toBe('more');
    expect(plan.ladders['general']).toMatchObject({ repeat: null, rungs: [{}, {}] });
    expect(Object.keys(plan.ladders)).toEqual(['general', 'extra']);
    expect(plan.kinds?.map(({ title }) => title.en)).toEqual(['Area', 'Place']);
  });

  it('leaves out the steps it drops', () => {
    const { plan } = planOver(`${SEASON}drop: [closed, notice]\n`, {
      'rehearsal.yaml': 'exceptions: []\n',
    });
    expect(plan.steps.map(({ id }) => id)).toEqual(['safe', 'letters', 'ready']);
  });

  it('says one exam in place of several, and several in place of one', () => {
    const exams = `extends: ../base
season: ours
exams:
  - { id: gaokao, title: { zh: 高考, en: Gaokao }, firstDay: 2027-06-07, lastDay: 2027-06-08 }
  - { id: zhongkao, title: { zh: 中考, en: Zhongkao }, firstDay: 2027-06-16, lastDay: 2027-06-18 }
`;
    const { plan } = planOver(exams);
    expect([plan.examDay, plan.exams?.length]).toEqual(['2027-06-07', 2]);
    const one = planOver('extends: ../several\nexamDay: 2027-06-20\n', {
      '../several/plan.yaml': exams,
    });
    expect([one.plan.examDay, one.plan.exams]).toEqual(['2027-06-20', undefined]);
  });

  it('is the same through a chain of five, and no longer', () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, n) => [
          `../t${n}/plan.yaml`,
          `extends: ../${n + 1 < length ? `t${n + 1}` : 'base'}\n`,
        ]),
      );
    const start = SEASON.replace('../base', '../t0');
    expect(JSON.stringify(planOver(start, chain(4)).plan)).toBe(
      JSON.stringify(planOver(SEASON).plan),
    );
    expect(faultsOver(start, chain(5))).toContain('plans/t4/plan.yaml:1:10 extends-too-deep');
  });
});

describe('a fault of a merged plan', () => {
  it('stands in the file that says the wrong thing', () => {
    expect(faultsOver(`${SEASON}steps:\n  - { id: safe, doer: root.cook }\n`)).toEqual([
      'plans/season/plan.yaml:5:23 post-nobody-holds',
    ]);
    const broken = { '../base/plan.yaml': SMALL['plan.yaml'].replace('phase: eve', 'phase: x') };
    expect(faultsOver(`${SEASON}steps:\n  - { id: safe, doer: root.cook }\n`, broken)).toEqual([
      'plans/base/plan.yaml:18:12 unknown-phase',
      'plans/season/plan.yaml:5:23 post-nobody-holds',
    ]);
  });

  it('stands at the key that the season adds, and names the nearest one', () => {
    expect(faultsOver(`${SEASON}steps:\n  - { id: safe, remnd: [] }\n`)).toEqual([
      'plans/season/plan.yaml:5:17 unknown-key',
    ]);
    expect(faultsOver(`${SEASON}saison: x\n`)).toEqual(['plans/season/plan.yaml:4:1 unknown-key']);
  });

  it('stands at a new step that says too little, and at an id that is there twice', () => {
    expect(faultsOver(`${SEASON}steps:\n  - { id: saef, doer: root.office }\n`)[0]).toBe(
      'plans/season/plan.yaml:5:5 missing-key',
    );
    expect(
      faultsOver(`${SEASON}steps:\n  - { id: safe }\n  - { id: safe, remind: [] }\n`),
    ).toContain('plans/season/plan.yaml:6:11 duplicate-id');
  });

  it('stands in the template for files that the season takes from it', () => {
    const posts = SMALL['posts.csv'].replace('top/two,doer', 'top/tow,doer');
    expect(faultsOver(SEASON, { '../base/posts.csv': posts })).toEqual([
      'plans/base/posts.csv:8:7 unknown-unit',
    ]);
  });

  it('says what is wrong with the chain itself', () => {
    expect(faultsOver(SEASON.replace('../base', '../bse'))[0]).toBe(
      'plans/season/plan.yaml:1:10 extends-missing',
    );
    expect(faultsOver(SEASON.replace('../base', '/etc'))[0]).toBe(
      'plans/season/plan.yaml:1:10 bad-folder',
    );
    expect(faultsOver(SEASON, { '../base/plan.yaml': 'extends: ../season\n' })[0]).toBe(
      'plans/base/plan.yaml:1:10 extends-circle',
    );
    expect(faultsOver(`${SEASON}drop: [unsafe]\n`)).toEqual([
      'plans/season/plan.yaml:4:8 unknown-step',
    ]);
  });
});
