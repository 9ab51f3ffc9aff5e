import { describe, expect, it } from 'vitest';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { answerLink } from '../../src/service/desks/answer-links.js';
import { promiseTimes } from '../../src/web/promise.js';
import { aRecord, aRow, T0 } from '../adapters/a-plan.js';
import { aFront, type Front } from './a-front.js';
import { aMarks, NOW, SITE } from './a-desk.js';

const at = epochMs(T0);
const DAY = 86_400_000;
const told = (duty: string, role: string): UnitEvent => ({
  ...{ type: 'told', duty, action: 'due', rung: -1, owedAt: at, side: 'owner', at },
  to: [`${SITE}#${role}`],
});

/** A message about these duties to somebody, and the path of its link. */
async function aMessage(
  front: Front,
  events: readonly UnitEvent[],
  { person = 'li', id = 'message1' } = {},
) {
  const { store, messages } = front;
  await store.record(
    aRecord(1, events, {
      rows: [
        aRow('line', { doer: `${SITE}#doer`, answerable: `${SITE}#leader` }),
        aRow('rooms', { kind: 'ask', doer: `${SITE}#doer` }),
      ],
    }),
  );
  const notices = (await store.claimNotices(100)).map((notice) => notice.id);
  messages.set(id, { id, person, rehearsal: false, notices, at: epochMs(NOW) });
  return { path: answerLink('', aMarks)(id), notices };
}
const ordinary = [told('line', 'doer')];

describe('the link of a message', () => {
  it('shows what the message is about, to whoever looks, and changes nothing', async () => {
    const front = await aFront();
    const { path } = await aMessage(front, [...ordinary, told('rooms', 'doer')]);
    for (let look = 0; look < 5; look += 1) {
      const page = await front.browser().get(path);
      expect(page.status).toBe(200);
      expect(page.text).toContain('李竹，您好');
      expect(page.text).toContain('共2项');
    }
    const head = await front.api.inject({ method: 'HEAD', url: path });
    expect(head.statusCode).toBe(200);
    expect([front.sent, front.noted, front.codes]).toEqual([[], [], []]);
  });

  it('signs with a promise without any code, and notes that it was answered', async () => {
    const front = await aFront();
    const { path, notices } = await aMessage(front, ordinary);
    const phone = front.browser();
    await phone.get(path);
    const done = await phone.send('value="signFor"', { promise: '2027-06-16T18:00' });
    expect(done.text).toContain('已收到');
    expect(front.sent).toMatchObject([
      {
        ...{ path: SITE, name: 'signFor' },
        message: { step: 'line', by: 'li', promiseAt: Date.UTC(2027, 5, 16, 10) },
      },
    ]);
    expect(front.noted).toEqual([['answered', 'message1', notices]]);
  });

  it('takes another time, or none, and says so where the time is missing', async () => {
    const front = await aFront();
    const { path } = await aMessage(front, ordinary);
    const phone = front.browser();
    await phone.get(path);
    const missing = await phone.send('value="signFor"', { promise: 'own', promiseAt: '' });
    expect([missing.status, front.sent]).toEqual([409, []]);
    expect(missing.text).toContain('请填写承诺办结的时间');
    await phone.get(path);
    await phone.send('value="signFor"', { promise: 'own', promiseAt: '2027-06-17T08:30' });
    await phone.get(path);
    await phone.send('value="signFor"', { promise: 'none', promiseAt: '' });
    expect(front.sent.map(({ message }) => message['promiseAt'])).toEqual([
      Date.UTC(2027, 5, 17, 0, 30),
      undefined,
    ]);
  });

  it('takes no promise of days for what is late without the code', async () => {
    const front = await aFront();
    const { path, notices } = await aMessage(front, ordinary);
    const phone = front.browser();
    const late = { promise: 'own', promiseAt: '2027-06-17T21:01' };
    await phone.get(path);
    const far = await phone.send('value="signFor"', late);
    expect([far.status, front.sent]).toEqual([409, []]);
    expect(far.text).toContain('最多承诺36小时');
    await phone.get(`${path}/${notices[0]}`);
    await phone.send('/code');
    await phone.send('/enter', { code: front.codes.at(-1) ?? '' });
    await phone.get(path);
    await phone.send('value="signFor"', late);
    expect(front.sent).toMatchObject([{ name: 'signFor' }]);
  });

  it('objects without a code', async () => {
    const front = await aFront();
    const { path } = await aMessage(front, ordinary);
    const phone = front.browser();
    await phone.get(path);
    await phone.send('value="object"', { reason: '属供电公司职责' });
    expect(front.sent).toMatchObject([
      { name: 'object', message: { by: 'li', reason: '属供电公司职责' } },
    ]);
  });

  it('reports only behind a code to the person, whatever form is sent', async () => {
    const front = await aFront();
    const { path, notices } = await aMessage(front, ordinary);
    const phone = front.browser();
    const line = `${path}/${notices[0]}`;
    const page = await phone.get(line);
    expect(page.text).not.toContain('completeSteps');
    const csrf = /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const forged = await phone.post(line, { _csrf: csrf, _act: 'completeSteps' });
    expect([forged.status, front.sent]).toEqual([403, []]);
    await phone.get(line);
    await phone.send('/code');
    const wrong = await phone.send('/enter', { code: '000001' });
    expect(wrong.status).toBeGreaterThanOrEqual(400);
    await phone.get(line);
    front.clock.pass(61_000);
    await phone.send('/code');
    await phone.send('/enter', { code: front.codes.at(-1) ?? '' });
    const open = await phone.get(line);
    expect(open.text).toContain('completeSteps');
    await phone.send('completeSteps');
    expect(front.sent).toMatchObject([{ name: 'completeSteps', message: { by: 'li' } }]);
    const other = await front.browser().get(line);
    expect(other.text).not.toContain('completeSteps');
  });

  it('hands on to one of the unit’s people, behind the code', async () => {
    const front = await aFront();
    const { path, notices } = await aMessage(front, ordinary);
    const phone = front.browser();
    await phone.get(`${path}/${notices[0]}`);
    await phone.send('/code');
    await phone.send('/enter', { code: front.codes.at(-1) ?? '' });
    const page = await phone.get(`${path}/${notices[0]}`);
    expect(page.text).toContain(`<option value="${SITE}#head">钱梅 组长</option>`);
    expect(page.text).not.toContain(`<option value="${SITE}#doer">`);
    await phone.send('value="handOn"', { to: `${SITE}#head` });
    expect(front.sent).toMatchObject([{ name: 'handOn', message: { to: `${SITE}#head` } }]);
  });

  it('signs for all at once, each by itself', async () => {
    const front = await aFront();
    const { path, notices } = await aMessage(front, [...ordinary, told('rooms', 'doer')]);
    const phone = front.browser();
    await phone.get(path);
    const done = await phone.send('/all');
    expect(done.text).toContain('已签收2项');
    expect(front.sent.map(({ name, message }) => [name, message['step']])).toEqual([
      ['signFor', 'line'],
      ['signFor', 'rooms'],
    ]);
    expect(front.noted).toEqual([['answered', 'message1', notices]]);
    front.answers({ at, refused: 'already-done' });
    await phone.get(path);
    const again = await phone.send('/all');
    expect(again.text).toContain('已签收0项');
    expect(again.text).toContain('未签收');
  });

  it('notes that it was seen only when the page itself says so', async () => {
    const front = await aFront();
    const { path } = await aMessage(front, ordinary);
    const phone = front.browser();
    await phone.get(path);
    expect(front.noted).toEqual([]);
    expect((await phone.send('data-seen')).status).toBe(204);
    expect(front.noted).toEqual([['seen', 'message1']]);
    const robot = await front.browser().post(`${path}/seen`, {});
    expect([robot.status, front.noted.length]).toEqual([403, 1]);
  });
});

describe('a message about what is sensitive', () => {
  it('shows a code and a time, no title, no unit, and nothing to do but sign in', async () => {
    const front = await aFront();
    const { path, notices } = await aMessage(front, [told('packet', 'keeper')]);
    const phone = front.browser();
    const page = await phone.get(path);
    const main = page.text.slice(page.text.indexOf('<main'));
    expect(main).toContain('涉密事项');
    expect(main).not.toMatch(/packet|c\/a\/1/);
    expect(main).not.toContain('_act');
    expect((await phone.get(`${path}/${notices[0]}`)).status).toBe(409);
    await phone.get(path);
    const csrf = /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const forged = await phone.post(`${path}/${notices[0]}`, { _csrf: csrf, _act: 'signFor' });
    expect([forged.status, front.sent]).toEqual([409, []]);
  });
});

describe('a link that is not good', () => {
  const status = async (front: Front, path: string) => (await front.browser().get(path)).status;

  it('is one that was changed, made up, or of a message that never went out', async () => {
    const front = await aFront();
    const { path } = await aMessage(front, ordinary);
    const last = path.at(-1) === 'A' ? 'B' : 'A';
    expect(await status(front, path)).toBe(200);
    for (const wrong of [
      path.slice(0, -1) + last,
      path.slice(0, -1),
      `${path}A`,
      path.replace('message1', 'message2'),
      answerLink('', aMarks)('message9'),
      '/a/x',
    ])
      expect([wrong, await status(front, wrong)]).toEqual([wrong, 409]);
  });

  it('ends after fourteen days, with the season, and with the account', async () => {
    const front = await aFront();
    const { path } = await aMessage(front, ordinary);
    front.clock.pass(14 * DAY - 1);
    expect(await status(front, path)).toBe(200);
    front.clock.pass(1);
    expect(await status(front, path)).toBe(409);
    front.clock.pass(-2 * DAY);
    expect(await status(front, path)).toBe(200);
    const { accounts } = front.store;
    const made = { isDemo: false, madeBy: 'sun', madeAt: NOW };
    await accounts.addAccount({ person: 'li', name: '李竹', login: 'li', ...made });
    await accounts.changeAccount('li', { status: 'disabled' });
    expect(await status(front, path)).toBe(409);
    await accounts.changeAccount('li', { status: 'active' });
    expect(await status(front, path)).toBe(200);
    await front.store.setSeasonStatus('s', 'closed');
    expect(await status(front, path)).toBe(409);
  });

  it('lets nobody do what is not his: the reader of an escalation only sees how it stands', async () => {
    const front = await aFront();
    const { path, notices } = await aMessage(front, [told('line', 'head')], { person: 'qian' });
    const phone = front.browser();
    const page = await phone.get(path);
    expect(page.text).toContain('line');
    expect(page.text).not.toContain('_act');
    const csrf = /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    for (const act of ['signFor', 'object', 'completeSteps', 'handOn']) {
      const forged = await phone.post(`${path}/${notices[0]}`, {
        ...{ _csrf: csrf, _act: act, reason: 'x', to: `${SITE}#head`, promise: 'none' },
      });
      expect(forged.status).toBeGreaterThanOrEqual(400);
    }
    expect(front.sent).toEqual([]);
  });

  it('sends nothing from a page of another site', async () => {
    const front = await aFront();
    const { path, notices } = await aMessage(front, ordinary);
    const forged = await front.browser().post(`${path}/${notices[0]}`, { _act: 'signFor' });
    expect([forged.status, front.sent, front.noted]).toEqual([403, [], []]);
  });

  it('is not opened by the visit of another link, nor listed among those given out', async () => {
    const front = await aFront();
    const { path, notices } = await aMessage(front, ordinary);
    const phone = front.browser();
    await phone.get(`${path}/${notices[0]}`);
    await phone.send('/code');
    await phone.send('/enter', { code: front.codes.at(-1) ?? '' });
    front.messages.set('message2', {
      ...{ id: 'message2', person: 'li', rehearsal: false, notices, at: epochMs(NOW) },
    });
    const other = await phone.get(`${answerLink('', aMarks)('message2')}/${notices[0]}`);
    expect(other.text).not.toContain('completeSteps');
    expect(await front.house.links.list('s')).toEqual([]);
    const token = path.slice('/a/'.length);
    expect((await front.browser().get(`/l/${token}`)).location).toBe(path);
  });
});

describe('times to promise', () => {
  const HOUR = 3_600_000;
  const values = (now: number, dueAt: number) =>
    promiseTimes('zh', {
      ...{ timezone: 'Asia/Shanghai', now: epochMs(now), dueAt: epochMs(dueAt) },
    }).map(([value]) => value);

  it('are within what may be promised, and the due time is one of them', () => {
    expect(values(NOW, NOW + 2 * DAY)).toEqual([
      '2027-06-16T10:00',
      '2027-06-16T18:00',
      '2027-06-17T12:00',
      '2027-06-18T09:00',
    ]);
    expect(values(NOW, NOW + 2 * HOUR)).toEqual(['2027-06-16T10:00', '2027-06-16T11:00']);
    expect(values(NOW, NOW + HOUR / 6)).toEqual(['2027-06-16T09:10']);
  });

  it('begin anew once the due time has passed', () => {
    expect(values(NOW + 11 * HOUR, NOW)).toEqual(['2027-06-16T21:00', '2027-06-17T12:00']);
  });
});
