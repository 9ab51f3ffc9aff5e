import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Prepared } from '../../src/service/prepare.js';
import { shortCode } from '../../src/policy/short-code.js';
import {
  aChromium,
  isTooWide,
  picture,
  seriousFaults,
  type Browser,
  type BrowserContext,
  type Page,
} from '../support/a-browser.js';
import { serveWorld, type ApiWorld } from '../support/api-world.js';
import { countySeason, startMorning, unitSpoke } from '../support/county-morning.js';
import { openWorld, type World } from '../support/real.js';
import { eventually } from '../support/real-waiting.js';

// The county on the morning of its first paper, in real browsers: nobody has done anything yet.
const SEASON = 'morning';
const SITE = 'lanxi/site-1';
const IN_ADDRESS = 'lanxi.site-1';
const ZONE = { timezoneId: 'Asia/Shanghai', locale: 'zh-CN' };
let world: World;
let api: ApiWorld;
let browser: Browser;
let prepared: Prepared;
let password = '';

beforeAll(async () => {
  world = await openWorld({ worker: 'inside' });
  api = await serveWorld(world);
  prepared = countySeason(SEASON);
  await startMorning(world, prepared);
  const cast = api.served.accounts
    .demoCast(prepared.plan, prepared.posts)
    .filter(({ login }) => ['coordinator', 'site', 'security-admin'].includes(login));
  ({ password } = await api.served.accounts.startDemo([{ rehearsal: true }], cast));
  browser = await aChromium();
  await unitSpoke(world, SEASON, SITE);
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await api?.close();
  await world?.close();
});

const holder = (role: string, unit = SITE): { person: string; name: string } => {
  const found = prepared.posts.find(({ post }) => post === `${unit}#${role}`);
  if (!found) throw new Error(`nobody is ${unit}#${role}`);
  return found;
};
const code = (duty: string) => shortCode({ season: SEASON, path: SITE, duty });
const done = (duty: string) =>
  eventually(`${duty} is done`, async () => {
    const view = await world.store.duty(SEASON, SITE, duty);
    return view?.acceptedAt === null ? undefined : view?.status;
  });

/** A page whose every sight is looked at: no serious fault, nothing wider than a phone. */
async function onPhone(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ ...ZONE, viewport: { width: 360, height: 740 } });
  return { context, page: await context.newPage() };
}

async function look(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect([name, await seriousFaults(page)]).toEqual([name, []]);
  expect([name, await isTooWide(page)]).toEqual([name, false]);
}

/** Signs in by the page. */
async function signedIn(login: 'coordinator' | 'site' | 'security-admin'): Promise<Page> {
  const { page } = await onPhone();
  await page.goto(`${api.url}/`);
  await page.getByLabel('账号').fill(login);
  await page.getByLabel('密码', { exact: false }).first().fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(`${api.url}/`);
  return page;
}

describe('on a phone, without a mouse, in a browser of this machine', () => {
  it('whoever owes something signs in, sees it first, and reports it with one thumb', async () => {
    const { page: gate } = await onPhone();
    await gate.goto(`${api.url}/`);
    await look(gate, 'sign-in');
    const page = await signedIn('site');
    await look(page, 'mine');
    await page.goto(`${api.url}/duty/${SEASON}/${IN_ADDRESS}/site-groups`);
    await look(page, 'duty');
    expect(await page.getByText(code('site-groups')).count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: '报送办结' }).click();
    await page.getByText('已收到').waitFor();
    await look(page, 'receipt');
    expect(await done('site-groups')).toBe('accepted');
  });

  it('a liaison opens a link from a chat by the code that was sent to him', async () => {
    const office = await signedIn('coordinator');
    await office.goto(`${api.url}/links`);
    await look(office, 'links');
    await office.getByLabel('人员编号').fill(holder('doer').person);
    await office.getByLabel('单位路径').fill(SITE);
    await office.getByLabel('事项编号').fill('hotline-published');
    await office.getByRole('button', { name: '生成链接' }).click();
    const address = (await office.locator('.wide').textContent()) ?? '';
    const { page } = await onPhone();
    await page.goto(address.replace(/^https?:\/\/[^/]+/, api.url));
    await look(page, 'link-gate');
    await page.getByRole('button', { name: '发送验证码' }).click();
    await look(page, 'link-code');
    const sent = readFileSync(join(world.folder, 'codes.log'), 'utf8');
    const [, sentCode = ''] = /验证码 (\d{6})/.exec(sent) ?? [];
    await page.getByLabel('验证码').first().fill(sentCode);
    await page.getByRole('button', { name: '进入' }).click();
    await look(page, 'link-duties');
    await page.locator('.cards a').first().click();
    await look(page, 'link-duty');
    await page.getByRole('button', { name: '报送办结' }).click();
    await page.getByText('已收到').waitFor();
    expect(await done('hotline-published')).toBe('accepted');
  });

  it('two persons sign at one computer, each with a card and a PIN from two hands, and the record proves it', async () => {
    const office = await signedIn('coordinator');
    const safe = await signedIn('security-admin');
    await office.goto(`${api.url}/desks?site=${IN_ADDRESS}`);
    await office.getByLabel('席位名称').fill('考务办公室');
    await office.getByRole('button', { name: '生成登记链接' }).click();
    const address = (await office.locator('.wide').textContent()) ?? '';
    const context = await browser.newContext({ ...ZONE, viewport: { width: 1280, height: 900 } });
    const computer = await context.newPage();
    await computer.goto(address.replace(/^https?:\/\/[^/]+/, api.url));
    await computer.getByRole('button', { name: '登记本机' }).click();
    await computer.goto(`${api.url}/desk`);
    const cards = new Map<string, { pin: string; lines: string[] }>();
    for (const { person, name } of [holder('leader'), holder('patrol')]) {
      await office.goto(`${api.url}/desks?site=${IN_ADDRESS}`);
      await office.getByLabel('人员编号').last().fill(person);
      await office.getByRole('button', { name: '发放新卡' }).click();
      await office.getByText('考务密码卡').waitFor();
      await look(office, 'card');
      const lines = await office.locator('.lines .code').allTextContents();
      await safe.goto(`${api.url}/desks?site=${IN_ADDRESS}`);
      const row = safe.getByRole('row').filter({ hasText: person });
      await row.getByRole('button', { name: '发放初始 PIN' }).click();
      await look(safe, 'pin');
      const pin = (await safe.locator('.apart .code').textContent()) ?? '';
      cards.set(name, { pin, lines });
    }
    await office.goto(`${api.url}/desks?site=${IN_ADDRESS}`);
    await look(office, 'desks');
    expect(await office.getByText('PIN 由他人发放').count()).toBe(2);
    await safe.goto(`${api.url}/desks?site=${IN_ADDRESS}`);
    await look(safe, 'pins');

    for (const [name, { pin, lines }] of cards) {
      await computer.goto(`${api.url}/desk`);
      await look(computer, 'desk');
      await computer.getByRole('link', { name }).click();
      await look(computer, 'desk-turn');
      await computer.locator('input[name=pin]').fill(pin);
      await computer.getByLabel('密码卡第 1 行').fill((lines[0] ?? '').toLowerCase());
      await computer.locator('input[name=newPin]').fill('280617');
      await computer.getByRole('button', { name: '确认身份' }).click();
      await computer.goto(`${api.url}/desk/duty/${SEASON}/packet-opened@chinese`);
      await look(computer, 'desk-duty');
      if (name === holder('patrol').name)
        await computer.getByLabel('以何岗位签字').selectOption(`${SITE}#patrol`);
      await computer.getByLabel('签字内容').fill('封条 4711 完好');
      await computer.getByRole('button', { name: '会签' }).click();
      await computer.getByText('已收到').waitFor();
      await computer.goto(`${api.url}/desk`);
      await computer.getByRole('button', { name: '办完退出' }).click();
    }
    expect(await done('packet-opened@chinese')).toBe('accepted');
    const kept = await world.store.signings.ofDuty(SEASON, SITE, 'packet-opened@chinese');
    expect(new Set(kept.map(({ secret }) => secret)).size).toBe(2);
    const { violations } = await world.service.verify(SEASON);
    expect(violations.filter(({ invariant }) => invariant === 'I7')).toEqual([]);
  });

  it('what a caller says is recorded for him, and he confirms it himself', async () => {
    const office = await signedIn('coordinator');
    await office.goto(`${api.url}/phone?q=${code('drill')}`);
    await look(office, 'phone');
    await office.locator('.cards a').first().click();
    await look(office, 'phone-record');
    await office.getByLabel('来电人').selectOption(holder('doer').person);
    await office.getByRole('button', { name: '请向对方复述' }).click();
    await look(office, 'phone-read-back');
    await office.getByRole('button', { name: '对方已确认，记录' }).click();
    await office.getByText('已收到').waitFor();
    expect(await done('drill')).toBe('accepted');
    const waiting = await eventually('it waits for his word', async () => {
      const [view] = await world.store.deskSearch.unconfirmed(SEASON, 10);
      return view;
    });
    await office.goto(`${api.url}/phone`);
    await look(office, 'phone-waiting');
    const doer = await signedIn('site');
    await doer.goto(`${api.url}/duty/${SEASON}/${IN_ADDRESS}/${waiting.duty}`);
    await look(doer, 'oral');
    await doer.getByRole('button', { name: '以上代录属实，予以确认' }).click();
    await doer.getByText('已收到').waitFor();
    expect(await done(waiting.duty)).toBe('accepted');
  });

  it('supervisors see what is late, and a department returns its people', async () => {
    const office = await signedIn('coordinator');
    await office.goto(`${api.url}/overdue`);
    await look(office, 'overdue');
    const power = prepared.plan.units.find(({ path }) => path === 'lanxi/power');
    const { person } = holder('doer', power?.path ?? '');
    await office.goto(`${api.url}/links`);
    await office.getByLabel('人员编号').fill(person);
    await office.getByLabel('单位路径').fill('lanxi/power');
    await office.getByLabel('用于填报联络名单').check();
    await office.getByRole('button', { name: '生成链接' }).click();
    const address = (await office.locator('.wide').textContent()) ?? '';
    const { page } = await onPhone();
    await page.goto(address.replace(/^https?:\/\/[^/]+/, api.url));
    await page.getByRole('button', { name: '发送验证码' }).click();
    const sent = readFileSync(join(world.folder, 'codes.log'), 'utf8');
    const codes = [...sent.matchAll(/验证码 (\d{6})/g)].map(([, digits = '']) => digits);
    await page
      .getByLabel('验证码')
      .first()
      .fill(codes.at(-1) ?? '');
    await page.getByRole('button', { name: '进入' }).click();
    await look(page, 'contacts-form');
    for (const [n, role] of ['责任领导', '责任人', '联络员'].entries()) {
      const group = page.getByRole('group', { name: role });
      await group.getByLabel('姓名').fill(`示例${n}`);
      await group.getByLabel('职务').fill('科长');
      await group.getByLabel('手机').fill(`1380000000${n}`);
    }
    await page.getByRole('button', { name: '报送名单' }).click();
    await page.getByText('名单已报送').waitFor();
    await office.goto(`${api.url}/contacts/${SEASON}`);
    await look(office, 'contacts');
    await office.getByRole('button', { name: '采用' }).first().click();
    await office.getByText('已采用').waitFor();
    const { status } = await office.goto(`${api.url}/?lang=en`).then((answer) => ({
      status: answer?.status(),
    }));
    expect(status).toBe(200);
    await look(office, 'mine-en');
  });
});
