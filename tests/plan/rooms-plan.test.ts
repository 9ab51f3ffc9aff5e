import { expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { readSeasonFolder } from '../../src/plan/season-folder.js';
import { readSmall } from './small-season.js';

const PACK = readFileSync('plans/common/rooms.yaml', 'utf8');

it.each([
  ['perRoom: 2', 'perRoom: 0', '4:26 out-of-range'],
  ['apart: true, ', '', '5:10 missing-key'],
  ['late: 15m', 'late: soon', '7:42 bad-duration'],
  [
    'patrols:',
    'circulating: { kind: couny, counties: 2, source: B3 }\npatrols:',
    '6:22 unknown-kind',
  ],
  ['confirmed: true', 'confirmd: true', '9:52 unknown-key'],
])('rooms.yaml: %j → %j', (was, now, fault) => {
  expect(PACK).toContain(was);
  const read = readSmall({ 'rooms.yaml': PACK.replace(was, now) });
  const faults = 'faults' in read ? read.faults : [];
  expect(faults.map((one) => `${one.line}:${one.column} ${one.code}`)).toContain(fault);
  expect(faults.every(({ file }) => file.endsWith('rooms.yaml'))).toBe(true);
});

it('is part of the plan, and survives JSON', () => {
  const read = readSmall({ 'rooms.yaml': PACK });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  expect(read.plan.rooms?.patrols.rooms).toBe(10);
  expect(JSON.parse(JSON.stringify(read.plan.rooms))).toEqual(read.plan.rooms);
});

it('says two a room at home in the county, three from elsewhere in the city', () => {
  const rules = ['county-zhongkao', 'city-gaokao'].map((name) => {
    const read = readSeasonFolder(`plans/${name}`);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    return read.plan.rooms;
  });
  expect(rules.map((one) => one?.invigilators.perRoom)).toEqual([2, 3]);
  expect(rules.map((one) => one?.circulating?.kind)).toEqual([undefined, 'area']);
});
