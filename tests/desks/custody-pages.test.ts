import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/engine/model.js';
import { html } from '../../src/report/page/html.js';
import type { CustodyLine } from '../../src/service/custody-line.js';
import { custodyPart } from '../../src/web/custody.js';
import { act, complete, on, TICK, type Script } from '../engine/unit.js';
import { BATCH, CAR, PLATE, POLICE, SITE, VAULT, withPapers } from '../support/a-consignment.js';
import { BADGED, ONE, withVaults } from '../support/a-vault-season.js';
import { confirmed, INTO_THE_SAFE, LABEL, LOADED } from '../support/custody-lines.js';
import { aSeason, closeFront, seen } from './a-custody-season.js';
import { aFront } from './a-front.js';

afterEach(closeFront);

const IN_ADDRESS = BATCH.replaceAll('/', '.');
const signed = (posts: readonly string[], content = LOADED): Command[] =>
  posts.map((post) => ({
    ...{
      type: 'confirm',
      step: 'custody-load',
      occurrence: 'one',
      by: `at ${post}`,
      post,
      content,
    },
  }));
const left: Command = {
  ...{ type: 'custody', step: 'custody-depart', occurrence: 'one', by: `at ${CAR[0]}` },
  ...{ act: 'depart', plate: PLATE, aboard: [...CAR, ...POLICE], others: 0 },
};
const at = (civil: string, commands: readonly Command[]): Script =>
  commands.map((command) => [on(`2027-06-${civil}`), command] as const);

describe('the page of custody', () => {
  it('says how far a consignment is, where its packets are, and what was said last', async () => {
    const { browser } = await aSeason(withPapers(), BATCH, [
      ...at('16 05:45', signed([...VAULT, ...CAR])),
      ...at('16 06:02', [left]),
    ]);
    const text = seen((await browser('county').get('/custody')).text);
    expect(text).toContain('6月16日 06:10 的情况');
    expect(text).toContain('车辆：6袋，1处 一号车 6袋');
    expect(text).toContain('语文试卷 途中 已送达0/1处 保密室→一中保密柜');
    expect(text).toContain('到达时限 6月16日 06:40 6月16日 06:20 途中报告：一中保密柜');
    expect(text).toContain('6月16日 06:02 启运：一中保密柜');
    const one = await browser('county').get(`/custody/story/${IN_ADDRESS}`);
    expect(seen(one.text)).toContain(`一号车 ${PLATE} ${CAR.join('、')} ${POLICE.join('、')}`);
    // Closed but for the leg that is on its way; what was signed, by both sides.
    expect(one.text.match(/<details open>/g)).toHaveLength(1);
    expect(seen(one.text)).toContain(
      `${LOADED} 交出：${VAULT.join('、')}；接收：${CAR.join('、')}`,
    );
    expect(seen(one.text)).toContain('2箱 6袋 180份');
    expect(one.text).not.toContain('<form method="post" action="/custody');
    // Numbers of seals stand on the sheets alone, what two read from a label each for himself nowhere.
    expect(one.text).not.toMatch(/S00\d|科目语文/);
  });

  it('puts alarms first, each with its ladder and a way to its own page', async () => {
    const differs = signed([VAULT[0]], LOADED.replace('袋6', '袋5'));
    const script = [...at('16 05:45', differs), ...at('16 06:00', [TICK])];
    const { browser } = await aSeason(withPapers(), BATCH, script);
    const list = seen((await browser('county').get('/custody')).text);
    expect(list).toContain('语文试卷 已中止 警报1个');
    const one = await browser('county').get(`/custody/story/${IN_ADDRESS}`);
    expect(one.text).toContain(
      `<a href="/duty/story/${IN_ADDRESS}/alarm-1">数目或封签不符：one</a>`,
    );
    expect(seen(one.text)).toMatch(/上报第\d级，下次上报 6月16日 06:\d\d/);
    const english = seen((await browser('county').get(`/custody?lang=en`)).text);
    expect(english).toContain('Stopped 1 alarm 0 of 1 delivered');
    expect(english).not.toMatch(/警报|中止|时限/);
  });

  it('says delivered once it lies in the safe, and opened once two have opened it', async () => {
    const lines = [
      ...INTO_THE_SAFE,
      ...confirmed('2027-06-16 06:50', 'custody-labels@open-one', SITE, LABEL),
      ...confirmed('2027-06-16 07:10', 'custody-open@open-one', SITE, LOADED),
    ];
    const script = lines.map(
      ([civil, , type, message]) => [on(civil), { type, ...message } as Command] as const,
    );
    const page = async (steps: Script, now: string) => {
      const { browser } = await aSeason(withPapers(), BATCH, steps, now);
      return seen((await browser('county').get('/custody')).text);
    };
    const delivered = await page(script.slice(0, INTO_THE_SAFE.length), '16 06:40');
    expect(delivered).toContain('语文试卷 已送达 已送达1/1处 保密室→一中保密柜 — ');
    expect(delivered).toContain('6月16日 06:35 交接完成：一中保密柜 一中保密柜 6袋');
    const opened = await page(script, '16 07:15');
    expect(opened).toContain('语文试卷 已启封 已启封1/1处');
    expect(opened).toContain('全部完成 6月16日 07:10 启封：一中保密柜');
  });

  it('prints the sheets that are still to be signed, to the same people', async () => {
    const { browser } = await aSeason();
    const sheets = await browser('county').get(`/custody/story/${IN_ADDRESS}/sheets`);
    expect(sheets.text.match(/<section>/g)).toHaveLength(3);
    expect(sheets.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await browser('li').get(`/custody/story/${IN_ADDRESS}/sheets`)).status).toBe(404);
  });

  it('says how a vault stands: permit, intake, who watches, patrols, the daily report', async () => {
    const signs = (post: string, by: string): Command => ({
      ...{ type: 'confirm', step: 'hands', by, post: `${ONE}#${post}`, content: '甲' },
    });
    const patrol = (by: string): Command => ({
      ...{ type: 'confirm', step: 'patrol', occurrence: '1', by, content: '正常' },
      post: `${ONE}#shift`,
    });
    const guard: Command = {
      ...{ type: 'confirm', step: 'guard', by: 'h1', post: 'incoming', content: BADGED },
    };
    const { browser } = await aSeason(
      withVaults(),
      ONE,
      [
        ...at('14 10:00', [complete('permit', { by: 'se' })]),
        ...at('14 16:30', [signs('keeper', 'ke'), signs('keeper-two', 'co')]),
        ...at('15 11:50', [guard]),
        ...at('15 12:00', [complete('received', { by: 'ke' })]),
        ...at('15 12:25', [patrol('m1'), patrol('m2')]),
        ...at('15 13:01', [TICK]),
        ...at('15 13:02', [act('leave', 'guard', { by: 'h1', person: 'm4' })]),
      ],
      '15 13:05',
    );
    const list = seen((await browser('county').get('/custody')).text);
    expect(list).toContain('使用许可证 有效 试卷入库 6月15日 12:00 已入库');
    expect(list).toContain('带班2/2人，值守3/4人');
    expect(list).toContain('值守人数不足或未按时接班');
    expect(list).toContain('上次 6月15日 12:25；下次 6月15日 13:00 1次未做');
    expect(list).toContain('每日报告 上次 无；下次 6月15日 21:30');
    const one = seen(
      (await browser('county').get(`/custody/story/${ONE.replaceAll('/', '.')}`)).text,
    );
    expect(one).toContain('钥匙 ke 密码 co');
    expect(one).toContain('h1:01 h2:02 | m1:03 m2:04 m3:05 | ke co');
  });

  it('lists alarms first, then what is late, then what is under way, what is done last; and adds up', () => {
    const dueAt = on('2027-06-16 06:00');
    const next = { duty: 'custody-load@one', dueAt, late: false, where: null };
    const line = (path: string, more: Partial<CustodyLine> = {}): CustodyLine => ({
      ...{ path, title: { zh: path, en: path }, now: dueAt, asOf: null, phase: 'planned' },
      ...{ from: ['甲'], to: ['乙'], departBy: dueAt, arriveBy: dueAt, last: null, next },
      ...{ legs: { all: 1, done: 0 }, openings: { all: 0, done: 0 }, stopped: 0, alarms: 0 },
      ...{ packets: 3, places: [{ place: 'safe', kind: 'safe', title: '甲', packets: 3 }] },
      ...more,
    });
    const lines = [
      line('x/done', { next: null, phase: 'opened' }),
      line('x/planned'),
      line('x/sooner', { next: { ...next, dueAt: on('2027-06-16 05:00') } }),
      line('x/under-way', { phase: 'under-way' }),
      line('x/late', { next: { ...next, late: true } }),
      line('x/alarm', { alarms: 1, next: null }),
    ];
    const about = { lang: 'zh', season: 's', timezone: 'Asia/Shanghai' } as const;
    const text = html`${custodyPart(about, lines)}`.html;
    expect([...text.matchAll(/>x\/([a-z-]+)</g)].map(([, name]) => name)).toEqual([
      ...['alarm', 'late', 'under-way', 'sooner', 'planned', 'done'],
    ]);
    expect(seen(text)).toContain('保密柜：18袋，1处 甲 18袋');
  });

  it('is not there for whoever has no business with it, nor in his menu', async () => {
    const { browser } = await aSeason();
    const li = browser('li');
    const page = await li.get('/custody');
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('语文试卷');
    expect((await li.get(`/custody/story/${IN_ADDRESS}`)).status).toBe(404);
    const admin = browser('admin');
    expect((await admin.get('/custody')).status).toBe(403);
    expect((await admin.get('/')).text).not.toContain('href="/custody"');
    expect((await browser('county').get('/')).text).toContain('href="/custody"');
    expect((await browser().get('/custody')).status).toBe(303);
  });

  it('says so where there is nothing, and where there is no such thing', async () => {
    const made = await aFront();
    const page = await made.browser('coordinator').get('/custody');
    expect([page.status, page.text]).toEqual([
      200,
      expect.stringContaining('没有您可以查看的试卷批次'),
    ]);
    expect(page.text).toContain('没有您可以查看的保密室');
    expect((await made.browser('coordinator').get('/custody?season=none')).status).toBe(404);
    expect((await made.browser('coordinator').get('/custody/s/c.none')).status).toBe(404);
    await made.store.setSeasonStatus('s', 'closed');
    expect((await made.browser('coordinator').get('/custody')).text).toContain('没有进行中的考季');
    await made.api.close();
    await made.store.close();
  });
});
