import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { diffOf } from '../../src/report/diff.js';
import { diffSections } from '../../src/report/diff-sections.js';
import { loadOf } from '../../src/report/load.js';
import { diffPage } from '../../src/report/page/diff-page.js';
import { simulationPage } from '../../src/report/page/simulation-page.js';
import { saidWords } from '../../src/report/words.js';
import type { Role } from '../../src/policy/actor.js';
import { aFort, type Fort } from '../attacks/a-fort.js';
import { aHostileCommit, DUTY_PAGES, writeHarm } from '../attacks/a-hostile-county.js';
import { CANARY, PAYLOADS } from '../attacks/payloads.js';
import { seasonPlan, step } from '../engine/season.js';
import { preparedOf } from '../report/a-plan.js';
import { aChromium, type Browser, type BrowserContext, type Page } from '../support/a-browser.js';

// Every text that people write is harm here, and every page shows it, in a real browser (R44).
const ZONE = { timezoneId: 'Asia/Shanghai', locale: 'zh-CN' };
let fort: Fort;
let browser: Browser;
let url = '';
/** What happened that no page of ours does. */
const harm: string[] = [];

beforeAll(async () => {
  fort = await aFort(undefined, aHostileCommit());
  await writeHarm(fort.store);
  await fort.listen('127.0.0.1', 0);
  url = `http://127.0.0.1:${(fort.api.server.address() as AddressInfo).port}`;
  browser = await aChromium();
}, 120_000);
beforeEach(() => {
  harm.length = 0;
});
afterAll(async () => {
  await browser?.close();
  await fort?.close();
});

/** Elements, attributes and addresses that no page of ours has. */
const FOREIGN = [
  'script:not([src="/web/kaowu.js"])',
  'style,link:not([href="/web/kaowu.css"]),base,meta[http-equiv],meta[name=referrer]',
  'iframe,object,embed,img,video,audio,source,svg,math,template,noscript,marquee,xss,dialog,body body',
  '[style],[srcset],[ping],[formaction],[background],[xlink\\:href]',
  ...['load', 'error', 'focus', 'toggle', 'start', 'mouseover', 'close', 'begin'].map(
    (on) => `[on${on}]`,
  ),
].join(',');
const IN_PAGE = `(() => {
  const found = [...document.querySelectorAll(${JSON.stringify(FOREIGN)})].map((one) => one.outerHTML.slice(0, 120));
  const away = [...document.querySelectorAll('a[href],form[action]')]
    .map((one) => one.href || one.action)
    .filter((address) => new URL(address, location.href).origin !== location.origin);
  return [...found, ...away];
})()`;

/** A browser in which nothing that a payload does goes unseen. */
async function watched(role: Role | null): Promise<BrowserContext> {
  const context = await browser.newContext({ ...ZONE, viewport: { width: 360, height: 740 } });
  if (role !== null) await context.addCookies([{ name: 'kaowu', value: fort.cookies[role], url }]);
  await context.exposeFunction(CANARY, () => void harm.push('a script ran'));
  await context.addInitScript(
    `document.addEventListener('securitypolicyviolation', (event) => console.error('policy', event.violatedDirective, event.blockedURI));`,
  );
  context.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !/^(?:data|about):/.test(request.url()))
      harm.push(`asks ${request.url()}`);
  });
  context.on('page', (page) => {
    page.on('dialog', (dialog) => {
      harm.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => harm.push(`error ${error.message}`));
    page.on('console', (line) => {
      if (/policy|Refused|violat/i.test(line.text())) harm.push(`policy ${line.text()}`);
    });
  });
  return context;
}

async function looked(page: Page, name: string): Promise<void> {
  const found = await page.evaluate<string[]>(IN_PAGE);
  harm.push(...found.map((one) => `${name}: ${one}`));
  expect([name, harm]).toEqual([name, []]);
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(`${url}${path}`, { waitUntil: 'load' });
  await looked(page, path);
}

/** Sends a form by the names of its fields, past what the browser itself would refuse. */
async function fill(
  page: Page,
  action: string,
  typed: Readonly<Record<string, string>>,
): Promise<void> {
  const form = page.locator(`form[action^="${action}"]`).first();
  for (const [name, value] of Object.entries(typed))
    await form
      .locator(`[name="${name}"]`)
      .first()
      .evaluate((field, text) => {
        Object.assign(field, { value: text });
      }, value);
  await Promise.all([
    page.waitForNavigation(),
    form.evaluate((one) => (one as unknown as { submit(): void }).submit()),
  ]);
  await looked(page, `after ${action}`);
}

it('sees harm where there is some', async () => {
  const staying = PAYLOADS.slice(0, 40).filter((text) => !/<meta|<form/.test(text));
  const page = await (await watched(null)).newPage();
  await page.goto(`${url}/sign-in`);
  // The page's own policy stops most of it: that it was tried is seen all the same.
  const found = await page.evaluate<string[]>(
    `(${JSON.stringify(staying)}).forEach((text) => document.body.insertAdjacentHTML('beforeend', text)), ${IN_PAGE}`,
  );
  expect(found.length).toBeGreaterThan(20);
  await expect.poll(() => harm.filter((one) => one.startsWith('policy')).length).toBeGreaterThan(5);
  await page.close();
  const bare = await (await watched(null)).newPage();
  await bare.setContent(staying.slice(0, 9).join(''));
  await expect.poll(() => harm).toContain('a script ran');
  await bare.context().close();
}, 60_000);

it('in titles, names, reasons, lines and fields, for who owes and who supervises', async () => {
  const [site, office] = [await watched('site'), await watched('coordinator')];
  const [mine, theirs] = [await site.newPage(), await office.newPage()];
  const lists = [
    '/',
    '/?tab=department',
    '/?tab=done',
    '/overdue',
    '/?lang=en',
    '/overdue?lang=en',
  ];
  const duties = Array.from({ length: DUTY_PAGES }, (_, n) => `/duty/s/c.a.1/s${n}`);
  const seen = async (page: Page, paths: readonly string[]) => {
    for (const path of paths) await visit(page, path);
  };
  await Promise.all([
    seen(mine, [...lists, ...duties]),
    seen(theirs, [
      ...[...lists, ...duties, '/links', '/desks?site=c.a.1', '/contacts/s', '/phone'],
      ...duties.slice(0, 3).map((path) => path.replace('/duty/', '/phone/')),
    ]),
  ]);
  await mine.goto(`${url}/`);
  expect(await mine.locator('.cards > li').count()).toBe(PAYLOADS.length);
}, 120_000);

it('in what is asked for, and given back', async () => {
  // Two at a time: each as it stands, whatever is before or after it.
  const half = PAYLOADS.length / 2;
  const pairs = PAYLOADS.slice(0, half).map((text, n) => text + PAYLOADS[half + n]);
  const pages = await Promise.all(
    [0, 1, 2, 3].map(async () => (await watched('coordinator')).newPage()),
  );
  const ways = [
    '/phone?q=',
    '/sign-in?next=',
    '/desks?site=',
    '/links?season=',
    '/contacts/',
    '/l/',
    '/duty/s/c.a.1/',
    '/desk/turn/',
  ];
  await Promise.all(
    pages.map(async (page, k) => {
      for (const [n, text] of pairs.entries())
        if (n % pages.length === k)
          await visit(page, ways[n % ways.length] + encodeURIComponent(text));
    }),
  );
}, 120_000);

it('at a desk, on a card, behind a link, on a returned list', async () => {
  const office = await (await watched('coordinator')).newPage();
  await visit(office, '/desks?site=c.a.1');
  await fill(office, '/desks/issue', { path: 'c/a/1', name: PAYLOADS[1] ?? '' });
  const address = (await office.locator('.wide').textContent()) ?? '';
  await visit(office, '/desks?site=c.a.1');
  await fill(office, '/desks/card', { person: 'li' });
  const safe = await (await watched('security-admin')).newPage();
  await visit(safe, '/desks?site=c.a.1');
  await fill(safe, '/desks/pin', {});
  const computer = await (await watched(null)).newPage();
  const path = new URL(address).pathname;
  await visit(computer, path);
  await fill(computer, path, {});
  for (const one of ['/desk', '/desk/turn/li']) await visit(computer, one);
  await fill(computer, '/desk/turn', { pin: '000000', code: PAYLOADS[2] ?? '' });

  for (const contacts of [false, true]) {
    await visit(office, '/links');
    const box = office.locator('form[action^="/links/issue"] [name=contacts]');
    if (contacts) await box.check();
    await fill(office, '/links/issue', {
      ...{ season: 's', person: 'li', path: contacts ? 'c/power' : 'c/a/1', duties: 's0 s1' },
    });
    const link = new URL((await office.locator('.wide').textContent()) ?? '').pathname;
    const phone = await (await watched(null)).newPage();
    await visit(phone, link);
    await fill(phone, `${link}/code`, {});
    await fill(phone, `${link}/enter`, { code: PAYLOADS[3] ?? '' });
    await visit(phone, link);
    await fill(phone, `${link}/code`, {}).catch(() => {});
    const codes = [...readFileSync(fort.place.codesFile, 'utf8').matchAll(/(?<!\d)(\d{6})(?!\d)/g)];
    await visit(phone, link);
    const cookieless = await phone.locator('form').count();
    expect(cookieless).toBeGreaterThan(0);
    expect(codes.length).toBeGreaterThan(0);
  }
  await visit(office, '/links');
}, 120_000);

it('in a simulation and a comparison that are opened as files', async () => {
  const named = (n: number) => ({ zh: PAYLOADS[n] ?? '', en: PAYLOADS[n] ?? '' });
  const steps = PAYLOADS.slice(0, 100).map((_, n) => step(`s${n}`, { title: named(n) }));
  const prepared = preparedOf(seasonPlan(steps, { title: named(120) }));
  const renamed = steps.map((one, n) => ({ ...one, title: named(n + 100) }));
  const moved = preparedOf(seasonPlan(renamed, { title: named(121) }));
  const load = loadOf(prepared, saidWords(prepared));
  const diff = diffOf(prepared, moved);
  const sections = diffSections(prepared, moved, diff, 'zh');
  const texts = [
    simulationPage({ prepared, load, premise: 'nobody', sections: [], lang: 'zh' }),
    diffPage({ old: prepared, now: moved, diff, sections, lang: 'zh' }),
  ];
  const page = await (await watched(null)).newPage();
  for (const text of texts) {
    await page.setContent(text);
    const found = await page.evaluate<number>(
      `document.querySelectorAll('script,iframe,object,embed,img,video,audio,form,a,base,link,math,[onload],[onerror],[onfocus]').length`,
    );
    expect([found, harm]).toEqual([0, []]);
  }
}, 60_000);
