import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeys } from '../../src/adapters/secrets/keys.js';
import { linkMarks } from '../../src/adapters/secrets/link-marks.js';
import type { WordToSend } from '../../src/adapters/store/ledger-intake.js';
import { epochMs } from '../../src/engine/model.js';
import { createLetterMaker } from '../../src/service/courier/letters.js';
import { answerLink } from '../../src/service/desks/answer-links.js';
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
import {
  COUNTY_MORNING,
  countySeason,
  startMorning,
  unitSpoke,
} from '../support/county-morning.js';
import { openWorld, type World } from '../support/real.js';
import { eventually } from '../support/real-waiting.js';

// The county on the morning of its first paper. A message goes out; what its reader does with his thumb comes back.
const SEASON = 'answers';
const SITE = 'lanxi/site-1';
let world: World;
let api: ApiWorld;
let browser: Browser;
let prepared: Prepared;

beforeAll(async () => {
  world = await openWorld({ worker: 'inside' });
  api = await serveWorld(world);
  prepared = countySeason(SEASON);
  await startMorning(world, prepared);
  browser = await aChromium();
  await unitSpoke(world, SEASON, SITE);
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await api?.close();
  await world?.close();
});

const holder = (role: string): { person: string; name: string } => {
  const found = prepared.posts.find(({ post }) => post === `${SITE}#${role}`);
  if (!found) throw new Error(`nobody is ${SITE}#${role}`);
  return found;
};
const view = (duty: string) => world.store.duty(SEASON, SITE, duty);

/** A letter about these duties to the holder of a post, as the courier makes it; answers its link. */
async function letter(id: string, role: string, duties: readonly string[]): Promise<string> {
  const { person, name } = holder(role);
  const all = await Promise.all(duties.map((duty) => world.store.noticesOf(SEASON, SITE, duty)));
  const notices = all.flatMap((of) => of.slice(0, 1));
  const keys = openKeys({ dataFolder: world.folder, keys: null, keysFile: null, shared: false });
  const letters = createLetterMaker({
    ...{ store: world.store, deskPhone: '0571-86001234' },
    linkOf: answerLink(api.url, linkMarks(keys)),
  });
  const order = { id, urgency: 'urgent', rehearsal: false, counted: 0 } as const;
  const now = epochMs(Date.now());
  const words = notices.map((notice) => ({
    ...{ notice: notice.id, season: SEASON, path: SITE, duty: notice.duty, kind: notice.kind },
    ...{ post: notice.to, person, urgency: 'urgent', label: 'internal', rehearsal: false },
    ...{ since: now, seq: notice.seq, isOfClock: true, before: null, turn: 0, sendAt: now },
  })) satisfies readonly WordToSend[];
  await world.store.ledger.takeIn(
    { notices: notices.map((notice) => notice.id), open: words, settled: [] },
    now,
  );
  await world.store.ledger.begin(
    { ...order, person, notices: notices.map((notice) => notice.id) },
    'file',
    [],
    now,
  );
  const made = await letters.make({ ...order, to: { person, name }, lang: 'zh', notices });
  const { link } = made.letter ?? {};
  if (!link) throw new Error(`no letter: ${JSON.stringify(made)}`);
  return link;
}

/** A duty of the site that a notice went out for, and whose title may not be shown. */
async function aSensitiveOne(): Promise<string> {
  for (const { duty, label } of await world.store.duties({ season: SEASON, path: SITE })) {
    const notices = label === 'sensitive' ? await world.store.noticesOf(SEASON, SITE, duty) : [];
    if (notices.length > 0) return duty;
  }
  throw new Error('nothing sensitive has been said');
}

async function onPhone(): Promise<Page> {
  const context = await browser.newContext({
    ...{ timezoneId: 'Asia/Shanghai', locale: 'zh-CN', viewport: { width: 360, height: 740 } },
  });
  return context.newPage();
}

/** No serious fault, nothing wider than a phone. */
async function look(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect([name, await seriousFaults(page)]).toEqual([name, []]);
  expect([name, await isTooWide(page)]).toEqual([name, false]);
}
describe('the link in a message, on a phone', () => {
  it('opens, is seen, and a promise given by it is seen by everybody', async () => {
    const link = await letter('message-a', 'doer', ['hotline-published']);
    const page = await onPhone();
    await page.goto(link);
    await look(page, 'answer-one');
    await eventually('it was seen', async () => (await seenAt('message-a')) ?? undefined);
    await page.getByRole('radio').first().check();
    await page.getByRole('button', { name: '签收' }).click();
    await page.getByText('已收到').waitFor();
    await look(page, 'answer-receipt');
    const promised = await eventually('the promise is on the board', async () => {
      const { promiseAt } = (await view('hotline-published')) ?? {};
      return promiseAt ?? undefined;
    });
    expect(promised).toBeGreaterThan(COUNTY_MORNING);
    await page.goto(link);
    await page.getByText('承诺办结：').waitFor();
    await look(page, 'answer-promised');
  });

  it('reports behind the code that goes to the person', async () => {
    const link = await letter('message-b', 'doer', ['drill', 'site-groups']);
    const page = await onPhone();
    await page.goto(link);
    await look(page, 'answer-several');
    await page.getByRole('link', { name: '报送办结或转办' }).first().click();
    await look(page, 'answer-code');
    await page.getByRole('button', { name: '发送验证码' }).click();
    await look(page, 'answer-code-sent');
    const sent = readFileSync(join(world.folder, 'codes.log'), 'utf8');
    const [, code = ''] = /验证码 (\d{6})/.exec(sent) ?? [];
    await page.getByLabel('验证码').first().fill(code);
    await page.getByRole('button', { name: '进入' }).click();
    await page.getByRole('button', { name: '报送办结' }).waitFor();
    await look(page, 'answer-duty');
    await page.getByRole('button', { name: '报送办结' }).click();
    await page.getByText('已收到').waitFor();
    const [drill, groups] = [await view('drill'), await view('site-groups')];
    expect([drill?.acceptedAt, groups?.acceptedAt].filter((at) => at !== null)).toHaveLength(1);
  });

  it('does nothing for a robot that fetches it, and little for a stranger who has it', async () => {
    const duty = 'clock-checked';
    const link = await letter('message-c', 'doer', [duty]);
    const before = await view(duty);
    for (const method of ['HEAD', 'GET', 'GET'])
      expect((await fetch(link, { method })).status).toBe(200);
    const stranger = await onPhone();
    await stranger.goto(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`);
    await stranger.getByText('链接已失效').waitFor();
    await look(stranger, 'answer-dead');
    expect(await seenAt('message-c')).toBeNull();
    expect(await view(duty)).toEqual(before);
  });

  it('hides what is sensitive', async () => {
    const duty = await aSensitiveOne();
    const link = await letter('message-d', 'leader', [duty]);
    const page = await onPhone();
    await page.goto(link);
    await page.getByText('涉密事项').waitFor();
    expect(await page.locator('form:not([hidden])').count()).toBe(0);
    await look(page, 'answer-sensitive');
    const { title } = (await view(duty)) ?? {};
    expect(title?.zh).toBeTruthy();
    expect(await page.content()).not.toContain(title?.zh);
  });

  it('speaks English', async () => {
    const link = await letter('message-e', 'doer', ['hotline-published']);
    const page = await onPhone();
    await page.goto(`${link}?lang=en`);
    await page.getByText('This link is good until').waitFor();
    await look(page, 'answer-en');
  });
});

/** When a message was seen, as the ledger has it; null: it was not. */
async function seenAt(message: string): Promise<number | null> {
  const lines = await world.store.ledger.lines({ season: SEASON, limit: 5000 });
  return lines.find((line) => line.message === message)?.seenAt ?? null;
}
