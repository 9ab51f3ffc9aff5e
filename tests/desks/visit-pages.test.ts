import { describe, expect, it } from 'vitest';
import { RULES } from '../rooms/a-roster.js';
import { aStep } from '../adapters/a-plan.js';
import { aDeskCommit, SITE } from './a-desk.js';
import { aFront, aTurn } from './a-front.js';

const entries = {
  reasons: [{ id: 'medical', title: { zh: '医疗救助', en: 'Medical help' } }],
  ...{ late: '15m', source: 'F5' },
};

/** The site's computer while an exam is on; `person` has his turn. */
async function aMorning(person: string) {
  const commit = aDeskCommit();
  const maths = { id: 'maths', title: { zh: '数学', en: 'Maths' }, day: 0 };
  const plan = {
    ...commit.plan,
    sessions: [{ ...maths, start: '08:30', end: '10:30' }],
    steps: [...commit.plan.steps, { ...aStep('closed'), sessions: ['maths'] }],
    rooms: { ...RULES, entries },
  };
  const front = await aFront({ ...commit, plan });
  return { front, computer: await aTurn(front, person) };
}

const FORM = { room: '7', person: '', name: '示医生', reason: 'medical', happenedAt: '' };
const ADDRESS = '/desk/entries/s/maths';

describe('the entries at the site desk', () => {
  it.each(['qian', 'li'])('are written down by whoever serves there: %s', async (person) => {
    const { front, computer } = await aMorning(person);
    expect((await computer.get('/desk')).text).toContain('进出考场登记');
    expect((await computer.get('/desk/entries')).text).toContain('共0人次');
    const done = await computer.send(ADDRESS, FORM);
    expect([done.status, done.text]).toEqual([200, expect.stringContaining('示医生进入考场007')]);
    const page = await computer.get('/desk/entries');
    expect(page.text).toContain('共1人次，未离开1人');
    expect(page.text).toContain('医疗救助');
    const left = await computer.send(`${ADDRESS}/1/left`, {});
    expect([left.status, left.text]).toEqual([200, expect.stringContaining('示医生离开考场007')]);
    const { visits } = await front.rooms.visits('s', 'maths', SITE);
    expect(visits).toMatchObject([{ by: person, recordedBy: person, left: { by: person } }]);
    const deed = front.audit.rows.findLast(({ operation }) => operation === 'room.enter');
    expect(deed).toMatchObject({ person, way: 'desk', outcome: 'done', path: SITE });
  });

  it('say why not, and take nothing without a turn', async () => {
    const { front, computer } = await aMorning('qian');
    await computer.get('/desk/entries');
    const refused = await computer.send(ADDRESS, { ...FORM, name: '' });
    expect([refused.status, refused.text]).toEqual([
      409,
      expect.stringContaining('请填人员编号或姓名'),
    ]);
    expect((await front.browser().get('/desk/entries')).status).toBe(409);
    expect((await front.rooms.visits('s', 'maths', SITE)).visits).toEqual([]);
  });
});
