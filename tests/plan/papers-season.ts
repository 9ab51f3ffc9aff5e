import type { FileName } from '../../src/plan/season-folder.js';
import { readSmall, SMALL } from './small-season.js';

const step = (id: string, more = ''): string =>
  `  ${id}: { title: { zh: 步骤, en: Step }, late: 10m,${more} ladder: papers, source: E1 }`;
const alarm = (id: string): string =>
  `  ${id}: { title: { zh: 警报, en: Alarm }, doer: root.leader, within: 5m, ladder: papers, source: E8 }`;

/** The small season with papers: by car to one site, by hand to the rooms there. */
export const PAPERS: Readonly<Partial<Record<FileName, string>>> = {
  'plan.yaml': SMALL['plan.yaml'].replace(
    'ladders:\n',
    'ladders:\n  papers: { rungs: [{ after: 0m, to: root.director }], repeat: null }\n',
  ),
  'posts.csv': `${SMALL['posts.csv']}k1,示九,top,keeper,,,
k2,示十,top,keeper-two,,,
e2,示甲,top,escort,,,
e3,示乙,top,escort-two,,,
g1,示丙,top,guard,,,
g2,示丁,top,guard-two,,,
s1,示戊,top/one,keeper,,,
s2,示己,top/one,keeper-two,,,
`,
  'custody.yaml': `crew: { keepers: 2, police: 2, escorts: 2, source: E1 }
answerable: leader
phase: eve
steps:
${['load', 'depart', 'call', 'arrive', 'unload', 'handover', 'labels', 'open'].map((id) => step(id)).join('\n')}
alarms:
${['difference', 'wrong-label', 'opened-early', 'opened-unmatched', 'unlocked', 'escort-short'].map(alarm).join('\n')}
`,
  'consignments.yaml': `places:
  - { id: vault, kind: vault, title: { zh: 库, en: Vault }, keepers: ['top#keeper', 'top#keeper-two'] }
  - { id: car, kind: vehicle, title: { zh: 车, en: Car }, plate: A1, keepers: ['top#escort', 'top#escort-two'], police: ['top#guard', 'top#guard-two'] }
  - { id: safe, kind: safe, title: { zh: 柜, en: Safe }, keepers: ['top/one#keeper', 'top/one#keeper-two'] }
  - { id: rooms, kind: room, title: { zh: 考场, en: Rooms }, keepers: ['top/one#doer', 'top/one#leader'] }
consignments:
  - id: chinese
    title: { zh: 语文, en: Chinese }
    session: chinese
    legs:
      - { id: out, from: vault, to: safe, vehicle: car, depart: S-120m, arrive: S-90m, calls: [S-100m] }
      - { id: hand, from: safe, to: rooms, depart: S-20m }
    openings:
      - { id: seal, place: safe, subject: 语文, track: 普通类, from: S-40m, until: S-30m }
`,
  'packets.csv': `packet,consignment,box,seal,sheets,at,track,route
P1,chinese,B1,S1,30,vault,普通类,out seal hand
P2,chinese,B1,S2,30,vault,普通类,out
`,
};

/** Reads it after one replacement in one file. */
export function papersAfter(file: FileName, was: string, now: string) {
  const text = PAPERS[file] ?? '';
  if (text.split(was).length !== 2) throw new Error(`not once in ${file}: ${was}`);
  return readSmall({ ...PAPERS, [file]: text.replace(was, () => now) });
}
