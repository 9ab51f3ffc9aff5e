import { afterAll, beforeAll, expect, it } from 'vitest';
import { shortCode } from '../../src/policy/short-code.js';
import type { Prepared } from '../../src/service/prepare.js';
import {
  aChromium,
  isTooWide,
  picture,
  seriousFaults,
  type Browser,
  type Page,
} from '../support/a-browser.js';
import { serveWorld, type ApiWorld } from '../support/api-world.js';
import { countySeason, startMorning, unitSpoke } from '../support/county-morning.js';
import { openWorld, type World } from '../support/real.js';
import { eventually } from '../support/real-waiting.js';

// The county before its first paper, on a real server: a chief without a telephone, and one who calls.
const SEASON = 'morning';
const SITE = 'lanxi/site-1';
const IN_ADDRESS = 'lanxi.site-1';
const ABOUT = '第12考场 2份';
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
}, 200_000);
afterAll(async () => {
  await browser?.close();
  await api?.close();
  await world?.close();
});

async function onPage(width: number): Promise<Page> {
  const zone = { timezoneId: 'Asia/Shanghai', locale: 'zh-CN' };
  const context = await browser.newContext({ ...zone, viewport: { width, height: 844 } });
  return context.newPage();
}

async function look(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect([name, await seriousFaults(page)]).toEqual([name, []]);
  expect([name, await isTooWide(page)]).toEqual([name, false]);
}

async function signedIn(login: 'coordinator' | 'site' | 'security-admin'): Promise<Page> {
  const page = await onPage(390);
  await page.goto(`${api.url}/`);
  await page.getByLabel('账号').fill(login);
  await page.getByLabel('密码', { exact: false }).first().fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(`${api.url}/`);
  return page;
}

const chief = () => {
  const found = prepared.posts.find(({ post }) => post === `${SITE}#head`);
  if (!found) throw new Error('the site has no chief');
  return found;
};
/** The first step of a beginning, once its record is there. */
const owed = (duty: string) =>
  eventually(
    `${duty} is owed`,
    async () => (await world.store.duty(SEASON, SITE, duty)) ?? undefined,
  );

/** The site's computer in the chief's turn, by a card and a PIN from two hands. */
async function atTheDesk(): Promise<Page> {
  const [office, safe] = [await signedIn('coordinator'), await signedIn('security-admin')];
  const computer = await onPage(1280);
  const { person, name } = chief();
  await office.goto(`${api.url}/desks?site=${IN_ADDRESS}`);
  await office.getByLabel('席位名称').fill('考务办公室');
  await office.getByRole('button', { name: '生成登记链接' }).click();
  const address = (await office.locator('.wide').textContent()) ?? '';
  await computer.goto(address.replace(/^https?:\/\/[^/]+/, api.url));
  await computer.getByRole('button', { name: '登记本机' }).click();
  await office.goto(`${api.url}/desks?site=${IN_ADDRESS}`);
  await office.getByLabel('人员编号').last().fill(person);
  await office.getByRole('button', { name: '发放新卡' }).click();
  const [line = ''] = await office.locator('.lines .code').allTextContents();
  await safe.goto(`${api.url}/desks?site=${IN_ADDRESS}`);
  const row = safe.getByRole('row').filter({ hasText: person });
  await row.getByRole('button', { name: '发放初始 PIN' }).click();
  const pin = (await safe.locator('.apart .code').textContent()) ?? '';
  await computer.goto(`${api.url}/desk`);
  await computer.getByRole('link', { name }).click();
  await computer.locator('input[name=pin]').fill(pin);
  await computer.getByLabel('密码卡第 1 行').fill(line);
  await computer.locator('input[name=newPin]').fill('280617');
  await computer.getByRole('button', { name: '确认身份' }).click();
  await computer.waitForURL(`${api.url}/desk`);
  return computer;
}

it('the chief begins one at the one wired desk, and its first step is owed at once', async () => {
  const computer = await atTheDesk();
  await look(computer, 'procedures-desk');
  await computer.getByRole('link', { name: '延迟开考' }).click();
  // The session that is next to start is chosen already.
  expect(await computer.getByLabel('场次').inputValue()).toBe('chinese');
  await look(computer, 'procedures-late');
  await computer.getByLabel('事由').fill('停电');
  await computer.getByRole('button', { name: '启动处置流程' }).click();
  await computer.getByText('第1次启动“延迟开考”').waitFor();
  await look(computer, 'procedures-receipt');
  expect(await owed('late-reported@1')).toMatchObject({ status: 'open' });
  await computer.goto(`${api.url}/desk?lang=en`);
  await look(computer, 'procedures-desk-en');
  expect(await computer.getByRole('heading', { name: /^no\. 1 .*停电/ }).count()).toBe(1);
});

it('by telephone it is found by the site’s code, read back, and recorded for the caller', async () => {
  const office = await signedIn('coordinator');
  const code = shortCode({ season: SEASON, path: SITE, duty: null });
  await office.goto(`${api.url}/phone?q=${code}`);
  await look(office, 'procedures-phone');
  await office.getByRole('link', { name: '启用备用试卷' }).click();
  await look(office, 'procedures-phone-begin');
  await office.getByLabel('来电人').selectOption(chief().person);
  await office.getByLabel('事由').fill(ABOUT);
  await office.getByRole('button', { name: '请向对方复述' }).click();
  await look(office, 'procedures-phone-read-back');
  await office.getByRole('button', { name: '对方已确认，记录' }).click();
  await office.getByText('第1次启动“启用备用试卷”').waitFor();
  await look(office, 'procedures-phone-receipt');
  await owed('spare-verified@1');
  const [added] = await world.store.dutyEvents(SEASON, SITE, 'spare-verified@1');
  expect(added?.event).toMatchObject({ type: 'added', by: chief().person });
});

it('whoever serves at the site sees how far each has come, also in English', async () => {
  const page = await signedIn('site');
  await page.goto(`${api.url}/procedures`);
  await look(page, 'procedures-own');
  await page.goto(`${api.url}/procedures/${SEASON}/${IN_ADDRESS}/spare-papers?lang=en`);
  await look(page, 'procedures-own-en');
  expect(await page.getByText(ABOUT).count()).toBeGreaterThan(0);
});
