import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../src/api/api.js';
import { createApi } from '../../src/api/app.js';
import type { KeptAnswers } from '../../src/api/only-once.js';
import { codecRoutes } from '../../src/api/routes/codec.js';
import type { Actor, Role } from '../../src/policy/actor.js';
import type { Attempt } from '../../src/service/audit-port.js';
import { createGuard } from '../../src/service/guarded.js';
import { createCodec } from '../../src/temporal/codec.js';
import { jsonCodec, type JsonPayload } from '../../src/temporal/codec-json.js';
import { aRing } from './a-ring.js';

const UI = 'https://temporal.example.cn';
const ring = aRing();
const codec = createCodec(ring, true);
const denied: Attempt[] = [];
const attempts: Attempt[] = [];
const outcomes: (readonly [string, string | undefined])[] = [];
let api: Api;

const who: Readonly<Record<string, Role>> = {
  operator: 'system-admin',
  lead: 'coordinator',
  site: 'site',
  security: 'security-admin',
};
const actorOf = (role: Role): Actor => ({
  ...{ person: 'p1', name: '示岚竹', way: 'session', secret: 's', factors: 2 as const },
  grants: [{ id: 'g', role, unit: role === 'site' ? 'a/b' : '', season: null, department: null }],
  ...{ scopes: null, only: null },
});
const answers: KeptAnswers = {
  begin: async () => null,
  end: async () => {},
  drop: async () => {},
};

beforeAll(async () => {
  const guard = createGuard({
    attempt: async (attempt) => ({ chain: '', seq: attempts.push(attempt) }),
    outcome: async (_ticket, outcome, detail) => void outcomes.push([outcome, detail]),
    denied: async (attempt) => void denied.push(attempt),
  });
  api = await createApi(
    {
      who: async ({ bearer, session }) => {
        const role = who[bearer ?? session ?? ''];
        return role === undefined ? null : actorOf(role);
      },
      ...{ answers, logger: null, version: '0' },
      routes: [codecRoutes(jsonCodec(codec), guard, [UI])],
    },
    { trustProxy: false, isSecure: false },
  );
});
afterAll(() => api.close());

const plain: JsonPayload = {
  metadata: { encoding: Buffer.from('json/plain').toString('base64') },
  data: Buffer.from('{"words":"更正"}').toString('base64'),
};
const post = (way: string, payloads: unknown, headers: Record<string, string>) =>
  api.inject({ method: 'POST', url: `/codec/${way}`, headers, payload: { payloads } as object });
const by = (name: string) => ({ authorization: `Bearer ${name}` });
const read = ({ payload }: { payload: string }) =>
  (JSON.parse(payload) as { payloads: JsonPayload[] }).payloads;

describe('the codec endpoint', () => {
  it('shows in words what is encrypted, and encrypts what is sent to it', async () => {
    const locked = read(await post('encode', [plain], by('operator')));
    expect(locked[0]?.data).not.toBe(plain.data);
    expect(read(await post('decode', locked, by('lead')))).toEqual([plain]);
  });

  it('takes what has no payloads at all, as Temporal’s tools send it', async () => {
    const empty = { method: 'POST', url: '/codec/encode', headers: by('operator') } as const;
    const answer = await api.inject({ ...empty, payload: {} });
    expect([answer.statusCode, answer.json()]).toEqual([200, { payloads: [] }]);
  });

  it('puts on record who had something shown to him, one row before and one after a page', async () => {
    const locked = await jsonCodec(codec).encode([plain, plain]);
    attempts.splice(0);
    outcomes.splice(0);
    await post('encode', [plain], by('operator'));
    expect(attempts).toEqual([]);
    await post('decode', locked, by('operator'));
    await post('decode', locked, by('operator'));
    expect(attempts).toMatchObject([1, 2].map(() => ({ person: 'p1', operation: 'payload.read' })));
    expect(attempts[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(attempts)).not.toContain(locked[0]?.data);
    expect(outcomes).toEqual([1, 2].map(() => ['done', 'decode 2']));
  });

  it('leaves as it is what it cannot open, and opens the rest', async () => {
    const strange = await jsonCodec(createCodec(aRing(), true)).encode([plain]);
    const [own] = await jsonCodec(codec).encode([plain]);
    const shown = read(await post('decode', [...strange, own, plain], by('operator')));
    expect(shown).toEqual([...strange, plain, plain]);
  });

  it('is for those who run the machine or may read every duty; others are refused, on record', async () => {
    const locked = await jsonCodec(codec).encode([plain]);
    expect((await post('decode', locked, {})).statusCode).toBe(401);
    expect((await post('decode', locked, by('nobody'))).statusCode).toBe(401);
    for (const name of ['site', 'security']) {
      const answer = await post('decode', locked, by(name));
      expect([name, answer.statusCode]).toEqual([name, 403]);
      expect(answer.payload).not.toContain(plain.data);
    }
    expect(denied.map(({ operation }) => operation)).toEqual(['payload.read', 'payload.read']);
  });

  it('lets the pages of Temporal read, and those of no other site', async () => {
    const locked = await jsonCodec(codec).encode([plain]);
    const cookies = { cookie: 'kaowu=operator', 'sec-fetch-site': 'same-site' };
    const ours = await post('decode', locked, { ...cookies, origin: UI });
    expect(read(ours)).toEqual([plain]);
    expect(ours.headers['access-control-allow-origin']).toBe(UI);
    const foreign = await post('decode', locked, { ...cookies, origin: 'https://evil.example' });
    expect(foreign.statusCode).toBe(403);
    expect(foreign.headers).not.toHaveProperty('access-control-allow-origin');
    const asked = await api.inject({
      method: 'OPTIONS',
      url: '/codec/decode',
      headers: { origin: UI, 'access-control-request-method': 'POST' },
    });
    expect([asked.statusCode, asked.headers['access-control-allow-headers']]).toEqual([
      204,
      'authorization, content-type, x-namespace',
    ]);
  });

  it('takes a page of payloads and no more, and nothing that is none', async () => {
    const data = 'A'.repeat(9 * 1024 * 1024);
    expect((await post('decode', [{ data }], by('operator'))).statusCode).toBe(413);
    const many = Array.from({ length: 5_001 }, () => ({}));
    for (const wrong of [many, 'x', [{ data: 'no base64!' }], [{ metadata: { a: 1 } }]])
      expect((await post('decode', wrong, by('operator'))).statusCode).toBe(400);
  });
});
