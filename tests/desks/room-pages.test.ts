import { describe, expect, it } from 'vitest';
import { csv, invigilator, putDown } from '../support/a-room-season.js';
import { RULES } from '../rooms/a-roster.js';
import { aDeskCommit, NOW, SITE } from './a-desk.js';
import { aFront, aTurn } from './a-front.js';

const MATHS = { id: 'maths', title: { zh: '数学', en: 'Maths' }, day: 0 };

/** The site's computer on the morning of the exam, with a roster accepted; `person` has his turn. */
async function aMorning(person: string) {
  const { circulating: _none, ...rules } = RULES;
  const commit = aDeskCommit();
  const sessions = [{ ...MATHS, start: '09:30', end: '11:30' }];
  const front = await aFront({ ...commit, plan: { ...commit.plan, sessions, rooms: rules } });
  const staff = ['a1', 'b1', 'p1', 'r1', 'inspector'];
  const known = staff.map((one) => invigilator(one, { exam: 's', home: '' }));
  await putDown(front.store, ...known);
  const rows = ['1,监考员,a1', '1,监考员,b1', '1,巡考,p1', ',备用,r1'];
  const file = csv(...rows.map((row) => `maths,${SITE},${row},,,`));
  const wish = { file: 'rooms.csv', partial: false };
  const report = await front.rooms.accept(await front.rooms.open('s', file, wish), 'sun');
  expect(report.faults).toEqual([]);
  return { front, computer: await aTurn(front, person) };
}

const FORM = { place: '001 a1', person: '', reason: 'ill', inspector: 'inspector', happenedAt: '' };

describe('the rooms at the site desk', () => {
  it('let the chief replace an invigilator in one action, and show both names', async () => {
    const { front, computer } = await aMorning('qian');
    const page = await computer.get('/desk/rooms');
    expect(page.text).toContain('示a1 a1');
    const done = await computer.send('/desk/rooms/s/maths', FORM);
    expect([done.status, done.text]).toEqual([200, expect.stringContaining('示r1替换示a1')]);
    const { replacements } = await front.rooms.show('s', 'maths', SITE);
    expect(replacements).toMatchObject([
      { absent: 'a1', person: 'r1', by: 'qian', recordedBy: 'qian', happenedAt: NOW, late: false },
    ]);
    expect((await computer.get('/desk/rooms')).text).toContain('更换记录');
    const deed = front.audit.rows.findLast(({ operation }) => operation === 'room.replace');
    expect(deed).toMatchObject({ person: 'qian', way: 'desk', outcome: 'done', path: SITE });
  });

  it('let nobody else do it, and nobody without a turn', async () => {
    const { front, computer } = await aMorning('li');
    expect((await computer.get('/desk/rooms')).text).not.toContain('示a1');
    await computer.get('/desk');
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await computer.get('/desk')).text)?.[1] ?? '';
    const tried = await computer.post('/desk/rooms/s/maths', { ...FORM, _csrf: csrf });
    expect(tried.status).toBeGreaterThanOrEqual(400);
    expect((await front.rooms.show('s', 'maths', SITE)).replacements).toEqual([]);
    expect((await front.browser().get('/desk/rooms')).status).toBe(409);
  });

  it('say why not, where the rules do not allow it', async () => {
    const { computer } = await aMorning('qian');
    await computer.get('/desk/rooms');
    const refused = await computer.send('/desk/rooms/s/maths', { ...FORM, inspector: 'nobody' });
    expect([refused.status, refused.text]).toEqual([
      409,
      expect.stringContaining('人员库中没有巡视员 nobody'),
    ]);
  });
});
