import { expect, it } from 'vitest';
import { readSeasonFolder } from '../../src/plan/season-folder.js';
import { createRooms } from '../../src/service/rooms/rooms.js';
import { aRegister } from '../registers/a-register.js';
import { putDown, table } from '../support/a-room-season.js';
import { aDrawnRoster, onRegister, staffingOnly } from '../support/room-roster-maker.js';

const EVE = Date.UTC(2027, 5, 6, 22);

/** The city of 1,660 rooms as its plan has it, and a drawing of its first session. */
async function aCity() {
  const read = readSeasonFolder('plans/city-gaokao');
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  const { plan, posts } = read;
  const { store } = await aRegister(EVE);
  await store.commitPlan(staffingOnly(plan, posts));
  const [session] = plan.sessions;
  const made = aDrawnRoster(plan, session?.id ?? '');
  await putDown(store, ...made.people.map((one) => onRegister(one, plan.season)));
  const rooms = createRooms({ store, now: () => EVE });
  const look = async (rows: readonly string[]) => {
    const wish = { file: 'drawn.csv', partial: false };
    return rooms.accept(await rooms.open(plan.season, table(rows), wish), 'office');
  };
  return { made, rooms, look, season: plan.season };
}

it('takes in the drawing of a city, finds what is planted in it, and keeps what was accepted', async () => {
  const { made, rooms, look, season } = await aCity();
  expect(made.rooms).toBe(1_660);
  const clean = await look(made.rows);
  expect(clean.faults).toEqual([]);
  expect([clean.rooms, clean.sheets.length, clean.applied]).toEqual([1_660, 34, true]);
  expect(clean.sheets.every(({ rooms: own, planned }) => own === planned)).toBe(true);

  const cells = made.rows.map((row) => row.split(','));
  const first = (n: number) => cells[n] ?? [];
  const planted = made.rows.map((row, n) => {
    const own = row.split(',');
    // Of one school with the row before; at home; in two rooms at once.
    if (n === 1) own[6] = first(0)[6] ?? '';
    if (n === 100 || n === 101) own[4] = first(0)[4] ?? '';
    if (n === 100 || n === 101) own[5] = '';
    return own.join(',');
  });
  const found = await look(planted);
  expect(found.applied).toBe(false);
  const codes = new Set(found.faults.map(({ row, code }) => `${row} ${code}`));
  expect([...codes]).toEqual(expect.arrayContaining(['3 same-school', '102 twice', '103 twice']));
  expect(found.faults.every(({ row }) => [3, 102, 103].includes(row))).toBe(true);
  const offered = found.faults.flatMap((one) => ('substitutes' in one ? one.substitutes : []));
  expect(offered.length).toBeGreaterThan(0);
  expect((await rooms.list(season)).length).toBe(34);
  expect((await rooms.check(season)).faultCount).toBe(0);
}, 120_000);
