import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { createRooms } from '../../src/service/rooms/rooms.js';
import { rosterReport } from '../../src/api/schemas/room.js';
import { aRegister } from '../registers/a-register.js';
import { aRoomCommit, csv, invigilator, putDown } from '../support/a-room-season.js';

/** The eve of the exam, 10:00 in Beijing. */
const EVE = Date.UTC(2027, 5, 15, 2);
const WISH = { file: 'rooms.csv', partial: false };

const SITE_3 = [
  '数学,东湾中学考点,1,监考员,a1,示a1,,东岚县',
  '数学,东湾中学考点,001,监考员乙,b1,示b1,,西岚县',
  '数学,东湾中学考点,1-1,定点巡考,p1,示p1,,',
  '数学,东湾中学考点,,备用,r1,示r1,,北岚县',
];
const SITE_1 = [
  'maths,lanxi/site-1,001,监考员,a2,示a2,,东岚县',
  'maths,lanxi/site-1,001,监考员,b2,示b2,,西岚县',
  'maths,lanxi/site-1,001,巡考,p2,示p2,,',
  'maths,lanxi/site-1,,备用,r2,示r2,,北岚县',
];

async function aCity(now = EVE) {
  const { store } = await aRegister(now);
  await store.commitPlan(aRoomCommit());
  await putDown(
    store,
    ...['a1', 'a2', 'a3', 'p1', 'p2', 'inspector'].map((one) => invigilator(one)),
    ...['b1', 'b2', 'b3'].map((one) => invigilator(one, { home: 'lanxi/west' })),
    ...['r1', 'r2'].map((one) => invigilator(one, { home: 'lanxi/north' })),
  );
  const rooms = createRooms({ store, now: () => now });
  const look = async (bytes: Buffer, wish = WISH) =>
    rooms.preview(await rooms.open('2027', bytes, wish));
  const accept = async (bytes: Buffer, wish: Parameters<typeof rooms.open>[2] = WISH) =>
    rooms.accept(await rooms.open('2027', bytes, wish), 'office');
  return { store, rooms, look, accept };
}

const said = ({ faults }: Awaited<ReturnType<Awaited<ReturnType<typeof aCity>>['look']>>) =>
  faults.map(({ row, column, code }) => `${row}:${column} ${code}`);

describe('a room roster, imported', () => {
  it('is read in UTF-8 and GB18030, looked at, accepted, and shown with who and when', async () => {
    const { rooms, look, accept } = await aCity();
    const file = csv(...SITE_3, ...SITE_1);
    const report = await look(file);
    expect(said(report)).toEqual([]);
    expect(rosterReport.parse(report)).toMatchObject({ rows: 8, rooms: 2, applied: false });
    expect(await rooms.list('2027')).toEqual([]);
    const chinese = iconv.encode(file.toString(), 'gb18030');
    expect((await accept(chinese)).applied).toBe(true);
    expect((await accept(file)).sheets.map(({ does }) => does)).toEqual(['same', 'same']);
    const [, site3] = await rooms.list('2027');
    expect(site3).toMatchObject({
      site: 'lanxi/site-3',
      rooms: 1,
      people: 4,
      by: 'office',
      at: EVE,
    });
    const sheet = await rooms.show('2027', 'maths', 'lanxi/site-3');
    expect(sheet.seats.map(({ duty, rooms: own, person }) => [duty, own.join(), person])).toEqual([
      ['invigilator', '001', 'a1'],
      ['invigilator', '001', 'b1'],
      ['patrol', '001', 'p1'],
      ['reserve', '', 'r1'],
    ]);
    expect(sheet.history).toHaveLength(1);
  });

  it.each([
    ['数学,无此考点,1,监考员,a1,,,', '2:2 unknown-site'],
    ['化学,东湾中学考点,1,监考员,a1,,,', '2:1 unknown-session'],
    ['数学,东湾中学考点,1-2,监考员,a1,,,', '2:3 bad-room'],
    ['数学,东湾中学考点,1,门卫,a1,,,', '2:4 not-one-of'],
    ['数学,东湾中学考点,1,监考员,示甲,,,', '2:5 bad-id'],
    ['数学,东湾中学考点,1,监考员,,,,', '2:5 empty-cell'],
    ['数学,东湾中学考点,1,监考员,a1,,,南岚县', '2:8 unknown-county'],
    ['数学,东湾中学考点,1,监考员,a1,,,西岚县', '2:8 county-differs'],
    ['数学,东湾中学考点,1,监考员,a1,示乙,,', '2:6 name-differs'],
    [',东湾中学考点,1,监考员,a1,,,', '2:1 no-session'],
  ])('tells row and column of %j', async (row, fault) => {
    const { look, store } = await aCity();
    expect(said(await look(csv(row)))).toContain(fault);
    expect(await store.rooms.head('2027')).toBe(0);
  });

  it('loses nothing that was accepted, whatever comes after it', async () => {
    const { rooms, accept } = await aCity();
    await accept(csv(...SITE_3, ...SITE_1));
    const before = await rooms.list('2027');
    for (const bad of [
      Buffer.from('PK\u0003\u0004 nothing of a workbook'),
      Buffer.from([0xff, 0xfe, 0x00]),
      Buffer.alloc(0),
      csv(),
      csv(...SITE_3.slice(1), ...SITE_1),
      csv(...SITE_3, 'x,y'),
    ]) {
      const report = await accept(bad);
      expect([report.applied, report.faultCount > 0]).toEqual([false, true]);
    }
    expect(await rooms.list('2027')).toEqual(before);
  });

  it('accepts the sites without a fault where that is asked for, and keeps the roster before', async () => {
    const { rooms, accept } = await aCity();
    await accept(csv(...SITE_3, ...SITE_1));
    const half = [
      ...SITE_3.slice(1),
      ...SITE_1.map((row) => row.replace('a2', 'a3').replace('示a2', '')),
    ];
    const report = await accept(csv(...half), { ...WISH, partial: true });
    expect(report.applied).toBe(true);
    expect(report.sheets.map(({ site, does }) => `${site} ${does}`)).toEqual([
      'lanxi/site-3 refuse',
      'lanxi/site-1 accept',
    ]);
    const sheet = await rooms.show('2027', 'maths', 'lanxi/site-1');
    expect(sheet.seats[0]?.person).toBe('a3');
    expect(sheet.history.map(({ kind }) => kind)).toEqual(['roster', 'roster']);
    expect((await rooms.show('2027', 'maths', 'lanxi/site-3')).history).toHaveLength(1);
  });

  it('sees the other site’s accepted roster, and sessions at the same hours', async () => {
    const { accept } = await aCity();
    await accept(csv(...SITE_1));
    const twice = SITE_3.map((row) => row.replaceAll('a1', 'a2'));
    expect(said(await accept(csv(...twice)))).toEqual(['2:5 twice']);
    const physics = SITE_1.map((row) => row.replace('maths', 'physics'));
    const history = twice.map((row) => row.replace('数学', '历史'));
    expect((await accept(csv(...physics))).applied).toBe(true);
    expect(said(await accept(csv(...history)))).toEqual(['2:5 twice']);
  });

  it('refuses by name whoever the registers bar, and offers who could lawfully come', async () => {
    const { store, look } = await aCity();
    const bars = [
      [invigilator('a1', { relative: true }), '有亲属参加考试'],
      [invigilator('a1', { graduating: true }), '任教毕业年级'],
      [invigilator('a1', { confirmedBy: '' }), '未经学校确认'],
    ] as const;
    for (const [writes, why] of bars) {
      await putDown(store, writes);
      const [fault] = (await look(csv(...SITE_3))).faults;
      expect(fault).toMatchObject({ row: 2, column: 5, code: 'not-eligible', person: 'a1' });
      expect(fault?.zh).toContain(why);
      expect(fault).toMatchObject({
        substitutes: [{ person: 'r1', name: '示r1', post: 'lanxi/site-3#reserve' }],
      });
    }
    const untrained = csv(...SITE_3.map((row) => row.replaceAll('a1', 'x1')));
    await putDown(store, invigilator('x1', { trained: false }));
    const [fault] = (await look(untrained)).faults;
    expect(fault?.zh).toBe('派出地培训“invigilation”未合格；接收地培训“invigilation”未合格');
  });

  it('is refused where the plan has no rules for rooms', async () => {
    const { store } = await aRegister(EVE);
    const { rooms: _none, ...plan } = aRoomCommit().plan;
    await store.commitPlan({ ...aRoomCommit(), plan });
    const rooms = createRooms({ store, now: () => EVE });
    await expect(rooms.open('2027', csv(), WISH)).rejects.toMatchObject({ code: 'no-room-rules' });
  });
});

describe('an invigilator is replaced', () => {
  const wish = {
    ...{
      session: 'maths',
      site: 'lanxi/site-3',
      room: '001',
      absent: 'a1',
      reason: 'ill' as const,
    },
    ...{ inspector: 'inspector', by: 'chief-3' },
  };

  it('when he finds a relative in the room list the day before: one action, both names, four people', async () => {
    const { store, rooms, accept } = await aCity();
    const physics = SITE_3.map((row) => row.replace('数学', '物理'));
    await accept(csv(...SITE_3, ...SITE_1, ...physics));
    expect((await rooms.check('2027')).faultCount).toBe(0);
    const relative = { ...wish, reason: 'relative' as const, happenedAt: EVE - 20 * 60_000 };
    const done = await rooms.replace('2027', relative, 'duty-desk');
    expect(done.replacement).toMatchObject({
      ...{ absent: 'a1', absentName: '示a1', person: 'r1', name: '示r1', room: '001' },
      ...{ by: 'chief-3', inspector: 'inspector', recordedBy: 'duty-desk' },
      ...{ happenedAt: EVE - 20 * 60_000, recordedAt: EVE, late: true },
    });
    expect(done).toMatchObject({ declared: true, also: ['lanxi/site-3 physics 001'] });
    const sheet = await rooms.show('2027', 'maths', 'lanxi/site-3');
    expect(sheet.seats.map(({ person }) => person)).toEqual(['r1', 'b1', 'p1']);
    expect(sheet.history.map(({ kind }) => kind)).toEqual(['replacement', 'roster']);
    const [said2] = await store.registers.ofOwners('declarations', ['a1']);
    expect(said2?.body).toMatchObject({ relative: true, declared: '2027-06-15', confirmedBy: '' });
    expect(Object.keys(said2?.body ?? {}).sort()).toEqual([
      ...['confirmedBy', 'declared', 'exam', 'graduating', 'person', 'relative'],
    ]);
    const check = await rooms.check('2027');
    expect(check.faults).toMatchObject([
      { code: 'not-eligible', place: 'lanxi/site-3 physics 001', substitutes: [{ person: 'r1' }] },
    ]);
    expect((await accept(csv(...SITE_3))).faults[0]).toMatchObject({
      code: 'not-eligible',
      row: 2,
    });
  });

  it('in words to whoever coordinates, and to the chief of a place that is still his; by text message without a name', async () => {
    const { store, rooms, accept } = await aCity();
    const elsewhere = SITE_1.map((row) => row.replace('maths', 'physics').replaceAll('a2', 'a1'));
    await accept(csv(...SITE_3, ...SITE_1, ...elsewhere));
    await rooms.replace('2027', { ...wish, reason: 'relative' }, 'duty-desk');
    const said = await store.circulars.list('2027', 9);
    expect(said.map(({ kind, post, state }) => [kind, post, state])).toEqual([
      ['replacement', 'lanxi#office', 'waiting'],
      ['replacement', 'lanxi/site-1#head', 'waiting'],
    ]);
    expect(said[1]?.body).toEqual({
      subject: '东湾中学考点 maths 更换监考员',
      bare: '东湾中学考点 maths 更换监考员1名，另有1处编排须更换，请登录查看',
      lines: [
        '6月15日 10:00 考场001：示r1替换示a1，已记录。原因：有亲属应考；决定人：chief-3。',
        '示a1另在以下场次有编排，请一并更换：lanxi/site-1 physics 001',
      ],
    });
  });

  it('by somebody of the other site’s reserve where his own has nobody, who then is nowhere else', async () => {
    const { rooms, accept } = await aCity();
    await accept(csv(...SITE_3.slice(0, 3), ...SITE_1));
    const place = { session: 'maths', site: 'lanxi/site-3', room: '001', absent: 'a1' };
    expect(await rooms.substitutes('2027', place)).toMatchObject([{ person: 'r2' }]);
    await rooms.replace('2027', wish, 'chief-3');
    expect((await rooms.show('2027', 'maths', 'lanxi/site-1')).reserves).toBe(0);
    const again = { ...wish, absent: 'b1' };
    await expect(rooms.replace('2027', again, 'chief-3')).rejects.toMatchObject({
      code: 'no-substitute',
    });
  });

  it.each([
    [{ absent: 'a2' }, 'not-in-room'],
    [{ room: '002' }, 'not-in-room'],
    [{ session: 'physics' }, 'no-roster'],
    [{ person: 'a2' }, 'not-reserve'],
    [{ person: 'nobody' }, 'not-reserve'],
    [{ by: 'chief-1' }, 'not-the-chief'],
    [{ by: 'keeper-1' }, 'not-the-chief'],
    [{ inspector: 'nobody' }, 'no-such-inspector'],
    [{ inspector: 'chief-3' }, 'not-two'],
    [{ happenedAt: EVE + 60_000 }, 'not-yet'],
  ])('never with %j', async (parts, code) => {
    const { rooms, accept } = await aCity();
    await accept(csv(...SITE_3, ...SITE_1));
    const before = await rooms.list('2027');
    await expect(rooms.replace('2027', { ...wish, ...parts }, 'chief-3')).rejects.toMatchObject({
      code,
    });
    expect(await rooms.list('2027')).toEqual(before);
  });

  it('never by one of the school or county of whoever stays, nor by one who is barred', async () => {
    const { store, rooms, accept } = await aCity();
    await accept(csv(...SITE_3));
    const refused = { code: 'not-lawful' };
    for (const parts of [
      { home: 'lanxi/north', school: 'b1校' },
      { home: 'lanxi/north', trained: false, confirmedBy: '' },
    ]) {
      await putDown(store, invigilator('r1', parts));
      const asked = rooms.replace('2027', { ...wish, person: 'r1' }, 'chief-3');
      await expect(asked).rejects.toMatchObject(refused);
    }
  });

  it('once, when two ask in the same second', async () => {
    const { store, rooms, accept } = await aCity();
    await accept(csv(...SITE_3, ...SITE_1));
    const both = await Promise.allSettled([
      rooms.replace('2027', { ...wish, person: 'r1' }, 'chief-3'),
      rooms.replace('2027', { ...wish, absent: 'b1', person: 'r1' }, 'chief-3'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await store.circulars.list('2027', 9)).toHaveLength(1);
    const { seats } = await rooms.show('2027', 'maths', 'lanxi/site-3');
    expect(seats.filter(({ person }) => person === 'r1')).toHaveLength(1);
  });
});
