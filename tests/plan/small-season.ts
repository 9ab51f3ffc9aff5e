import { readSeasonFiles, type FileName } from '../../src/plan/season-folder.js';

/** A season of one county and two sites, small enough to be broken by hand. */
export const SMALL: Readonly<
  Record<
    Exclude<
      FileName,
      'roster.csv' | 'custody.yaml' | 'consignments.yaml' | 'packets.csv' | 'rooms.yaml'
    >,
    string
  >
> = {
  'plan.yaml': `season: small
title: { zh: 小考季, en: Small season }
examDay: 2027-06-16
kinds:
  - { id: county, title: { zh: 考区, en: Area } }
  - { id: site, title: { zh: 考点, en: Site } }
phases:
  - { id: eve, title: { zh: 考前, en: Eve } }
ladders:
  general:
    rungs:
      - { after: 0m, to: own.leader }
      - { after: 2h, to: root.director }
    repeat: { every: 1h, times: 3 }
steps:
  - id: safe
    title: { zh: 保密柜, en: Safe }
    phase: eve
    scope: { kinds: [site] }
    opens: E-4d 09:00
    due: E-1d 12:00
    remind: [1d, 2h]
    accept: { by: root.office, within: 1d, ladder: general }
    source: E12
  - id: closed
    title: { zh: 清点, en: Closed }
    phase: eve
    scope: { units: [top/one] }
    sessions: [chinese]
    due: S.end+40m
    form:
      fields:
        - { id: present, title: { zh: 实考, en: Present }, type: number }
        - { id: absent, title: { zh: 缺考, en: Absent }, type: number }
        - { id: all, title: { zh: 应考, en: All }, type: number }
      checks: [present + absent = all]
    source: F7
  - id: letters
    title: { zh: 责任书, en: Letters }
    phase: eve
    kind: signed
    scope: { kinds: [site] }
    due: step(safe)-2h
    sign: { by: [root.director, own.doer], within: 1d }
    source: A2
  - id: notice
    title: { zh: 签收, en: Notice }
    phase: eve
    kind: ask
    scope: { kinds: [county] }
    due: 2027-06-01 17:00
    lines: [{ each: site, role: doer }]
    source: A1
  - id: ready
    title: { zh: 核验, en: Ready }
    phase: eve
    kind: gate
    scope: { kinds: [county] }
    due: E-1d 20:00
    needs: [{ step: safe, scope: subtree }]
    source: A12
`,
  'units.csv': `path,kind,zh,en,candidates,rooms
top,county,测试县,Test County,60,2
top/one,site,一中,One,30,1
top/two,site,二中,Two,30,1
`,
  'sessions.yaml': `sessions:
  - { id: chinese, title: { zh: 语文, en: Chinese }, day: 0, start: '08:30', end: '10:30' }
  - { id: maths, title: { zh: 数学, en: Maths }, day: 1, start: '08:30', end: '10:30' }
`,
  'posts.csv': `person,name,unit,post,title,from,to
d1,示一,top,director,,,
o1,示二,top,office,,,
e1,示三,top,doer,,,
l1,示四,top,leader,,,
a1,示五,top/one,doer,,2027-01-01,2027-07-01
a2,示六,top/one,leader,,,
b1,示七,top/two,doer,,,
b2,示八,top/two,leader,,,
`,
  'rehearsal.yaml': `exceptions:
  - { unit: top/one, step: safe, do: return-once, reason: 重报, newDue: 1d }
  - { unit: top/two, step: letters, do: never }
added:
  - at: E-5d 10:00
    unit: top/two
    duty: { id: extra, title: 加办, due: E-3d 12:00 }
    source: { type: meeting, by: d1 }
forms:
  closed: { all: 30 }
`,
};

const encoder = new TextEncoder();

/** Reads the small season with one file's text changed; `null` takes a file away. */
export function readSmall(changes: Partial<Record<FileName, string | Uint8Array | null>> = {}) {
  const all: Partial<Record<FileName, string | Uint8Array | null>> = { ...SMALL, ...changes };
  const files = Object.entries(all).flatMap(([name, text]) => {
    if (text === null) return [];
    return [[name, typeof text === 'string' ? encoder.encode(text) : text]];
  });
  return readSeasonFiles('small', Object.fromEntries(files));
}

/** The faults of the small season after one replacement in one file. */
export function faultsAfter(file: keyof typeof SMALL, was: string, now: string) {
  const text = SMALL[file];
  if (!text.includes(was)) throw new Error(`${file} does not hold ${was}`);
  const read = readSmall({ [file]: text.replace(was, () => now) });
  return 'faults' in read ? read.faults : [];
}
