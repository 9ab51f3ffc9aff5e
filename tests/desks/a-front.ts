import { openStore } from '../../src/adapters/store/store.js';
import type { Api } from '../../src/api/api.js';
import { createApi } from '../../src/api/app.js';
import { pageRoutes } from '../../src/api/pages/index.js';
import { epochMs, type Answer } from '../../src/engine/model.js';
import type { Actor } from '../../src/policy/actor.js';
import type { Accounts } from '../../src/service/accounts/accounts.js';
import { createConcerned } from '../../src/service/concerned.js';
import { createDoors } from '../../src/service/desks/doors.js';
import { createHouse } from '../../src/service/desks/house.js';
import { createGuard, type Visitor } from '../../src/service/guarded.js';
import { guardedPort } from '../../src/service/guarded-port.js';
import { Refusal } from '../../src/service/outcome.js';
import { overdueIn } from '../../src/service/overdue.js';
import { dutyList } from '../../src/service/reads/duty-list.js';
import type { Port } from '../../src/service/port.js';
import { custodies, custody } from '../../src/service/custody.js';
import { vault, vaults } from '../../src/service/vault.js';
import { guardedRooms } from '../../src/service/rooms/guarded.js';
import { createRooms } from '../../src/service/rooms/rooms.js';
import type { Parts } from '../../src/service/service.js';
import { procedures } from '../../src/service/procedures.js';
import { showDuty } from '../../src/service/steps.js';
import { actor, answersInMemory, auditInMemory, grant } from '../api/a-api.js';
import { USUAL_SETTINGS } from '../../src/courier/settings.js';
import { createChannelDesk, guardedChannels } from '../../src/service/courier/channel-desk.js';
import { createPreviews } from '../../src/service/proof/previews.js';
import { createReports } from '../../src/service/proof/reports.js';
import { aChannel } from '../adapters/a-courier.js';
import type { Receipts, SentMessage } from '../../src/service/courier/receipts-port.js';
import { aClock, aDeskCommit, aMarks, aSeal, NOW, quickPasswords, SITE } from './a-desk.js';

/** Who is signed in, by the cookie that is shown. */
const PEOPLE: Readonly<Record<string, Actor>> = {
  coordinator: actor('sun', [grant('coordinator', 'c')]),
  li: actor('li', [grant('site', SITE)]),
  zhao: actor('zhao', [grant('site', SITE)]),
  admin: actor('admin', [grant('system-admin', '')]),
  county: actor('county-lead', [grant('supervisor', 'county')]),
  supervisor: actor('he', [grant('supervisor', 'c')]),
  elsewhere: actor('feng', [grant('site', 'c/a/2')]),
};

export interface Sent {
  readonly path: string;
  readonly name: string;
  readonly message: Readonly<Record<string, unknown>>;
}

type ToUnit = Parameters<Port['act']> extends [unknown, ...infer Rest] ? Rest : never;

/** Messages that went out, and what came back of them. */
function someReceipts() {
  const messages = new Map<string, SentMessage>();
  const noted: (readonly [string, string, (readonly number[])?])[] = [];
  const receipts: Receipts = {
    message: async (id) => messages.get(id) ?? null,
    seen: async (id) => void noted.push(['seen', id]),
    answered: async (id, notices) => void noted.push(['answered', id, notices]),
  };
  return { receipts, noted, messages };
}

/** The pages over a real store; what reaches the units is taken down. */
export async function aFront(commit = aDeskCommit()) {
  const store = await openStore(':memory:', { now: () => NOW });
  await store.commitPlan(commit);
  const clock = aClock();
  const sent: Sent[] = [];
  const codes: string[] = [];
  let answer: Answer = { at: epochMs(clock.now()) };
  let behind: ((...sent: ToUnit) => Promise<Answer>) | null = null;
  const parts = { store, now: clock.now } as Parts;
  const port = {
    showDuty: (season, path, duty) => showDuty(parts, season, path, duty),
    overdue: (wish) => overdueIn(parts, wish),
    duties: (wish, page) => dutyList(parts, wish, page),
    custodies: (season) => custodies(parts, season),
    custody: (season, path) => custody(parts, season, path),
    vaults: (season) => vaults(parts, season),
    vault: (season, path) => vault(parts, season, path),
    act: async (_season, path, name, message) => {
      sent.push({ path, name, message: { ...message } });
      return behind ? behind(path, name, message) : answer;
    },
    procedures: (season, path) => procedures(parts, season, path),
  } satisfies Partial<Port>;
  const concerned = createConcerned(parts);
  const { receipts, noted, messages } = someReceipts();
  const house = createHouse({
    ...{ store, now: clock.now, concerned, passwords: quickPasswords, seal: aSeal },
    channel: {
      sendCode: async (_person, text) => {
        codes.push(/\d{6}/.exec(text)?.[0] ?? '');
        return { hint: '138****0000' };
      },
    },
    register: { put: async ({ name }) => `r-${name}` },
    officeOf: async () => null,
    ...{ receipts, marks: aMarks },
  });
  const audit = auditInMemory();
  const guard = createGuard(audit.log);
  const portFor = (visitor: Visitor) =>
    guardedPort(
      {
        ...{ port: port as Partial<Port> as Port, guard, concerned, checkContent: () => {} },
        checkSignature: house.twoPersons.assertSignature,
        checkStandIn: house.twoPersons.assertStandIn,
        checkHands: house.twoPersons.assertHands,
      },
      visitor,
    );
  const offices = {
    ...{ store, now: clock.now, guard, concerned },
    seal: aSeal,
    settings: USUAL_SETTINGS,
  };
  const mail = aChannel('mail', { reaches: ({ person }) => person === 'li' });
  const channelDesk = createChannelDesk({
    channels: {
      all: [{ channel: mail.channel, kind: 'mail', carries: 'internal', links: true }],
      order: { critical: ['mail'], urgent: ['mail'], ordinary: [] },
    },
    book: { of: async (person) => ({ to: { person, name: person }, lang: 'zh' }) },
    ...{ ledger: store.ledger, now: clock.now },
  });
  const channelsFor = (visitor: Visitor) => guardedChannels(channelDesk, guard, visitor);
  const rooms = createRooms(parts);
  const roomsFor = (visitor: Visitor) => guardedRooms({ rooms, guard, concerned }, visitor);
  const accounts = {
    hasOidc: false,
    signIn: async ({ login, password }: { login: string; password: string }) => {
      if (password !== 'right') throw new Refusal('bad-credentials', '账号或密码不对', 'wrong');
      return { session: login, person: login, name: login, endsAt: 0, needs: null };
    },
    signOut: async () => {},
  } as Partial<Accounts> as Accounts;
  const api = await createApi(
    {
      who: async ({ session, bearer }) => {
        const token = PEOPLE[bearer ?? ''];
        return token ? { ...token, way: 'token' } : (PEOPLE[session ?? ''] ?? null);
      },
      answers: answersInMemory(),
      routes: [
        pageRoutes({
          ...{ reports: createReports(offices), previews: createPreviews(offices), channelsFor },
          ...{ house, doors: createDoors(house, audit.log), portFor, roomsFor, guard, accounts },
          ...{ isSecure: false, url: 'https://k.example' },
        }),
      ],
      logger: null,
      version: '0.0.0',
    },
    { trustProxy: false, isSecure: false },
  );
  return {
    ...{ mail, rooms, store, clock, sent, codes, house, audit, api, noted, messages },
    /** What the units answer from now on. */
    answers: (next: Answer) => {
      answer = next;
    },
    /** Units that decide for themselves from now on. */
    behind: (units: NonNullable<typeof behind>) => {
      behind = units;
    },
    browser: (session?: string) => aBrowser(api, session),
  };
}
export type Front = Awaited<ReturnType<typeof aFront>>;

/** A browser without a script: follows addresses, keeps cookies, sends the forms that pages hold. */
function aBrowser(api: Api, session?: string) {
  const jar = new Map<string, string>(session === undefined ? [] : [['kaowu', session]]);
  let page = '';

  async function ask(method: 'GET' | 'POST', url: string, body?: string) {
    const answer = await api.inject({
      ...{ method, url },
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body !== undefined && { payload: body }),
    });
    for (const { name, value, expires, maxAge } of answer.cookies)
      if (maxAge === 0 || (expires && expires.getTime() === 0)) jar.delete(name);
      else jar.set(name, value);
    page = answer.body;
    const location = answer.headers['location'];
    return { status: answer.statusCode, text: answer.body, headers: answer.headers, location };
  }

  return {
    jar,
    get: (url: string) => ask('GET', url),
    /** Sends a form of the present page: its hidden fields, and what is typed in. `which` is in its address or fields. */
    async send(which: string, typed: Readonly<Record<string, string>> = {}) {
      const form = [
        ...page.matchAll(/<form method="post" action="([^"]*)"[^>]*>(.*?)<\/form>/gs),
      ].find(([text]) => text.includes(which));
      if (!form) throw new Error(`no form "${which}" on: ${page}`);
      const [, action = '', inner = ''] = form;
      const hidden = [
        ...inner.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g),
      ].map(([, name = '', value = '']) => [name, value] as const);
      const fields = new URLSearchParams({ ...Object.fromEntries(hidden), ...typed });
      return ask('POST', action.replaceAll('&amp;', '&'), String(fields));
    },
    post: (url: string, fields: Readonly<Record<string, string>>) =>
      ask('POST', url, String(new URLSearchParams(fields))),
  };
}

/** Registers the site's computer and opens somebody's turn there, by PIN and card. */
export async function aTurn({ browser, house }: Front, person: string) {
  const office = browser('coordinator');
  await office.get('/desks?site=c.a.1');
  const issued = await office.send('/desks/issue', { path: SITE, name: '考务办' });
  const [address = ''] = /https:\/\/k\.example\/desk\/register\/[\w-]+/.exec(issued.text) ?? [];
  const computer = browser();
  await computer.get(new URL(address).pathname);
  await computer.send('/desk/register/');
  const printed = await house.cards.issue({ path: SITE, person, by: 'sun' });
  const { pin } = await house.cards.givePin({ path: SITE, person, by: 'xu' });
  await computer.get(`/desk/turn/${person}`);
  const shown = { pin, code: printed.lines[0] ?? '' };
  await computer.send('/desk/turn', { ...shown, newPin: '280617' });
  return computer;
}
