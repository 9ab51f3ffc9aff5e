import { compileSeason } from '../../../src/plan/compile-season.js';
import type { Fault } from '../../../src/plan/faults.js';
import { readSeasonFiles } from '../../../src/plan/season-folder.js';

/** Two exams, a vault, departments, registers and a roster: every kind of step and of line once. */
export const RICH = {
  'plan.yaml': `extends: ../base
season: rich
title: { zh: 大考季, en: Rich season }
registers: ../registers
exams:
  - { id: gaokao, title: { zh: 高考, en: Gaokao }, firstDay: 2026-06-07, lastDay: 2026-06-08 }
  - { id: zhongkao, title: { zh: 中考, en: Zhongkao }, firstDay: 2026-06-16, lastDay: 2026-06-18 }
drop: [unwanted]
steps:
  - { id: letters, remind: [1d] }
  - id: ready
    title: { zh: 核验, en: Ready }
    phase: eve
    kind: gate
    scope: { kinds: [area] }
    due: E-1d 20:00
    needs: [{ step: stock, scope: children }, { step: tried, scope: subtree }]
    source: A12
`,
  'units.csv': `path,kind,zh,en,candidates,rooms
top,area,测试区,Test area,60,4
top/one,site,一中,One,30,2
top/two,site,二中,Two,30,2
top/vault,vault,保密室,Vault,0,0
top/police,department,公安局,Police,0,0
`,
  'sessions.yaml': `sessions:
  - { id: maths, title: { zh: 数学, en: Maths }, day: 0, start: '08:30', end: '10:30' }
  - { id: chinese, exam: zhongkao, title: { zh: 语文, en: Chinese }, day: 2, start: '08:30', end: '10:30' }
`,
  'posts.csv': `person,unit,post,title,from,to
d1,top,director,,,
o1,top,office,,,
e1,top,doer,,,
l1,top,leader,,,
a1,top/one,doer,,2026-01-01,2026-07-01
a2,top/one,leader,,,
a3,top/one,deputy,,,
a4,top/one,deputy,,,
b1,top/two,doer,,,
b2,top/two,leader,,,
b3,top/two,deputy,,,
b4,top/two,deputy,,,
v1,top/vault,keeper,,,
v2,top/vault,keeper,,,
v3,top/vault,leader,,,
v4,top/vault,doer,,,
c1,top/police,head,,,
c2,top/police,leader,,,
c3,top/police,doer,,,
`,
  'roster.csv': `unit,step,from,to,person,role
top/vault,guard,E-2d 08:00,E-1d 08:00,v3,head
top/vault,guard,E-2d 08:00,E-1d 08:00,v1,member
top/vault,guard,E-1d 08:00,2026-06-08 08:00,v3,head
top/vault,guard,E-1d 08:00,2026-06-08 08:00,v2,member
`,
  'calendar-2027.yaml': `country: CN
year: 2027
off: [2027-01-01]
on: [2027-02-06]
source: a notice
`,
  '../registers/people.csv': `person,name,department,declared,relative,graduating
d1,示一,police,,,
o1,示二,,,,
e1,示三,,,,
l1,示四,,,,
a1,示五,,,no,yes
a2,示六,,,,
a3,示七,,,,
a4,示八,,,,
b1,示九,,,,
b2,示十,,,,
b3,示子,,,,
b4,示丑,,,,
v1,示寅,police,2026-05-01,no,no
v2,示卯,police,2026-05-01,no,no
v3,示辰,,,,
v4,示巳,,,yes,
c1,示午,,,,
c2,示未,,,,
c3,示申,,,,
`,
  '../registers/departments.csv': `department,zh,en
police,公安局,Police
`,
  '../registers/devices.csv': `device,kind,unit
r1,recorder,top/one
r2,recorder,top/two
x9,scanner,other/site
`,
  '../base/plan.yaml': `kinds:
  - { id: area, title: { zh: 考区, en: Area } }
  - { id: site, title: { zh: 考点, en: Site } }
  - { id: vault, title: { zh: 保密室, en: Vault } }
  - { id: department, title: { zh: 部门, en: Department } }
phases:
  - { id: eve, title: { zh: 考前, en: Eve } }
roles:
  - { id: keeper, title: { zh: 保密员, en: Keeper }, recusal: true, graduating: false }
ladders:
  general:
    rungs:
      - { after: 0m, to: own.leader }
      - { after: 2h, to: root.director, release: 20m }
    byKind: { department: department }
  department:
    rungs: [{ after: 0m, to: own.head }]
steps:
  - id: unwanted
    title: { zh: 不要, en: Unwanted }
    phase: eve
    scope: { kinds: [site] }
    due: E 07:00
    source: A1
  - id: letters
    title: { zh: 责任书, en: Letters }
    phase: eve
    kind: signed
    scope: { kinds: [site] }
    due: E-5wd 17:00
    sign: { by: [own.deputy, own.deputy], within: 1d }
    source: A2
  - id: tried
    title: { zh: 试用, en: Tried }
    phase: eve
    kind: ask
    exams: [gaokao]
    scope: { kinds: [site] }
    opens: gaokao:E-9d 08:00
    due: gaokao:E-2d 17:00
    lines:
      - { id: power, by: own.doer }
      - { rooms: true, by: own.doer, facts: [camera, shield] }
      - { devices: recorder, by: own.doer }
      - { holders: deputy }
    source: C4
  - id: stock
    title: { zh: 清点, en: Stock }
    phase: eve
    scope: { kinds: [department], named: [police] }
    with: [root.office, root/vault.doer]
    due: E.end+1d 12:00
    form:
      fields:
        - { id: all, title: { zh: 数, en: All }, type: number }
      checks: [all = all]
    needs: [{ step: notice, scope: parent }]
    points: { late: 1, missed: 5 }
    source: D2
  - id: closed
    title: { zh: 交卷, en: Closed }
    phase: eve
    exams: [zhongkao]
    scope: { kinds: [site] }
    sessions: all
    due: S.end+40m
    source: F7
  - id: arrived
    title: { zh: 试卷入库, en: Arrived }
    phase: eve
    scope: { kinds: [vault] }
    due: E-2d 08:00
    source: E1
  - id: guard
    title: { zh: 值守, en: Guard }
    phase: eve
    kind: watch
    scope: { kinds: [vault] }
    watch: { from: done(arrived), until: E.end 08:00, minimum: 1, heads: 1 }
    source: E2
  - id: patrol
    title: { zh: 巡查, en: Patrol }
    phase: eve
    kind: series
    scope: { kinds: [vault] }
    series: { daily: ['12:30', '18:30'], from: E 00:00, until: E.end 23:00, of: signed }
    sign: { by: [own.keeper, own.keeper], within: 30m }
    source: E10
  - id: notice
    title: { zh: 签收, en: Notice }
    phase: eve
    kind: ask
    scope: { kinds: [area] }
    due: 2026-05-20 17:00
    lines: [{ each: site, role: doer, reach: below }]
    source: A1
  - id: seen
    title: { zh: 核实, en: Seen }
    phase: eve
    procedure: spare
    scope: { kinds: [vault] }
    due: begun+2m
    source: E6
  - id: taken
    title: { zh: 取卷, en: Taken }
    phase: eve
    procedure: spare
    scope: { kinds: [vault] }
    due: done(seen)+3m
    source: E6
procedures:
  - { id: spare, title: { zh: 备用卷, en: Spare papers }, session: true }
`,
} as const;

export type RichFile = keyof typeof RICH;

const encoder = new TextEncoder();

/** The faults of the rich season, of reading or of compiling, after some files were changed. */
export function faultsOfRich(changes: Partial<Record<RichFile, string>> = {}): readonly Fault[] {
  const files = Object.entries({ ...RICH, ...changes }).map(
    ([name, text]) => [name, encoder.encode(text)] as const,
  );
  const read = readSeasonFiles('plans/rich', Object.fromEntries(files));
  if ('faults' in read) return read.faults;
  const compiled = compileSeason(read, 1);
  return 'faults' in compiled ? compiled.faults : [];
}

/** After one replacement in one file. */
export function faultsAfterIn(file: RichFile, was: string, now: string): readonly Fault[] {
  const text: string = RICH[file];
  if (!text.includes(was)) throw new Error(`${file} does not hold ${was}`);
  return faultsOfRich({ [file]: text.replace(was, () => now) });
}
