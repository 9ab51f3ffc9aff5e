import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/policy/actor.js';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { signatureFaults } from '../../src/service/desks/verify-signatures.js';
import { createTwoPersons } from '../../src/service/desks/two-persons.js';
import type { Store } from '../../src/adapters/store/store.js';
import { aClock, aDeskStore, NOW, SITE } from './a-desk.js';

const KEEPER = `${SITE}#keeper`;
const INSPECTOR = 'c/a#inspector';

const visitor = (person: string, secret: string, way: Actor['way'] = 'session') => ({
  actor: {
    ...{ person, name: person, grants: [], way, secret, factors: 2, scopes: null, only: null },
  } satisfies Actor,
  address: null,
});

async function aSigning(parts: { rehearsal?: boolean; departments?: Record<string, string> } = {}) {
  const store = await aDeskStore(parts);
  const clock = aClock();
  const officeOf = async (person: string) => parts.departments?.[person] ?? null;
  const two = createTwoPersons({ store, now: clock.now, officeOf });
  const sign = (
    by: string,
    post: string,
    secret: string,
    way?: Actor['way'],
    recordedBy?: string,
  ) =>
    two
      .assertSignature(visitor(recordedBy ?? by, secret, way), 's', SITE, {
        ...{ step: 'packet', by, post, content: 'seal 4711' },
        ...(recordedBy && { recordedBy }),
      })
      .then(
        () => 'ok',
        (error: { code: string }) => error.code,
      );
  return { store, clock, two, sign };
}

/** The unit's log has taken the signature in. */
async function signed(store: Store, seq: number, by: string, post: string, recordedBy?: string) {
  await store.record({
    ...{ season: 's', path: SITE, firstSeq: seq, rows: [], nextWakeAt: null },
    asOf: epochMs(NOW),
    events: [
      {
        ...{ type: 'confirmed', duty: 'packet', by, at: epochMs(NOW), post, content: 'seal 4711' },
        ...(recordedBy && { recordedBy }),
      },
    ],
  });
}

describe('a signature', () => {
  it('goes in by the holder of its post, then by another one of another body with another secret', async () => {
    const { sign, store } = await aSigning();
    expect(await sign('qian', KEEPER, 'session/1')).toBe('not-the-holder');
    expect(await sign('li', KEEPER, 'session/1')).toBe('ok');
    expect(await sign('wang', INSPECTOR, 'session/1')).toBe('secret-shared');
    expect(await sign('wang', INSPECTOR, 'session/2')).toBe('ok');
    expect(await store.signings.ofDuty('s', SITE, 'packet')).toMatchObject([
      { person: 'li', post: KEEPER, secret: 'session/1', offices: [SITE], at: NOW },
      { person: 'wang', post: INSPECTOR, secret: 'session/2', offices: ['c/a'] },
    ]);
  });

  it('may be tried again by the same person, whatever became of the first try', async () => {
    const { sign, clock } = await aSigning();
    expect(await sign('li', KEEPER, 'session/1')).toBe('ok');
    clock.pass(1_000);
    expect(await sign('li', KEEPER, 'session/1')).toBe('ok');
    expect(await sign('li', KEEPER, 'session/7')).toBe('ok');
  });

  it('asks for two bodies by the register too', async () => {
    const departments = { li: 'c/education', wang: 'c/education' };
    const { sign } = await aSigning({ departments });
    expect(await sign('li', KEEPER, '1')).toBe('ok');
    expect(await sign('wang', INSPECTOR, '2')).toBe('office-shared');
  });

  it('forgets what lies before its window', async () => {
    const { sign, clock } = await aSigning();
    expect(await sign('li', KEEPER, '1')).toBe('ok');
    expect(await sign('wang', INSPECTOR, '1')).toBe('secret-shared');
    clock.pass(1_800_001);
    expect(await sign('wang', INSPECTOR, '1')).toBe('ok');
  });

  it('is not that of whoever typed in the other’s', async () => {
    const { sign, store } = await aSigning();
    await signed(store, 1, 'li', KEEPER, 'wang');
    expect(await sign('li', KEEPER, '1')).toBe('ok');
    expect(await sign('wang', INSPECTOR, '2')).toBe('had-a-hand');
  });

  it('is not the other’s where one person typed in both, or typed one and gave the other, by whatever sessions', async () => {
    const both = await aSigning();
    expect(await both.sign('li', KEEPER, 'session/1', 'session', 'zhao')).toBe('ok');
    expect(await both.sign('wang', INSPECTOR, 'session/2', 'session', 'zhao')).toBe(
      'secret-shared',
    );
    const first = await aSigning();
    expect(await first.sign('li', KEEPER, 'session/1')).toBe('ok');
    expect(await first.sign('wang', INSPECTOR, 'session/2', 'session', 'li')).toBe('had-a-hand');
    const second = await aSigning();
    expect(await second.sign('li', KEEPER, 'session/1', 'session', 'wang')).toBe('ok');
    expect(await second.sign('wang', INSPECTOR, 'session/2')).toBe('had-a-hand');
    const apart = await aSigning();
    expect(await apart.sign('li', KEEPER, 'session/1', 'session', 'zhao')).toBe('ok');
    expect(await apart.sign('wang', INSPECTOR, 'session/2')).toBe('ok');
  });

  it('is let in from a rehearsal’s one terminal, by two persons still, and in earnest is not', async () => {
    const drill = await aSigning({ rehearsal: true });
    expect(await drill.sign('li', KEEPER, 'console', 'console')).toBe('ok');
    expect(await drill.sign('wang', INSPECTOR, 'console', 'console')).toBe('ok');
    const real = await aSigning();
    expect(await real.sign('li', KEEPER, 'console', 'console')).toBe('ok');
    expect(await real.sign('wang', INSPECTOR, 'console', 'console')).toBe('secret-shared');
  });

  it('of two at once with one secret, one is let in', async () => {
    const { sign } = await aSigning();
    const both = await Promise.all([sign('li', KEEPER, '1'), sign('wang', INSPECTOR, '1')]);
    expect(both.sort()).toEqual(['ok', 'secret-shared']);
  });

  it('of a duty that nobody signs is left to the unit', async () => {
    const { two } = await aSigning();
    const message = { step: 'line', by: 'li', post: KEEPER, content: 'x' };
    await two.assertSignature(visitor('li', '1'), 's', SITE, message);
    await two.assertSignature(visitor('li', '1'), 's', SITE, { ...message, step: 'nothing' });
  });
});

describe('a stand-in', () => {
  const from = NOW - 1;
  const until = NOW + 3_600_000;

  it('signs for the post he fills, within his time', async () => {
    const { sign, store, clock } = await aSigning();
    await store.record({
      ...{ season: 's', path: SITE, firstSeq: 1, rows: [], nextWakeAt: null, asOf: epochMs(NOW) },
      events: [
        {
          ...{ type: 'stoodIn', by: 'zhao', at: epochMs(NOW), post: KEEPER, person: 'qian' },
          ...{ from: epochMs(from), until: epochMs(until), to: [KEEPER] },
        },
      ],
    });
    expect(await sign('qian', KEEPER, '1')).toBe('ok');
    clock.pass(2 * 3_600_000);
    expect(await sign('qian', KEEPER, '1')).toBe('not-the-holder');
  });

  it('is nobody who signs beside that post himself', async () => {
    const { two } = await aSigning();
    const wish = (person: string, post: string) =>
      two.assertStandIn('s', SITE, { by: 'zhao', post, person, from, until }).then(
        () => 'ok',
        (error: { code: string }) => error.code,
      );
    expect(await wish('wang', KEEPER)).toBe('signs-already');
    expect(await wish('qian', KEEPER)).toBe('ok');
  });
});

describe('the record of signatures (I7)', () => {
  const fact = (by: string, post: string, at = NOW) =>
    ({ type: 'confirmed', duty: 'packet', by, at: epochMs(at), post, content: 'x' }) as const;
  const done = { type: 'submitted', duty: 'packet', by: 'wang', at: epochMs(NOW) } as const;
  const both = [fact('li', KEEPER), fact('wang', INSPECTOR), done];
  const faults = async (store: Store, events: readonly UnitEvent[] = both) => {
    const season = await store.season('s');
    if (!season) throw new Error('no season');
    const found = await signatureFaults({ store }, season, SITE, events);
    return found.map(({ detail }) => detail);
  };

  it('holds for two people with two secrets', async () => {
    const { sign, store } = await aSigning();
    expect([await sign('li', KEEPER, '1'), await sign('wang', INSPECTOR, '2')]).toEqual([
      'ok',
      'ok',
    ]);
    expect(await faults(store)).toEqual([]);
  });

  it('names a signature that came round the service, and one whose secret another had', async () => {
    const { sign, store } = await aSigning();
    expect(await faults(store)).toEqual([]);
    await sign('li', KEEPER, '1');
    expect(await faults(store)).toEqual(['packet: secret-unknown (li 1 + wang)']);
    await store.signings.keep(
      {
        ...{ season: 's', path: SITE, duty: 'packet', person: 'wang', post: INSPECTOR },
        ...{ secret: '1', offices: [SITE], at: epochMs(NOW) },
      },
      epochMs(NOW),
      () => null,
    );
    expect(await faults(store)).toEqual(['packet: secret-shared (li 1 + wang 1)']);
  });

  it('names one person twice and a window that was passed, whatever is kept', async () => {
    const { store } = await aSigning();
    const late = fact('li', INSPECTOR, NOW + 1_800_001);
    expect(await faults(store, [fact('li', KEEPER), late, done])).toEqual([
      'packet: signed-for-himself (li + li)',
      'packet: window-passed (li + li)',
    ]);
    const lapsed = { type: 'lapsed', duty: 'packet', by: 'li', at: epochMs(NOW) } as const;
    expect(await faults(store, [fact('li', KEEPER), lapsed, ...both])).toEqual([]);
  });
});
