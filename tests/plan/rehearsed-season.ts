import { compileSeason } from '../../src/plan/compile-season.js';
import { buildScripts, castOf } from '../../src/plan/rehearsal.js';
import { ALL_WELL, type RehearsalScript } from '../../src/plan/rehearsal-script.js';
import { readSeasonFiles, type FileName } from '../../src/plan/season-folder.js';
import type { UnitEvent, UnitPlan } from '../../src/engine/model.js';
import { simulate, type Happening } from '../../src/engine/simulate.js';

/** A season with every kind of step: a county, its vault, two sites, the police. */
const FILES: Partial<Record<FileName, string>> = {
  'plan.yaml': `season: every-kind
title: { zh: 各类事项, en: Every kind }
examDay: 2027-06-16
coordinator: root.office
kinds:
  - { id: county, title: { zh: 考区, en: Area } }
  - { id: vault, title: { zh: 保密室, en: Vault } }
  - { id: site, title: { zh: 考点, en: Site } }
  - { id: department, title: { zh: 部门, en: Department } }
phases:
  - { id: all, title: { zh: 全程, en: All } }
ladders:
  general:
    rungs:
      - { after: 0m, to: own.leader }
      - { after: 1h, to: root.director }
    repeat: { every: 1h, times: 2 }
steps:
  - id: funds
    title: { zh: 经费, en: Funds }
    phase: all
    scope: { kinds: [county] }
    opens: E-60d 09:00
    due: E-30d 17:00
    accept: { by: root.office, within: 2d, ladder: general }
    source: A8
  - id: refit
    title: { zh: 设备, en: Refit }
    phase: all
    scope: { kinds: [site] }
    opens: E-50d 09:00
    due: E-20d 17:00
    with: [root/police.doer, root.office]
    needs: [{ step: funds, scope: root }]
    accept: { by: root.office, within: 2d, ladder: general }
    source: C1
  - id: tried
    title: { zh: 试播, en: Tried }
    phase: all
    scope: { kinds: [site] }
    due: done(refit)+3d
    source: C4
  - id: letters
    title: { zh: 责任书, en: Letters }
    phase: all
    kind: ask
    scope: { kinds: [county] }
    opens: E-20d 08:00
    due: E-10d 17:00
    lines: [{ each: site, role: leader, reach: season }]
    needs: [{ step: tried, scope: children }]
    source: A2
  - id: papers-in
    title: { zh: 入库, en: Papers in }
    phase: all
    kind: signed
    scope: { kinds: [vault] }
    opens: E-2d 06:00
    due: E-2d 12:00
    sign: { by: [own.keeper, own.keeper], within: 30m, ordered: false }
    source: E3
  - id: patrol
    title: { zh: 巡查, en: Patrol }
    phase: all
    kind: series
    scope: { kinds: [vault] }
    series: { every: 2h, from: done(papers-in)+0m, until: E 18:00, of: signed, lead: 2h }
    sign: { by: [own.keeper, own.keeper], within: 10m, ordered: false }
    source: E2
  - id: guard
    title: { zh: 值守, en: Guard }
    phase: all
    kind: watch
    scope: { kinds: [vault] }
    doer: own.keeper
    watch: { from: E-2d 06:00, until: E 18:00, minimum: 2, heads: 1, shift: 8h, grace: 10m, within: 15m }
    source: E2
  - id: report
    title: { zh: 日报, en: Report }
    phase: all
    kind: series
    scope: { kinds: [site] }
    series: { daily: ['12:30', '18:30'], from: E-2d 06:00, until: E 20:00, of: task, lead: 4h }
    form:
      fields:
        - { id: present, title: { zh: 到, en: Present }, type: number }
        - { id: absent, title: { zh: 缺, en: Absent }, type: number }
        - { id: due, title: { zh: 应到, en: Expected }, type: number }
      checks: [present + absent = due]
    source: E10
  - id: ready
    title: { zh: 核验, en: Ready }
    phase: all
    kind: gate
    scope: { kinds: [county] }
    due: E-1d 20:00
    needs: [{ step: refit, scope: subtree }, { step: letters, scope: own }]
    source: A12
`,
  'units.csv': `path,kind,zh,en,candidates,rooms
top,county,考区,Area,60,2
top/one,site,一中,One,30,1
top/two,site,二中,Two,30,1
top/police,department,公安,Police,0,0
top/vault,vault,保密室,Vault,0,0
`,
  'sessions.yaml': `sessions:
  - { id: chinese, title: { zh: 语文, en: Chinese }, day: 0, start: '08:30', end: '10:30' }
`,
  'posts.csv': `person,name,unit,post,title,from,to
d1,示一,top,director,,,
o1,示二,top,office,,,
e1,示三,top,doer,,,
l1,示四,top,leader,,,
a1,示五,top/one,doer,,,
a2,示六,top/one,leader,,,
b1,示七,top/two,doer,,,
b2,示八,top/two,leader,,,
c1,示九,top/police,doer,,,
v0,示十,top/vault,leader,,,
v1,示子,top/vault,doer,,,
k1,示丑,top/vault,keeper,,,
k2,示寅,top/vault,keeper,,,
k3,示卯,top/vault,keeper,,,
`,
};

const encoder = new TextEncoder();

/** The season read and compiled, with a rehearsal's file and a roster where a test gives them. */
export function rehearsed(rehearsal = '', roster = '') {
  const files = {
    ...FILES,
    'rehearsal.yaml': rehearsal || 'exceptions: []\n',
    ...(roster && { 'roster.csv': `unit,step,from,to,person,role\n${roster}` }),
  };
  const read = readSeasonFiles(
    'every-kind',
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, encoder.encode(text)] as const),
    ),
  );
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  const compiled = compileSeason(read, 1);
  if ('faults' in compiled) throw new Error(JSON.stringify(compiled.faults));
  const { unitPlans, calendar } = compiled;
  const cast = castOf(read.plan, read.posts, { roster: read.roster });
  const scripts = (script: RehearsalScript = read.rehearsal ?? ALL_WELL, units = unitPlans) =>
    buildScripts(units, script, cast);
  return {
    unitPlans,
    calendar,
    scripts,
    played: (script?: RehearsalScript) => playedOut(unitPlans, scripts(script)),
  };
}

/** What happens when the scripts are played, and the duties that have not ended. */
function playedOut(unitPlans: readonly UnitPlan[], scripts: ReturnType<typeof buildScripts>) {
  const happened: Happening[] = [];
  const units = unitPlans.map((unit, n) => ({ ...unit, script: scripts[n] ?? [] }));
  simulate(units, (one) => void happened.push(one));
  const of = (unit: string, duty: string): UnitEvent[] =>
    happened.flatMap((one) =>
      one.unit === unit && 'duty' in one.event && one.event.duty === duty ? [one.event] : [],
    );
  const typed = <Type extends UnitEvent['type']>(type: Type) =>
    happened.flatMap(({ unit, event }) =>
      event.type === type ? [{ unit, ...(event as Extract<UnitEvent, { type: Type }>) }] : [],
    );
  return { happened, of, typed, open: openIn(unitPlans, happened) };
}

function openIn(unitPlans: readonly UnitPlan[], happened: readonly Happening[]): string[] {
  const accepting = new Set<string>();
  const open = new Set<string>();
  for (const { path, duties } of unitPlans)
    for (const { id, accept } of duties) {
      open.add(`${path}:${id}`);
      if (accept) accepting.add(`${path}:${id}`);
    }
  for (const { unit, event } of happened) {
    const key = `${unit}:${'duty' in event ? event.duty : ''}`;
    if (event.type === 'begun') open.add(key);
    if (event.type === 'submitted' && !accepting.has(key)) open.delete(key);
    if (event.type === 'returned') open.add(key);
    if (event.type === 'accepted' || event.type === 'waived') open.delete(key);
  }
  return [...open].sort();
}
