import { describe, expect, it } from 'vitest';
import { may } from '../../src/policy/may.js';
import { createContacts } from '../../src/service/desks/contacts.js';
import { createLinks, type LinkWish } from '../../src/service/desks/links.js';
import { createPhoneBook } from '../../src/service/desks/phone-book.js';
import { shortCode } from '../../src/policy/short-code.js';
import { aClock, aDeskStore, aSeal, SITE } from './a-desk.js';

const MINUTE = 60_000;
const WISH = {
  ...{ person: 'li', season: 's', path: SITE, duties: ['line'], days: 3, by: 'sun' },
} satisfies LinkWish;

async function aHouse(hint: string | null = '138****0000') {
  const store = await aDeskStore();
  const clock = aClock();
  const sent: { person: string; code: string }[] = [];
  const channel = {
    sendCode: async (person: string, text: string) => {
      if (hint === null) return null;
      sent.push({ person, code: /\d{6}/.exec(text)?.[0] ?? '' });
      return { hint };
    },
  };
  const links = createLinks({ store, now: clock.now, channel });
  const enter = async (token: string) => {
    await links.sendCode(token, 'zh');
    return links.enter(token, sent.at(-1)?.code ?? '');
  };
  return { store, clock, sent, links, enter };
}
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: { code?: string }) => error.code,
  );

describe('a link', () => {
  it('is opened by the code on the person’s phone, and then is that person for those duties', async () => {
    const { links, enter, sent } = await aHouse();
    const { token } = await links.issue(WISH);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await links.visitor(token, undefined)).toBeNull();
    expect(await links.sendCode(token, 'zh')).toBe('138****0000');
    expect(sent).toEqual([{ person: 'li', code: expect.stringMatching(/^\d{6}$/) }]);
    expect(await code(links.enter(token, '12345'))).toBe('code-wrong');
    const visit = await links.enter(token, ` ${sent[0]?.code} `);
    const inside = await links.visitor(token, visit);
    expect(inside?.actor).toMatchObject({ person: 'li', name: '李竹', way: 'link' });
    const mine = { season: 's', path: SITE, posts: [`${SITE}#doer`], held: [`${SITE}#doer`] };
    const actor = inside?.actor;
    if (!actor) throw new Error('nobody is inside');
    expect(may(actor, 'duty.complete', { ...mine, duty: 'line' })).toBe(true);
    expect(may(actor, 'duty.complete', { ...mine, duty: 'rooms' })).toBe('link-only');
    expect(may(actor, 'duty.complete', { ...mine, path: 'c/a', duty: 'line' })).toBe('link-only');
    expect(may(actor, 'duty.confirm', { ...mine, duty: 'line' })).toBe('not-in-scope');
    expect(await code(links.enter(token, sent[0]?.code ?? ''))).toBe('code-wrong');
    void enter;
  });

  it('is not used up by whoever only looks, as chats do', async () => {
    const { links, enter } = await aHouse();
    const { token } = await links.issue(WISH);
    for (let look = 0; look < 20; look += 1)
      expect((await links.look(token)).duties).toEqual(['line']);
    expect(await links.visitor(token, await enter(token))).not.toBeNull();
  });

  it('opens no other link, and ends with its time, its revocation, its half hour', async () => {
    const { links, enter, clock } = await aHouse();
    const [one, other] = [await links.issue(WISH), await links.issue(WISH)];
    const visit = await enter(one.token);
    expect(await links.visitor(other.token, visit)).toBeNull();
    clock.pass(30 * MINUTE + 1);
    expect(await links.visitor(one.token, visit)).toBeNull();
    const again = await enter(one.token);
    await links.revoke(one.id);
    expect(await links.visitor(one.token, again)).toBeNull();
    expect(await code(links.look(one.token))).toBe('link-dead');
    clock.pass(3 * 24 * 60 * MINUTE);
    expect(await code(links.look(other.token))).toBe('link-dead');
    expect(await code(links.look('nonsense'))).toBe('link-dead');
  });

  it('takes five tries for a code, also side by side, and ten minutes', async () => {
    const { links, clock, sent } = await aHouse();
    const { token } = await links.issue(WISH);
    await links.sendCode(token, 'zh');
    await Promise.all(Array.from({ length: 9 }, () => code(links.enter(token, '000001'))));
    expect(await code(links.enter(token, sent[0]?.code ?? ''))).toBe('code-wrong');
    clock.pass(MINUTE);
    await links.sendCode(token, 'zh');
    clock.pass(10 * MINUTE + 1);
    expect(await code(links.enter(token, sent[1]?.code ?? ''))).toBe('code-wrong');
  });

  it('sends no flood of codes', async () => {
    const { links, clock, sent } = await aHouse();
    const { token } = await links.issue(WISH);
    expect(await code(links.sendCode(token, 'zh'))).toBe('ok');
    expect(await code(links.sendCode(token, 'zh'))).toBe('code-too-soon');
    for (let n = 0; n < 6; n += 1) {
      clock.pass(MINUTE);
      await code(links.sendCode(token, 'zh'));
    }
    expect(sent).toHaveLength(5);
    expect(await code((await aHouse(null)).links.sendCode(token, 'zh'))).toBe('link-dead');
  });

  it('says so where nothing is known of the person’s phone', async () => {
    const { links } = await aHouse(null);
    const { token } = await links.issue(WISH);
    expect(await code(links.sendCode(token, 'zh'))).toBe('nowhere-to-send');
  });

  it('is for ordinary duties of a person of the season alone', async () => {
    const { links } = await aHouse();
    const wish = (over: Partial<LinkWish>) => code(links.issue({ ...WISH, ...over }));
    expect(await wish({ duties: ['rooms', 'line'] })).toBe('ok');
    for (const duties of [['packet'], ['ready'], ['line', 'packet'], []])
      expect(await wish({ duties })).toBe('link-not-for');
    expect(await wish({ duties: ['line', 'nothing'] })).toBe('no-such-duty');
    expect(await wish({ person: 'nobody' })).toBe('unknown-person');
    expect(await wish({ season: 'other' })).toBe('unknown-person');
  });

  it('is kept as a digest', async () => {
    const { links, store } = await aHouse();
    const { token } = await links.issue(WISH);
    expect(JSON.stringify(await store.links.list('s'))).not.toContain(token);
  });
});

describe('a contact return', () => {
  const three = (phone = '13800000001') => ({
    leader: { name: '周一', title: '副局长', phone },
    doer: { name: '吴二', title: '科长', phone: '13800000002' },
    liaison: { name: '=郑三,', title: '科员', phone: '13800000003' },
  });

  async function aDepartment() {
    const { store, clock, links } = await aHouse();
    const put: unknown[] = [];
    const register = {
      put: async (contact: { name: string }) => {
        put.push(contact);
        return `r-${contact.name}`;
      },
    };
    const contacts = createContacts({ store, seal: aSeal, register, now: clock.now });
    const { token } = await links.issue({
      ...{ ...WISH, path: 'c/power', duties: [], purpose: 'contacts' },
    });
    return { store, clock, contacts, put, link: await links.look(token) };
  }

  it('is kept sealed, overtaken by a later one, and goes into the register when it is accepted', async () => {
    const { store, clock, contacts, put, link } = await aDepartment();
    expect(await contacts.overview('s')).toMatchObject([{ path: 'c/power', latest: null }]);
    await contacts.give(link, three('13900000000'));
    clock.pass(1);
    const id = await contacts.give(link, three());
    expect(JSON.stringify(await store.links.returns('s'))).not.toContain('13900000000');
    const [line] = await contacts.overview('s');
    expect(line?.latest).toMatchObject({ contacts: three(), acceptedAt: null });
    expect(await contacts.postsCsv('s', () => true)).toBe(
      '\uFEFFperson,name,unit,post,title,from,to\r\n',
    );
    const holders = await contacts.accept('s', id, 'sun');
    expect(holders.map(({ post, person }) => [post, person])).toEqual([
      ['c/power#leader', 'r-周一'],
      ['c/power#doer', 'r-吴二'],
      ['c/power#liaison', 'r-=郑三,'],
    ]);
    expect(put).toHaveLength(3);
    expect(await code(contacts.accept('s', id, 'sun'))).toBe('unknown-return');
    expect((await contacts.postsCsv('s', () => true)).split('\r\n')).toEqual([
      '\uFEFFperson,name,unit,post,title,from,to',
      'r-周一,周一,c/power,leader,副局长,,',
      'r-吴二,吴二,c/power,doer,科长,,',
      `"r-=郑三,","'=郑三,",c/power,liaison,科员,,`,
      '',
    ]);
  });

  it('names all three with a phone', async () => {
    const { contacts, link } = await aDepartment();
    for (const phone of ['', 'abc', '12', '1'.repeat(40)])
      expect(await code(contacts.give(link, three(phone)))).toBe('contact-missing');
  });
});

describe('the phone book of the duty desk', () => {
  it('finds a duty by its code however it was said, a unit and a person by name', async () => {
    const { store } = await aHouse();
    const book = createPhoneBook({ store });
    const said = shortCode({ season: 's', path: SITE, duty: 'line' });
    const found = await book.byCode(said.toLowerCase().replace('-', ' '));
    expect(found.map(({ duty: { path, duty } }) => [path, duty])).toEqual([[SITE, 'line']]);
    const wrong = said.slice(0, -1) + (said.endsWith('0') ? '2' : '0');
    expect(await code(book.byCode(wrong))).toBe('unknown-code');
    expect((await book.byUnit('c/a/1')).map(({ duty }) => duty.duty)).toEqual([
      ...['line', 'packet', 'ready', 'rooms'],
    ]);
    const [caller] = await book.callers('李');
    expect(caller).toMatchObject({ person: 'li', name: '李竹' });
    expect(caller?.duties.map(({ duty }) => duty.duty)).toContain('line');
    expect(await book.callers('%')).toEqual([]);
  });
});
