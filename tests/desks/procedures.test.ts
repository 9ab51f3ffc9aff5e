import { describe, expect, it } from 'vitest';
import { shortCode } from '../../src/policy/short-code.js';
import { NOW, SITE } from './a-desk.js';
import { aFront, aTurn } from './a-front.js';
import { aProcedureCommit, aSite } from './a-procedure-unit.js';

const MINUTE_MS = 60_000;
const DESK_LATE = '/desk/procedures/s/late-start';
const DESK_SPARE = '/desk/procedures/s/spare-papers';
const OWN_SPARE = '/procedures/s/c.a.1/spare-papers';
const OWN_LATE = '/procedures/s/c.a.1/late-start';
const PHONE_SPARE = '/phone/s/c.a.1/begin/spare-papers';
const ABOUT = '第12考场 2份';

async function anExam() {
  const commit = aProcedureCommit();
  const front = await aFront(commit);
  front.behind(aSite(front.store, commit, front.clock));
  const stepsOf = async (step: string) =>
    (await front.store.duties({ season: 's', path: SITE, step })).map(({ duty }) => duty);
  return { front, stepsOf };
}

describe('a procedure at the site desk', () => {
  it('is offered to the chief after PIN and card, names its steps, and is begun by him', async () => {
    const { front, stepsOf } = await anExam();
    const computer = await aTurn(front, 'qian');
    const desk = await computer.get('/desk');
    expect(desk.text).toContain(`<a href="${DESK_SPARE}">启用备用试卷</a>`);
    expect(desk.text).toContain(`<a href="${DESK_LATE}">延迟开考</a>`);
    const page = await computer.get(DESK_SPARE);
    expect(page.text).toContain('<b>备用卷核实</b>');
    expect(page.text).toContain('李竹（组长），启动后2分钟内');
    expect(page.text).toContain('李竹（组长）、钱梅（组长），上一步后3分钟内');
    expect(page.text).toContain('从未启动');
    const receipt = await computer.send(DESK_SPARE, { about: ABOUT, happenedAt: '' });
    expect([receipt.status, receipt.text]).toEqual([200, expect.stringContaining('已收到')]);
    expect(receipt.text).toContain('第1次启动“启用备用试卷”：第12考场 2份');
    expect(receipt.text).toContain('<strong>6月16日 09:02前</strong>');
    expect(receipt.text).toContain('通知发给：李竹（组长）');
    expect(receipt.text).toContain('href="/desk/duty/s/spare-verified%401"');
    expect(front.sent.at(-1)).toMatchObject({
      ...{ path: SITE, name: 'begin' },
      message: { procedure: 'spare-papers', about: ABOUT, by: 'qian' },
    });
    expect(await stepsOf('spare-taken')).toEqual(['spare-taken@1']);
    const row = front.audit.rows.findLast(({ operation }) => operation === 'procedure.begin');
    expect(row).toMatchObject({ way: 'desk', person: 'qian', outcome: 'done', path: SITE });
  });

  it('shows how far each beginning has come, who began it, and what was recorded late', async () => {
    const { front } = await anExam();
    const computer = await aTurn(front, 'qian');
    await computer.get(DESK_SPARE);
    const happenedAt = '2027-06-16T08:40';
    const receipt = await computer.send(DESK_SPARE, { about: ABOUT, happenedAt });
    // The clock runs from when it happened.
    expect(receipt.text).toContain('<strong>6月16日 08:42前</strong>');
    expect(receipt.text).toContain('迟录');
    const desk = await computer.get('/desk');
    expect(desk.text).toContain('第1次  第12考场 2份  未办结2项');
    const { text } = await computer.get(DESK_SPARE);
    expect(text).toContain('钱梅 6月16日 09:00启动，');
    expect(text).toContain('迟录');
    expect(text).toMatch(/spare-verified%401">备用卷核实<\/a> <span class="tag">待办<\/span>/);
  });

  it('is begun once, however often the button is pressed', async () => {
    const { front, stepsOf } = await anExam();
    const computer = await aTurn(front, 'qian');
    const page = await computer.get(DESK_SPARE);
    const hidden = [...page.text.matchAll(/type="hidden" name="(_\w+)" value="([^"]+)"/g)];
    const fields = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
    const wish = { ...fields, about: ABOUT, happenedAt: '' };
    const first = await computer.post(DESK_SPARE, wish);
    front.clock.pass(20_000);
    const second = await computer.post(DESK_SPARE, wish);
    expect(first.text).toContain('第1次启动');
    expect(second.text).toContain('第1次启动');
    expect(await stepsOf('spare-verified')).toEqual(['spare-verified@1']);
    await computer.get(DESK_SPARE);
    const again = await computer.send(DESK_SPARE, { about: '第3考场 1份', happenedAt: '' });
    expect(again.text).toContain('第2次启动');
    expect(await stepsOf('spare-verified')).toEqual(['spare-verified@1', 'spare-verified@2']);
  });

  it('has the running session chosen, offers none that is over, and says so if one is sent', async () => {
    const { front, stepsOf } = await anExam();
    const computer = await aTurn(front, 'qian');
    const { text } = await computer.get(DESK_LATE);
    const options = [...text.matchAll(/<option value="(\w*)"( selected)?>/g)].map((found) => [
      ...[found[1], found[2] !== undefined],
    ]);
    expect(options).toEqual([
      ['chinese', true],
      ['maths', false],
    ]);
    const over = await computer.send(DESK_LATE, { session: 'first', about: '停电' });
    expect([over.status, over.text]).toEqual([
      409,
      expect.stringContaining('场次 道德与法治 已结束'),
    ]);
    await computer.get(`${DESK_LATE}?lang=en`);
    const english = await computer.send(DESK_LATE, { session: 'first', about: '停电' });
    expect(english.text).toContain('session first is over');
    expect(await stepsOf('late-reported')).toEqual([]);
    await computer.get(`${DESK_LATE}?lang=zh`);
    const begun = await computer.send(DESK_LATE, { session: 'chinese', about: '停电' });
    expect(begun.text).toContain('第1次启动“延迟开考”（语文）：停电');
    expect((await computer.get(DESK_LATE)).text).toContain('第1次  语文  停电');
  });

  it('has no form once all sessions are over, while one that is for none still has', async () => {
    const { front } = await anExam();
    front.clock.pass(8 * 60 * MINUTE_MS);
    const late = front.browser('li');
    const { text } = await late.get(OWN_LATE);
    expect(text).toContain('各场次均已结束');
    expect(text).not.toContain('name="about"');
    expect((await late.get(OWN_SPARE)).text).toContain('name="about"');
  });

  it('is nobody’s without a turn, and no word is taken without what it is for', async () => {
    const { front, stepsOf } = await anExam();
    expect((await front.browser().get(DESK_SPARE)).status).toBe(409);
    const computer = await aTurn(front, 'qian');
    await computer.get(DESK_SPARE);
    const empty = await computer.send(DESK_SPARE, { about: '  ' });
    expect([empty.status, empty.text]).toEqual([409, expect.stringContaining('事由')]);
    expect((await computer.get('/desk/procedures/s/fire')).status).toBe(404);
    expect(await stepsOf('spare-verified')).toEqual([]);
  });
});

describe('a procedure on the pages', () => {
  it('is begun by whoever serves at the unit', async () => {
    const { front } = await anExam();
    const li = front.browser('li');
    expect((await li.get('/')).text).toContain('href="/procedures"');
    expect((await li.get('/procedures')).text).toContain(`href="${OWN_SPARE}"`);
    await li.get(OWN_SPARE);
    const done = await li.send(OWN_SPARE, { about: ABOUT });
    expect([done.status, done.text]).toEqual([200, expect.stringContaining('第1次启动')]);
    expect((await li.get('/procedures')).text).toContain('第1次  第12考场 2份  未办结2项');
  });

  it('is seen, while it runs, by whoever oversees the site, and by the site once', async () => {
    const { front } = await anExam();
    const office = front.browser('coordinator');
    expect((await office.get('/procedures')).text).toContain('您所在单位没有预设的处置流程');
    const li = front.browser('li');
    await li.get(OWN_SPARE);
    await li.send(OWN_SPARE, { about: ABOUT });
    for (const overseer of ['coordinator', 'supervisor']) {
      const { text } = await front.browser(overseer).get('/procedures');
      expect(text).toContain('正在处置2项');
      expect(text).toContain('href="/duty/s/c.a.1/spare-verified%401"');
      expect(text.indexOf('spare-verified')).toBeLessThan(text.indexOf('spare-taken'));
      expect(text).toContain(ABOUT);
    }
    expect((await li.get('/procedures')).text).not.toContain('正在处置');
    const { text } = await front.browser('elsewhere').get('/procedures');
    expect(text).not.toContain('正在处置');
  });

  it('is not offered to whoever may not, and refused if he sends it all the same', async () => {
    const { front, stepsOf } = await anExam();
    const inspector = front.browser('supervisor');
    const page = await inspector.get(OWN_SPARE);
    expect(page.text).toContain('<b>备用卷核实</b>');
    expect(page.text).toContain('您没有启动的权限');
    expect(page.text).not.toContain('name="about"');
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await inspector.get('/')).text)?.[1] ?? '';
    const sent = await inspector.post(OWN_SPARE, { _csrf: csrf, about: ABOUT });
    expect([403, 404]).toContain(sent.status);
    const elsewhere = front.browser('elsewhere');
    expect([403, 404]).toContain((await elsewhere.get(OWN_SPARE)).status);
    expect(await stepsOf('spare-verified')).toEqual([]);
    expect(front.sent).toEqual([]);
  });
});

describe('a procedure by telephone', () => {
  it('is found by the site’s code, its name or the caller’s, read back, and recorded for him', async () => {
    const { front, stepsOf } = await anExam();
    const office = front.browser('coordinator');
    const code = shortCode({ season: 's', path: SITE, duty: null });
    for (const said of [code, SITE, '钱梅'])
      expect((await office.get(`/phone?q=${encodeURIComponent(said)}`)).text).toContain(
        `href="${PHONE_SPARE}"`,
      );
    await office.get(PHONE_SPARE);
    const wish = { caller: 'qian', about: ABOUT, happenedAt: '2027-06-16T08:50' };
    const draft = await office.send('_step', wish);
    expect(draft.text).toContain('我复述一遍：钱梅，6月16日 08:50');
    expect(draft.text).toContain(ABOUT);
    expect(await stepsOf('spare-verified')).toEqual([]);
    const done = await office.send('_step');
    expect(done.text).toContain('第1次启动“启用备用试卷”');
    expect(done.text).toContain('须由钱梅在 6月17日 09:00 前本人确认');
    expect(front.sent.at(-1)?.message).toMatchObject({
      ...{ by: 'qian', recordedBy: 'sun', happenedAt: NOW - 10 * MINUTE_MS },
    });
    const { text } = await office.get(PHONE_SPARE);
    expect(text).toContain('钱梅 6月16日 09:00启动，孙柏');
    expect((await office.get('/phone')).text).toContain('启动流程');
  });

  it('is recorded for nobody who does not serve there, and by nobody who may not', async () => {
    const { front, stepsOf } = await anExam();
    const office = front.browser('coordinator');
    await office.get(PHONE_SPARE);
    await office.send('_step', { caller: 'wang', about: ABOUT });
    const refused = await office.send('_step');
    expect([refused.status, refused.text]).toEqual([
      409,
      expect.stringContaining('不在该单位任职'),
    ]);
    expect([403, 404]).toContain((await front.browser('li').get(PHONE_SPARE)).status);
    expect((await front.browser('li').get('/phone?q=c%2Fa%2F1')).text).not.toContain(PHONE_SPARE);
    expect(await stepsOf('spare-verified')).toEqual([]);
  });
});
