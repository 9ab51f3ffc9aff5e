import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shortCode } from '../../src/policy/short-code.js';
import { TURN_MS } from '../../src/service/desks/desk-turns.js';
import { aFront, type Front } from './a-front.js';
import { SITE } from './a-desk.js';

const DUTY = '/duty/s/c.a.1/line';
let front: Front;
beforeAll(async () => {
  front = await aFront();
});
afterAll(async () => {
  await front.api.close();
  await front.store.close();
});

/** A card with a chosen PIN, and the computer at which it is used. */
async function aDesk(person: string) {
  const { house } = front;
  const office = front.browser('coordinator');
  await office.get('/desks?site=c.a.1');
  const issued = await office.send('/desks/issue', { path: SITE, name: '考务办' });
  const [address = ''] = /https:\/\/k\.example\/desk\/register\/[\w-]+/.exec(issued.text) ?? [];
  const computer = front.browser();
  await computer.get(address.replace('https://k.example', ''));
  await computer.send('/desk/register/');
  const printed = await house.cards.issue({ path: SITE, person, by: 'sun' });
  const holder = (await house.cards.holders(SITE)).find((one) => one.person === person);
  const pin =
    holder?.pin === 'own'
      ? '280617'
      : (await house.cards.givePin({ path: SITE, person, by: 'xu' })).pin;
  await computer.get(`/desk/turn/${person}`);
  await computer.send('/desk/turn', { pin, code: printed.lines[0] ?? '', newPin: '280617' });
  return { computer, printed };
}

describe('signing in', () => {
  it('comes first, and leads back to where one wanted to go, never elsewhere', async () => {
    const stranger = front.browser();
    const turned = await stranger.get(DUTY);
    expect([turned.status, turned.location]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(DUTY)}`,
    ]);
    await stranger.get(String(turned.location));
    const wrong = await stranger.send('/sign-in', { login: 'li', password: 'no' });
    expect([wrong.status, wrong.text]).toEqual([401, expect.stringContaining('账号或密码不对')]);
    const inside = await stranger.send('/sign-in', { login: 'li', password: 'right' });
    expect([inside.status, inside.location]).toEqual([303, DUTY]);
    expect(stranger.jar.get('kaowu')).toBe('li');
    for (const next of [
      '//evil.example/',
      '/\\evil.example',
      'https://evil.example',
      'javascript:1',
    ]) {
      await stranger.get(`/sign-in?next=${encodeURIComponent(next)}`);
      const there = await stranger.send('/sign-in', { login: 'li', password: 'right' });
      expect(there.location).toBe('/');
    }
  });

  it('is ended by a form', async () => {
    const li = front.browser('li');
    await li.get('/');
    expect((await li.send('/sign-out')).location).toBe('/sign-in');
    expect(li.jar.has('kaowu')).toBe(false);
  });
});

describe('my duties', () => {
  it('shows mine with its code, leads to its page, and sends what I report', async () => {
    const li = front.browser('li');
    const home = await li.get('/');
    expect(home.text).toContain(shortCode({ season: 's', path: SITE, duty: 'line' }));
    expect(home.text).toContain(`href="${DUTY}"`);
    expect((await li.get(DUTY)).text).toContain('报送办结');
    const before = front.sent.length;
    const done = await li.send('completeSteps');
    expect([done.status, done.text]).toEqual([200, expect.stringContaining('已收到')]);
    expect(front.sent.slice(before)).toEqual([
      {
        ...{ path: SITE, name: 'completeSteps' },
        message: {
          step: 'line',
          by: 'li',
          key: expect.stringMatching(/^[\da-f-]{36}-completeSteps$/),
        },
      },
    ]);
  });

  it('says what a unit refuses, as a sentence', async () => {
    const li = front.browser('li');
    await li.get(DUTY);
    front.answers({ at: 0 as never, refused: 'reason-missing' });
    const refused = await li.send('object', { reason: ' ' });
    front.answers({ at: 0 as never });
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('请写明理由')]);
  });

  it('is in English for who wants it', async () => {
    const li = front.browser('li');
    const page = await li.get('/?lang=en');
    expect(page.text).toContain('<html lang="en">');
    // No address names it from here on, and it stays until another is chosen.
    expect((await li.get('/overdue')).text).toContain('<html lang="en">');
    expect((await li.get('/?lang=zh')).text).toContain('<html lang="zh-CN">');
    expect((await li.get('/overdue')).text).toContain('<html lang="zh-CN">');
    expect(page.text).toContain('My duties');
  });

  it('keeps the coordinator’s pages from everybody else', async () => {
    const li = front.browser('li');
    for (const url of [
      '/desks',
      '/links',
      '/contacts/s',
      '/phone/s/c.a.1/line',
      '/desks?site=c.a.1',
    ])
      expect([403, 404]).toContain((await li.get(url)).status);
    expect((await li.get('/phone?q=line')).text).not.toContain('/phone/s/');
    const before = front.sent.length;
    await li.get('/');
    for (const url of ['/desks/issue', '/desks/card', '/links/issue', '/contacts/s/accept'])
      expect([403, 404]).toContain(
        (await li.post(url, { ...(await csrfOf(li)), path: SITE, person: 'li', season: 's' }))
          .status,
      );
    expect(front.sent).toHaveLength(before);
  });
});

/** The token of a page that this browser has seen. */
async function csrfOf(browser: ReturnType<Front['browser']>): Promise<{ _csrf: string }> {
  const { text } = await browser.get('/');
  return { _csrf: /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '' };
}

describe('a form', () => {
  it('that is not from our page changes nothing', async () => {
    const li = front.browser('li');
    const before = front.sent.length;
    expect((await li.post(DUTY, { _act: 'completeSteps' })).status).toBe(403);
    const { _csrf } = await csrfOf(front.browser('li'));
    await li.get('/');
    expect((await li.post(DUTY, { _act: 'completeSteps', _csrf })).status).toBe(403);
    expect(front.sent).toHaveLength(before);
  });

  it('is nothing that a look could send', async () => {
    const before = front.sent.length;
    const { audit } = front;
    const rows = audit.rows.length;
    const pages = [front.browser('li'), front.browser('coordinator'), front.browser()];
    for (const page of pages)
      for (const url of [
        '/',
        '/?tab=done',
        '/?tab=department',
        '/overdue',
        DUTY,
        '/phone',
        '/desk',
      ])
        await page.get(url);
    expect(front.sent).toHaveLength(before);
    expect(audit.rows.slice(rows).filter(({ outcome }) => outcome !== 'denied')).toEqual([]);
  });
});

describe('a link out of a chat', () => {
  const issue = async (over: Record<string, string> = {}) => {
    const office = front.browser('coordinator');
    await office.get('/links');
    const wish = { season: 's', person: 'li', path: SITE, duties: 'line', days: '3', ...over };
    const { text } = await office.send('/links/issue', wish);
    return /https:\/\/k\.example(\/l\/[\w-]+)/.exec(text)?.[1] ?? `none: ${text}`;
  };
  const enter = async (address: string) => {
    const phone = front.browser();
    await phone.get(address);
    await phone.send('/code');
    await phone.send('/enter', { code: front.codes.at(-1) ?? '' });
    return phone;
  };

  it('asks for the code on his phone, shows his duty, takes his report, and no crawler uses it up', async () => {
    const address = await issue();
    const sentBefore = front.codes.length;
    for (let look = 0; look < 5; look += 1)
      expect((await front.browser().get(address)).text).toContain('李竹，您好');
    expect(front.codes).toHaveLength(sentBefore);
    const phone = await enter(address);
    const list = await phone.get(address);
    expect(list.text).toContain(`${address}/duty/line`);
    expect(list.text).not.toContain('退出');
    await phone.get(`${address}/duty/line`);
    const before = front.sent.length;
    expect((await phone.send('completeSteps')).text).toContain('已收到');
    expect(front.sent.slice(before)).toMatchObject([
      { path: SITE, name: 'completeSteps', message: { by: 'li', step: 'line' } },
    ]);
    expect((await phone.get(`${address}/duty/rooms`)).status).toBe(404);
    expect((await phone.get('/')).status).toBe(303);
  });

  it('opens only for its own browser', async () => {
    const address = await issue();
    const phone = await enter(address);
    const other = front.browser();
    expect((await other.get(`${address}/duty/line`)).location).toBe(address);
    expect((await phone.get(`${address}/duty/line`)).status).toBe(200);
  });

  it('is not made for what two people sign', async () => {
    expect(await issue({ duties: 'packet' })).toContain('须登录办理');
  });

  it('brings back a department’s contacts, which the coordinator accepts', async () => {
    const address = await issue({ path: 'c/power', contacts: 'yes', duties: '' });
    const phone = await enter(address);
    await phone.get(address);
    const people = ['leader', 'doer', 'liaison'].flatMap((role) => [
      [`${role}.name`, `周${role}`],
      [`${role}.job`, '科长'],
      [`${role}.phone`, '13800000001'],
    ]);
    expect((await phone.send('/contacts', Object.fromEntries(people))).text).toContain(
      '名单已报送',
    );
    const office = front.browser('coordinator');
    expect((await office.get('/contacts/s')).text).toContain('周leader');
    expect((await office.send('/contacts/s/accept')).status).toBe(303);
    const csv = await office.get('/contacts/s/posts.csv');
    expect(csv.text).toContain('r-周doer,周doer,c/power,doer,科长,,');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  });
});

describe('the site desk', () => {
  it('is one computer, at which the next person shows who he is, for a minute', async () => {
    const { computer, printed } = await aDesk('li');
    expect((await computer.get('/desk')).text).toContain('李竹 正在办理');
    await computer.get('/desk/duty/s/line');
    const before = front.sent.length;
    expect((await computer.send('completeSteps')).text).toContain('已收到');
    expect(front.sent.slice(before)).toMatchObject([{ path: SITE, message: { by: 'li' } }]);
    const row = front.audit.rows.at(-1);
    expect(row).toMatchObject({ way: 'desk', secret: `card/${printed.card}/1`, person: 'li' });
    front.clock.pass(TURN_MS);
    expect((await computer.get('/desk')).text).toContain('谁来办理');
    expect((await computer.get('/desk/duty/s/line')).status).toBe(409);
    expect((await front.browser().get('/desk')).status).toBe(409);
  });

  it('ends a turn at once when its person has finished', async () => {
    const { computer } = await aDesk('li');
    await computer.get('/desk');
    await computer.send('/desk/finish');
    expect((await computer.get('/desk/duty/s/line')).status).toBe(409);
  });

  it('shows a card once, and never again', async () => {
    const office = front.browser('coordinator');
    await office.get('/desks?site=c.a.1');
    const card = await office.send('/desks/card"', { path: SITE, person: 'qian' });
    expect(card.text.match(/<li><i>\d+<\/i><span class="code">/g)).toHaveLength(40);
    expect(card.text).toContain('初始 PIN');
    expect(card.headers['cache-control']).toBe('no-store');
    expect((await office.get('/desks?site=c.a.1')).text).not.toMatch(/<i>17<\/i>/);
  });
});

describe('the duty desk', () => {
  it('finds by code, reads back, and records with both names and the time it was said', async () => {
    const office = front.browser('coordinator');
    const code = shortCode({ season: 's', path: SITE, duty: 'line' });
    const hits = await office.get(`/phone?q=${code.toLowerCase().replace('-', '+')}`);
    expect(hits.text).toContain('/phone/s/c.a.1/line');
    await office.get('/phone/s/c.a.1/line');
    const said = { caller: 'li', act: 'complete', happenedAt: '2027-06-16T08:40' };
    const before = front.sent.length;
    const draft = await office.send('_step', said);
    expect(draft.text).toContain('我复述一遍：李竹，6月16日 08:40');
    expect(front.sent).toHaveLength(before);
    const done = await office.send('_step');
    expect(done.text).toContain('已收到');
    expect(front.sent.slice(before)).toMatchObject([
      {
        name: 'completeSteps',
        message: { by: 'li', recordedBy: 'sun', happenedAt: Date.UTC(2027, 5, 16, 0, 40) },
      },
    ]);
  });

  it('records for nobody whom the duty does not concern', async () => {
    const office = front.browser('coordinator');
    await office.get('/phone/s/c.a.1/line');
    await office.send('_step', { caller: 'sun2', act: 'complete' });
    expect((await office.send('_step')).status).toBe(409);
  });

  it('says when it hears no code', async () => {
    expect((await front.browser('coordinator').get('/phone?q=zzz')).text).toContain('没有找到');
  });
});

it('asks no other host, and holds no script of its own', async () => {
  const office = front.browser('coordinator');
  for (const url of [
    '/',
    '/overdue',
    '/phone',
    '/desks?site=c.a.1',
    '/links',
    '/contacts/s',
    '/sign-in',
    DUTY,
  ]) {
    const { text, headers } = await office.get(url);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(text.replaceAll('https://k.example', '')).not.toMatch(
      /(?:src|href|action)="(?:https?:)?\/\//,
    );
    expect(text).not.toMatch(/<script(?! src="\/web\/)|<style| style="| on\w+="/);
    expect(headers['cache-control']).toContain('no-store');
  }
});

describe('the record', () => {
  const since = (before: number) =>
    front.audit.rows
      .slice(before)
      .map(({ operation, person, way, path, outcome }) => [operation, person, way, path, outcome]);

  it('names whoever registers a desk, and whoever takes a turn or tries to', async () => {
    const before = front.audit.rows.length;
    const { computer } = await aDesk('li');
    await computer.get('/desk/turn/li');
    await computer.send('/desk/turn', { pin: '000000', code: 'WRONG' });
    expect(since(before).filter(([, , way]) => way === 'desk')).toEqual([
      ['desk.register', '-', 'desk', SITE, 'done'],
      ['session.own', 'li', 'desk', SITE, 'done'],
      ['session.own', 'li', 'desk', SITE, 'refused'],
    ]);
  });

  it('names whoever comes by a link, and by which; nothing of links that are not', async () => {
    const wish = { season: 's', person: 'li', path: SITE, duties: ['line'], days: 7, by: 'sun' };
    const { token, id } = await front.house.links.issue(wish);
    const before = front.audit.rows.length;
    const phone = front.browser();
    await phone.get(`/l/${token}`);
    await phone.send(`/l/${token}/code`);
    await phone.send(`/l/${token}/enter`, { code: '000000' });
    await phone.get(`/l/${token}`);
    const { _csrf } = await csrfOf(phone);
    await phone.post('/l/of-nobody/enter', { _csrf, code: '123456' });
    expect(since(before)).toEqual([
      ['session.own', 'li', 'link', SITE, 'done'],
      ['session.own', 'li', 'link', SITE, 'refused'],
    ]);
    expect(front.audit.rows.at(-1)?.secret).toBe(`link/${id}`);
  });
});

it('a token opens no page, whatever its owner may do', async () => {
  const headers = { authorization: 'Bearer li' };
  const page = await front.api.inject({ method: 'GET', url: '/', headers });
  expect([page.statusCode, page.headers.location]).toEqual([303, '/sign-in?next=%2F']);
});

it('counts strangers by address, but neither who has signed in nor one desk for another', async () => {
  const lastOf = async (url: string, cookie: (n: number) => string) => {
    let last = 0;
    for (let n = 0; n < 302; n += 1)
      last = (
        await front.api.inject({
          ...{ method: 'POST', url, payload: '_csrf=x', remoteAddress: '10.9.9.9' },
          headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: cookie(n) },
        })
      ).statusCode;
    return last;
  };
  expect(await lastOf(DUTY, () => 'kaowu=li')).toBe(403);
  expect(await lastOf('/desk/turn', (n) => `kaowu-desk=${n % 2}`)).toBe(409);
  expect(await lastOf('/sign-in', (n) => `kaowu-desk=${n}`)).toBe(429);
});
