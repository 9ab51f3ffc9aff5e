import { expect, it } from 'vitest';
import { compileSeason } from '../../src/plan/compile-season.js';
import { clock } from '../engine/unit.js';
import { PAPERS, papersAfter } from './papers-season.js';
import { readSmall } from './small-season.js';

const BROKEN = [
  ['custody.yaml', 'keepers: 2', 'keepers: 3', '', 'consignments.yaml 3:120 crew-too-small'],
  ['custody.yaml', 'answerable: leader\n', '', '', 'custody.yaml 1:1 missing-key'],
  ['custody.yaml', 'escorts: 2', 'escorts: none', '', 'custody.yaml 1:41 wrong-type'],
  ['consignments.yaml', 'to: safe, vehicle', 'to: saef, vehicle', 'safe', '11:37 unknown-place'],
  ['consignments.yaml', 'vehicle: car', 'vehicle: vault', '', '11:52 not-a-vehicle'],
  ['consignments.yaml', 'plate: A1, ', '', '', '3:11 vehicle-incomplete'],
  ['consignments.yaml', "'top#keeper-two'", "'top#nobody'", 'top#nobody', '2:69 post-nobody-holds'],
  ['consignments.yaml', "'top/one#doer'", "'top/one#keeper'", '', '12:37 keepers-same'],
  ['consignments.yaml', 'session: chinese', 'session: french', '', '9:14 unknown-session'],
  ['consignments.yaml', 'arrive: S-90m', 'arrive: S-130m', '', '11:65 leg-times'],
  ['consignments.yaml', 'depart: S-20m', 'depart: soon', '', '12:52 bad-moment'],
  ['consignments.yaml', 'id: chinese', 'id: english', '', '7:9 consignment-empty'],
  ['consignments.yaml', 'id: hand', 'id: foot', '', '12:15 leg-empty'],
  ['packets.csv', 'P2,chinese,', 'P1,chinese,', '', 'packets.csv 3:1 duplicate-id'],
  ['packets.csv', 'B1,S2', 'B1,S1', '', 'packets.csv 3:15 duplicate-id'],
  ['packets.csv', 'P2,chinese', 'P2,chines', 'chinese', 'packets.csv 3:4 unknown-consignment'],
  ['packets.csv', 'S2,30,vault', 'S2,30,safe', '', 'packets.csv 3:30 packet-elsewhere'],
  ['packets.csv', '普通类,out\n', '普通类,round\n', '', 'packets.csv 3:31 unknown-leg'],
  ['packets.csv', 'S2,30', 'S2,none', '', 'packets.csv 3:18 bad-number'],
] as const;

it('reads clean while nothing is broken, and gives each consignment a unit', () => {
  const read = readSmall(PAPERS);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  expect(read.plan.units.map(({ path }) => path)).toContain('top/batch-chinese');
  const compiled = compileSeason(read, 1);
  if ('faults' in compiled) throw new Error(JSON.stringify(compiled.faults));
  const batch = compiled.unitPlans.find(({ path }) => path === 'top/batch-chinese');
  expect(batch?.duties.map(({ id, dueAt }) => `${clock(dueAt).slice(5)} ${id}`)).toEqual([
    '06-16 07:10 custody-arrive@out',
    '06-16 07:00 custody-call@out.1',
    '06-16 06:40 custody-depart@out',
    '06-16 08:20 custody-handover@hand',
    '06-16 08:00 custody-labels@seal',
    '06-16 06:40 custody-load@out',
    '06-16 08:10 custody-open@seal',
    '06-16 07:10 custody-unload@out',
  ]);
  expect(batch?.custody?.legs.map(({ id, packets }) => [id, packets])).toEqual([
    ['out', ['P1', 'P2']],
    ['hand', ['P1']],
  ]);
});

it.each(BROKEN)('%s: %j → %j', (file, was, now, says, at) => {
  const read = papersAfter(file, was, now);
  const faults = 'faults' in read ? read.faults : [];
  const found = faults.map((fault) => `${fault.file} ${fault.line}:${fault.column} ${fault.code}`);
  const wanted = /^\d/.test(at) ? `${file} ${at}` : at;
  expect(found).toContain(`small/${wanted}`);
  for (const { zh, en } of faults) expect(zh + en).not.toMatch(/\{\w+\}|undefined/);
  if (says) expect(faults.map(({ en }) => en).join()).toContain(says);
});
