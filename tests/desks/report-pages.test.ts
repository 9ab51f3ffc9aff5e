import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../src/report/page/html.js';
import { preview } from '../../src/service/proof/preview.js';
import { zeroReport } from '../../src/service/proof/zero.js';
import { comingPart } from '../../src/web/coming.js';
import { zeroPart } from '../../src/web/zero.js';
import { aProvedSeason } from '../proof/a-season.js';
import { aFront, type Front } from './a-front.js';

let front: Front;
beforeAll(async () => {
  front = await aFront();
});
afterAll(async () => {
  await front.api.close();
  await front.store.close();
});

const SENDING = { lang: 'zh', csrf: 'c', key: 'k' } as const;
const ALL = { stop: true, line: true };

describe('the page of channels', () => {
  it('shows each as it is set, and tests it for an administrator, on record', async () => {
    const admin = front.browser('admin');
    const page = await admin.get('/channels');
    expect(page.status).toBe(200);
    expect(page.text).toContain('邮件');
    expect(page.text).toContain('可带标题：内部');
    const tested = await admin.send('/channels/test', { name: 'mail', person: ' li ' });
    expect(tested.text).toContain('mail 已收下给 li 的测试消息');
    expect(front.mail.got).toMatchObject([{ subject: '渠道测试', to: { person: 'li' } }]);
    expect(JSON.stringify(front.audit)).toContain('channel.test');
  });

  it('says who is not reached, and sends nothing', async () => {
    const admin = front.browser('admin');
    await admin.get('/channels');
    const before = front.mail.got.length;
    const refused = await admin.send('/channels/test', { name: 'mail', person: 'wang' });
    expect([refused.status, refused.text]).toEqual([
      409,
      expect.stringContaining('渠道 mail 没有 wang 的地址'),
    ]);
    expect(front.mail.got).toHaveLength(before);
  });

  it('is no business of whoever coordinates, and stands in nobody’s menu who may not see it', async () => {
    const office = front.browser('coordinator');
    expect((await office.get('/channels')).status).toBe(403);
    const home = await office.get('/');
    expect(home.text).not.toContain('href="/channels"');
    expect(home.text).toContain('href="/zero"');
    expect((await front.browser('admin').get('/')).text).toContain('href="/channels"');
  });
});

describe('the pages of reports', () => {
  it('say that no report is asked for where none is', async () => {
    const page = await front.browser('coordinator').get('/zero?season=s&unit=c');
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('此时没有应报的报告')]);
  });

  it('show what a day brings to those who may see it', async () => {
    const page = await front.browser('coordinator').get('/notices?season=s');
    expect(page.status).toBe(200);
    expect((await front.browser('li').get('/notices?season=s')).status).toBe(403);
  });

  it('name the silent first', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-10 22:00');
    const made = await zeroReport(season.parts, 's');
    const silent = {
      ...{ path: 'county/vault', unitTitle: { zh: '保密室', en: 'Vault' }, duty: 'zero' },
      ...{ title: { zh: '零报告', en: 'Zero' }, doer: 'x', dueAt: made.at, note: null, at: null },
      state: 'silent' as const,
    };
    const counts = { normal: 0, abnormal: 0, silent: 1, awaited: 0 };
    const level = { path: 'county', title: { zh: '县', en: 'County' }, kind: 'county', counts };
    const text = html`${zeroPart('zh', { ...made, lines: [silent], levels: [level] })}`.html;
    expect(text).toContain('未报（1个）');
    expect(text).toContain('保密室：零报告');
    expect(text).toContain('/zero?season=s&amp;unit=county');
  });

  it('offer a sentence for what goes up, and holding back for what may be', async () => {
    const season = await aProvedSeason();
    season.passTo('2027-06-09 12:00');
    const made = await preview(season.parts, 's');
    const text = html`${comingPart(SENDING, made, ALL)}`.html;
    expect(text.match(/action="\/notices\/line"/g)).toHaveLength(2);
    expect(text.match(/action="\/notices\/stop"/g)).toHaveLength(3);
    expect(html`${comingPart(SENDING, made, { stop: false, line: false })}`.html).not.toContain(
      '<form',
    );
    expect(text).not.toContain('page=2');
    const many = Array.from({ length: 250 }, () => made.words)
      .flat()
      .slice(0, 250);
    const last = html`${comingPart(SENDING, { ...made, words: many }, ALL, 3)}`.html;
    expect(last.match(/data-head="时间"/g)).toHaveLength(50);
    expect(last).toContain('/notices?season=s&amp;day=2027-06-10&amp;page=2');
    expect(last).not.toContain('page=4');
    expect(last).toContain('<input type="hidden" name="day" value="2027-06-10">');
    const secret = await aProvedSeason(undefined, undefined, 'sensitive');
    secret.passTo('2027-06-09 12:00');
    const hidden = comingPart(SENDING, await preview(secret.parts, 's'), ALL);
    expect(html`${hidden}`.html).not.toContain('<form');
  });
});
