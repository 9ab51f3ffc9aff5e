import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addKey, newKey } from '../../src/adapters/secrets/key-file.js';
import { NotReachable, Refusal } from '../../src/service/outcome.js';
import { filesIn, findCanaries } from '../support/canaries.js';
import { eventually } from '../support/real-waiting.js';
import { startUp, type Up } from '../support/real-up.js';

/** Nobody may write these down at all. */
const FORBIDDEN = {
  phone: '13987651234',
  code: '保密柜密码739204',
  id: '11010519491231002X',
};
/** Secrets that are shown at the door. */
const SHOWN = {
  token: 'kw_Zk3vQ9sD0bA7xY2mN5pR8tW1cE4fG6h',
  password: 'Rot-Kehlchen-4711!',
  link: 'Qx7vLk3vQ9sD0bA7xY2mN5pR8tW1',
};
/** May be written down, and is read by those whom it concerns: in the store and in words to them. */
const WRITTEN = { remark: '丹顶鹤栖于芦苇荡', reason: '白鹭飞过青瓦屋檐' };

const SEASON = 'canaries';
const UNIT = `/api/v1/seasons/${SEASON}/units/lanxi`;
let folder: string;
let up: Up;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaowu-canaries-'));
  const examDay = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10);
  const plan = ['--plan', 'plans/county-zhongkao', '--season', SEASON, '--exam-day', examDay];
  up = await startUp(folder, { KAOWU_ENCRYPT: 'on', KAOWU_LOG_LEVEL: 'debug' }, plan);
  await eventually('the unit answers', () => pushable());
}, 180_000);
afterAll(async () => {
  await up?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Anything, once the unit has started. */
const pushable = () => up.http.get<object>(`${UNIT}/steps/joint-meeting`).catch(() => undefined);
/** What came of it: `done`, or the code of its refusal. What is unknown is asked again by the same key. */
function push(path: string, body: object): Promise<string> {
  const key = randomUUID();
  return eventually(`${path} is answered`, () =>
    up.http.send('POST', `${UNIT}/${path}`, { by: 'p004', ...body }, key).then(
      () => 'done',
      (error: unknown) => {
        if (error instanceof Refusal) return error.code;
        if (error instanceof NotReachable) return undefined;
        throw error;
      },
    ),
  );
}
const signIn = (login: string, password: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': 'canary-sign-in' },
  body: JSON.stringify({ login, password }),
});
const inAnHour = () => Date.now() + 3_600_000;

it('what nobody may write down is refused at every way in', async () => {
  for (const [name, text] of Object.entries(FORBIDDEN)) {
    const said = `今日情况：${text}`;
    const ways: readonly (readonly [path: string, body: object])[] = [
      ['steps/joint-meeting/complete', { form: { members: 3, document: said } }],
      ['steps/joint-meeting/complete', { form: { members: 3, document: '1', note: said } }],
      ['steps/joint-meeting/complete', { form: { members: 3, document: '1', [text]: 1 } }],
      ['steps/joint-meeting/object', { reason: said }],
      ['steps/joint-meeting/waive', { reason: said }],
      ['steps/joint-meeting/amend', { form: { document: said }, reason: '笔误' }],
      ['steps/joint-meeting/return', { reason: said, dueAt: inAnHour() }],
      ['steps/duties-received/answer', { lines: [{ line: '*', state: 'abnormal', note: said }] }],
      ['completions', { items: [{ step: 'joint-meeting', form: { note: said } }] }],
      [
        'steps',
        {
          duty: { id: 'm1', title: said, dueAt: inAnHour() },
          source: { type: 'meeting', number: '3', by: '联席会议' },
        },
      ],
    ];
    for (const [path, body] of ways)
      expect([name, path, await push(path, body)]).toEqual([
        name,
        path,
        expect.stringMatching(/^forbidden-content$|^malformed$|^invalid$/),
      ]);
  }
});

it('what may be written down is taken', async () => {
  const form = { members: 26, document: '岚考〔2027〕1号', note: WRITTEN.remark };
  expect(await push('steps/joint-meeting/complete', { form })).toBe('done');
  expect(await push('steps/duties-issued/object', { reason: WRITTEN.reason })).toBe('done');
});

it('a stranger’s plain signal is taken as ever', async () => {
  const message = { step: 'power-lines', by: 'system:power', form: { lines: 'normal' } };
  const send = () =>
    up.temporal(
      ...['workflow', 'signal', '-w', `unit/${SEASON}/lanxi/power`, '--name', 'completeStep'],
      ...['-i', JSON.stringify(message)],
    );
  // The tree starts level by level; twice does nothing more than once.
  await eventually('the signal is taken', async () =>
    /not found/i.test(await send()) ? undefined : true,
  );
  const address = `/api/v1/seasons/${SEASON}/units/lanxi.power/steps/power-lines`;
  await eventually('the signal is on record', async () => {
    const dossier = JSON.stringify(await up.http.get(address));
    return dossier.includes('system:power') || undefined;
  });
});

it('secrets are shown at every door, and open none', async () => {
  const { url } = up.door;
  const tries: readonly (readonly [string, RequestInit])[] = [
    [`/api/v1/seasons`, { headers: { authorization: `Bearer ${SHOWN.token}` } }],
    [`/api/v1/seasons`, { headers: { cookie: `kaowu=${SHOWN.token}` } }],
    [`/api/v1/seasons?token=${SHOWN.token}`, {}],
    [`/ical/${SHOWN.link}.ics`, {}],
    [`/l/${SHOWN.link}`, {}],
    ['/api/v1/session', signIn('lizhu', SHOWN.password)],
    // Typed into the wrong field, as it happens.
    ['/api/v1/session', signIn(SHOWN.password, SHOWN.password)],
    ['/api/v1/session', signIn(FORBIDDEN.phone, SHOWN.password)],
    ['/api/v1/seasons', { method: 'POST', body: `{"password":"${SHOWN.password}"` }],
    [
      '/codec/decode',
      { method: 'POST', headers: { authorization: `Bearer ${SHOWN.token}` }, body: '{}' },
    ],
  ];
  for (const [path, init] of tries) {
    const response = await fetch(new URL(path, url), init);
    expect([path, response.status]).toEqual([
      path,
      expect.toSatisfy((status: number) => status >= 400),
    ]);
    expect(findCanaries(SHOWN, { answer: await response.text() })).toEqual([]);
  }
});

describe('afterwards', () => {
  let files: Record<string, Uint8Array>;
  beforeAll(async () => {
    // What was taken has been recorded, and said to those whom it concerns.
    await eventually('what was taken is on record', async () => {
      const dossier = JSON.stringify(await up.http.get(`${UNIT}/steps/duties-issued`));
      return findCanaries(WRITTEN, { dossier }).length > 0 ? true : undefined;
    });
    files = filesIn(folder);
  });

  it('the search finds what is there: what was taken stands in the store', () => {
    const store = Object.fromEntries(
      Object.entries(files).filter(([path]) => path.startsWith('kaowu.db')),
    );
    const found = findCanaries(WRITTEN, { store: Buffer.concat(Object.values(store)) });
    expect(found).toEqual(['reason in store', 'remark in store']);
  });

  it('nothing of it stands in the server’s database, however it is written', () => {
    const server = Object.entries(files).filter(([path]) => path.startsWith('temporal'));
    expect(server.map(([path]) => path)).toContain('temporal.db');
    const all = { ...FORBIDDEN, ...SHOWN, ...WRITTEN };
    expect(findCanaries(all, Object.fromEntries(server))).toEqual([]);
  });

  it('nothing forbidden and no secret stands in any file of the folder', () => {
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['kaowu.log', 'kaowu.db']));
    expect(findCanaries({ ...FORBIDDEN, ...SHOWN }, files)).toEqual([]);
  });

  it('no log and no metric holds what was written', async () => {
    const logs = Object.entries(files).filter(
      ([path]) => path.endsWith('.log') && !['notices.log', 'letters.log'].includes(path),
    );
    const said = { terminal: up.printed(), metrics: await up.metrics() };
    expect(said.metrics).toContain('kaowu_');
    const all = { ...FORBIDDEN, ...SHOWN, ...WRITTEN };
    expect(findCanaries(all, { ...Object.fromEntries(logs), ...said })).toEqual([]);
  });

  it('Temporal’s own tools show nothing of it, without the codec', async () => {
    const id = `unit/${SEASON}/lanxi`;
    const shown = {
      list: await up.temporal('workflow', 'list', '--query', `KaowuSeason = '${SEASON}'`),
      describe: await up.temporal('workflow', 'describe', '-w', id),
      history: await up.temporal('workflow', 'show', '-w', id),
      query: await up.temporal('workflow', 'query', '-w', id, '--type', 'state'),
    };
    expect(shown.list).toContain(id);
    expect(shown.history).toContain(Buffer.from('binary/encrypted').toString('base64'));
    expect(findCanaries({ ...FORBIDDEN, ...SHOWN, ...WRITTEN }, shown)).toEqual([]);
  });

  it('with the codec, and the right to it, they read as before', async () => {
    const id = `unit/${SEASON}/lanxi`;
    const codec = (auth: string) => [
      ...['--codec-endpoint', `${up.door.url}/codec`, '--codec-auth', `Bearer ${auth}`],
    ];
    // What was said stands in the run that heard it; the unit may have begun a fresh one since.
    const runs = JSON.parse(
      await up.temporal('workflow', 'list', '--query', `WorkflowId = '${id}'`),
    ) as { readonly execution: { readonly runId: string } }[];
    const show = async (auth: string) => {
      const shown = runs.map(({ execution: { runId } }) =>
        up.temporal('workflow', 'show', '-w', id, '-r', runId, ...codec(auth)),
      );
      return (await Promise.all(shown)).join('\n');
    };
    const read = await show(up.door.token ?? '');
    expect(findCanaries(WRITTEN, { read })).toEqual(['reason in read', 'remark in read']);
    const unread = await show(SHOWN.token);
    expect(findCanaries(WRITTEN, { unread })).toEqual([]);
    const refused = (...more: readonly string[]) =>
      up.temporal(
        ...['workflow', 'update', 'execute', '-w', id, '--name', 'waive', ...more],
        ...['-i', JSON.stringify({ step: 'joint-meeting', by: 'p004', reason: '重复' })],
      );
    // The code of a refusal is for programs and stands in the open, its sentence does not.
    expect(await refused()).toMatch(/Encoded failure \(type: already-done/);
    expect(await refused(...codec(up.door.token ?? ''))).toMatch(/[一-鿿].*\(type: already-done/);
  });

  it('exports hold what was written for those who may read it, and nothing else', async () => {
    const report = JSON.stringify(await up.http.get(`/api/v1/seasons/${SEASON}/report`));
    const verdict = JSON.stringify(await up.http.get(`/api/v1/seasons/${SEASON}/verdict`));
    expect(findCanaries({ ...FORBIDDEN, ...SHOWN }, { report, verdict })).toEqual([]);
  });
});

it('after a stop, with a new key, what the old one has locked is opened', async () => {
  await up.stop();
  addKey(join(folder, 'keys.json'), newKey(Date.now()));
  up = await startUp(folder, { KAOWU_ENCRYPT: 'on' }, []);
  const form = { document: '岚考〔2027〕2号' };
  await eventually('the unit, replayed from its history, takes another duty', async () => {
    const said = await push('steps/duties-issued/complete', { form });
    return said === 'done' || undefined;
  });
  const { keys } = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as {
    keys: { id: string }[];
  };
  const history = await up.temporal('workflow', 'show', '-w', `unit/${SEASON}/lanxi`);
  for (const { id } of keys) expect(history).toContain(Buffer.from(id).toString('base64'));
}, 240_000);
