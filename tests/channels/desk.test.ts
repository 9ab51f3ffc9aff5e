import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/adapters/store/store.js';
import { createApi } from '../../src/api/app.js';
import { channelRoutes } from '../../src/api/routes/channels.js';
import { runCli } from '../../src/cli/program.js';
import { httpTo } from '../../src/cli/http.js';
import { createChannelDesk, guardedChannels } from '../../src/service/courier/channel-desk.js';
import type { Channel, Letter, Sent } from '../../src/service/courier/channel-port.js';
import { createGuard } from '../../src/service/guarded.js';
import { answersInMemory, auditInMemory, PEOPLE } from '../api/a-api.js';
import { ZHOU } from './a-letter.js';

const AT = Date.UTC(2027, 5, 15, 1);

/** The channels' room of the API, over HTTP, with a channel that answers what it is told. */
async function aDesk(answer: Sent = { outcome: 'taken', ref: 'r-1' }) {
  const letters: Letter[] = [];
  const group: Channel = {
    ...{ name: 'group', isForRehearsals: false, perMinute: 1 },
    reaches: ({ person }) => person === 'p-zhou',
    send: async (letter) => {
      letters.push(letter);
      return answer;
    },
  };
  const store = await openStore(':memory:', { now: () => AT });
  const audit = auditInMemory();
  const guard = createGuard(audit.log);
  const desk = createChannelDesk({
    channels: {
      all: [{ channel: group, kind: 'wecom', carries: 'internal', links: false }],
      order: { critical: [], urgent: ['group'], ordinary: ['x', 'group'] },
    },
    book: { of: async (person) => ({ to: { ...ZHOU, person }, lang: 'zh' }) },
    ledger: store.ledger,
    now: () => AT,
  });
  const api = await createApi(
    {
      who: async ({ bearer = '' }) => PEOPLE[bearer] ?? null,
      answers: answersInMemory(),
      routes: [channelRoutes((visitor) => guardedChannels(desk, guard, visitor))],
      logger: null,
      version: '0.0.0',
    },
    { trustProxy: false, isSecure: false },
  );
  await api.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await api.close();
    await store.close();
  });
  const { port } = api.server.address() as { port: number };
  const run = async (token: string, ...argv: string[]) => {
    const [out, err]: [string[], string[]] = [[], []];
    const door = { url: `http://127.0.0.1:${port}`, token };
    const no = () => Promise.reject(new Error('not here'));
    const code = await runCli(
      {
        open: async (lang) => ({
          service: undefined as never,
          http: httpTo(door, lang),
          close: async () => {},
        }),
        ...{ up: no, api: no, worker: no, keys: no, operations: no },
        out: (line) => void out.push(line),
        err: (line) => void err.push(line),
        ...{ env: {}, now: () => AT, isTty: false, columns: 120 },
      },
      argv,
    );
    return { code, out: out.join('\n'), err: err.join('\n') };
  };
  return { run, letters, audit };
}

it('lists the channels with their limits and their order', async () => {
  const { run } = await aDesk();
  const { code, out } = await run('system', 'channel', 'list', '--json');
  expect([code, JSON.parse(out)]).toEqual([
    0,
    {
      channels: [
        {
          ...{ name: 'group', kind: 'wecom', rehearsals: false, links: false },
          ...{ carries: 'internal', perMinute: 1 },
          place: { critical: null, urgent: 1, ordinary: 2 },
        },
      ],
    },
  ]);
  expect((await run('auditor', 'channel', 'list')).out).toMatch(/group +企业微信机器人 .*内部/);
});

it('sends a message that says it is a test, within the limit, and keeps it on record', async () => {
  const { run, letters, audit } = await aDesk();
  const sent = await run('system', 'channel', 'test', 'group', '--to', 'p-zhou');
  expect([sent.code, sent.out]).toEqual([
    0,
    'group 已收下给 p-zhou 的测试消息（r-1）；请本人确认是否收到',
  ]);
  expect(letters[0]).toMatchObject({
    ...{ urgency: 'ordinary', link: null, subject: '渠道测试' },
    lines: [{ text: '这是一条测试消息（渠道group，2027-06-15 09:00），收到即可，无须办理。' }],
  });
  const again = await run('system', 'channel', 'test', 'group', '--to', 'p-zhou', '--lang', 'en');
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('channel-busy')]);
  expect(audit.rows.map(({ person, operation, outcome }) => [person, operation, outcome])).toEqual([
    ['p-sys', 'channel.test', 'done'],
    ['p-sys', 'channel.test', 'refused'],
  ]);
});

it('says what a provider said against it, and exits as refused', async () => {
  const { run } = await aDesk({ outcome: 'refused', reason: 'provider: 93000' });
  const { code, out } = await run('system', 'channel', 'test', 'group', '--to', 'p-zhou');
  expect([code, out]).toEqual([1, 'group 未收下给 p-zhou 的测试消息：provider: 93000']);
});

it.each([
  ['system', 'pigeon', 'p-zhou', 'no-channel'],
  ['system', 'group', 'p-wang', 'not-reached'],
  ['auditor', 'group', 'p-zhou', 'denied'],
  ['coordinator', 'group', 'p-zhou', 'denied'],
])('as %s by %s to %s: %s', async (who, name, to, refusal) => {
  const { run, letters } = await aDesk();
  const { code, err } = await run(who, 'channel', 'test', name, '--to', to);
  expect([code, err]).toEqual([1, expect.stringContaining(refusal)]);
  expect(letters).toEqual([]);
});
