import { expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { readSeasonFolder } from '../../src/plan/season-folder.js';
import { readSmall } from './small-season.js';

// The small season draws no rooms: another of its steps stands in for that.
const PACK = readFileSync('plans/common/rooms.yaml', 'utf8').replace('rooms-drawn', 'safe');

it.each([
  ['perRoom: 2', 'perRoom: 0', '5:26 out-of-range'],
  ['apart: true, ', '', '6:10 missing-key'],
  ['late: 15m', 'late: soon', '8:42 bad-duration'],
  [
    'patrols:',
    'circulating: { kind: couny, counties: 2, source: B3 }\npatrols:',
    '7:22 unknown-kind',
  ],
  ['step: safe', 'step: sfe', '9:16 unknown-step'],
  ['{ id: medical,', '{ id: Medical,', '19:13 bad-id'],
  ['confirmed: true', 'confirmd: true', '24:52 unknown-key'],
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
