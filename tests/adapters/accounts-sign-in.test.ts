import { describe, expect, it } from 'vitest';
import { may } from '../../src/policy/may.js';
import { aMember, anOffice, codeFor, GOOD, HOUR, MINUTE, OTHER, staffOf } from './an-office.js';

const BAD = { code: 'bad-credentials' };
const FROM = '192.0.2.7';

describe('signing in', () => {
  it('takes a password and a code, at once or one after the other', async () => {
    const office = await anOffice();
    const { system } = await staffOf(office);
    const { accounts, clock } = office;
    clock.now += MINUTE;
    const half = await accounts.signIn({ login: ' SYSTEM ', password: GOOD }, FROM);
    expect(half.needs).toBe('code');
    expect(await accounts.actorOf({ session: half.session })).toBeNull();

    const code = codeFor(system.secret, clock.now);
    const whole = await accounts.signInCode({ session: half.session, code }, FROM);
    expect(whole).toMatchObject({ person: 'system', needs: null, endsAt: clock.now + 8 * HOUR });
    expect(whole.session).not.toBe(half.session);
    const actor = await accounts.actorOf({ session: whole.session });
    expect(actor).toMatchObject({ person: 'system', way: 'session', factors: 2, scopes: null });
    expect(actor && may(actor, 'system.operate')).toBe(true);
    expect(actor && may(actor, 'account.grant')).toBe('no-right');
  });

  it('says the same of an unknown name, a wrong password, a wrong code and a disabled account', async () => {
    const office = await anOffice();
    const staff = await staffOf(office);
    const site = await aMember(office, staff, 'p1');
    const { accounts, clock } = office;
    clock.now += MINUTE;
    const code = codeFor(site.secret, clock.now);
    const wrong = [
      { login: 'nobody', password: GOOD, code },
      { login: 'p1', password: `${GOOD}!`, code },
      { login: 'p1', password: GOOD, code: '000000' },
    ];
    for (const one of wrong) await expect(accounts.signIn(one, FROM)).rejects.toMatchObject(BAD);
    await office.as(await staff.security.actor()).disable('p1');
    const right = { login: 'p1', password: GOOD, code: codeFor(site.secret, clock.now) };
    await expect(accounts.signIn(right, FROM)).rejects.toMatchObject(BAD);
  });

  it('takes a code once, also at the same moment through another process', async () => {
    const office = await anOffice({ isShared: true });
    const { system } = await staffOf(office);
    const other = await anOffice({ url: office.address });
    office.clock.now += MINUTE;
    other.clock.now = office.clock.now;
    const code = codeFor(system.secret, office.clock.now);
    const wish = { login: 'system', password: GOOD, code };
    const outcomes = await Promise.allSettled([
      office.accounts.signIn(wish, FROM),
      other.accounts.signIn(wish, FROM),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(office.accounts.signIn(wish, FROM)).rejects.toMatchObject(BAD);
    // Nor an older one, which the clock still allows.
    const older = { ...wish, code: codeFor(system.secret, office.clock.now - 30_000) };
    await expect(office.accounts.signIn(older, FROM)).rejects.toMatchObject(BAD);
  });

  it('takes each recovery code once in place of the app', async () => {
    const office = await anOffice();
    const { audit } = await staffOf(office);
    expect(new Set(audit.recovery).size).toBe(10);
    const [code = ''] = audit.recovery;
    const wish = { login: 'audit', password: GOOD, code: code.toUpperCase().replaceAll('-', ' ') };
    expect(await office.accounts.signIn(wish, FROM)).toMatchObject({ needs: null });
    await expect(office.accounts.signIn(wish, FROM)).rejects.toMatchObject(BAD);
  });

  it('locks a name for a quarter of an hour after five failures, known or not', async () => {
    const office = await anOffice();
    await staffOf(office);
    const { accounts, clock } = office;
    for (const login of ['audit', 'nobody']) {
      for (let n = 0; n < 5; n += 1)
        await expect(accounts.signIn({ login, password: 'x' }, null)).rejects.toMatchObject(BAD);
      const right = { login, password: GOOD };
      await expect(accounts.signIn(right, null)).rejects.toMatchObject({ code: 'locked-out' });
      clock.now += 15 * MINUTE - 1;
      await expect(accounts.signIn(right, null)).rejects.toMatchObject({ code: 'locked-out' });
      clock.now += 1;
      const code = await accounts.signIn(right, null).then(
        ({ needs }) => needs,
        (error: { code: string }) => error.code,
      );
      expect(code).toBe(login === 'audit' ? 'code' : BAD.code);
    }
  });

  it('counts a hundred guesses at once one by one', async () => {
    let looked = 0;
    const passwords = {
      hash: async (password: string) => password,
      verify: async () => {
        looked += 1;
        return false;
      },
    };
    const office = await anOffice({ passwords });
    const guess = () => office.accounts.signIn({ login: 'p1', password: 'x' }, null);
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, guess));
    const codes = outcomes.map((one) => one.status === 'rejected' && one.reason.code);
    expect(codes.filter((code) => code === 'bad-credentials')).toHaveLength(5);
    expect(codes.filter((code) => code === 'locked-out')).toHaveLength(95);
    expect(looked).toBe(5);
  });

  it('lets nobody who has the password guess the code for ever', async () => {
    const office = await anOffice();
    await staffOf(office);
    const { accounts } = office;
    const wish = { login: 'system', password: GOOD };
    const { session } = await accounts.signIn(wish, null);
    for (let n = 0; n < 5; n += 1) {
      await expect(accounts.signInCode({ session, code: '000000' }, null)).rejects.toMatchObject(
        BAD,
      );
      // The right password in between gives no new tries.
      if (n < 4) await accounts.signIn(wish, null);
    }
    await expect(accounts.signIn(wish, null)).rejects.toMatchObject({ code: 'locked-out' });
  });

  it('slows an address down that tries many names', async () => {
    const office = await anOffice({ rules: { freeFailuresOfAddress: 3 } });
    const guess = (n: number) => office.accounts.signIn({ login: `p${n}`, password: 'x' }, FROM);
    for (let n = 0; n < 3; n += 1) await expect(guess(n)).rejects.toMatchObject(BAD);
    await expect(guess(3)).rejects.toMatchObject({ code: 'too-many' });
    office.clock.now += 1000;
    await expect(guess(4)).rejects.toMatchObject(BAD);
    office.clock.now += 1000;
    await expect(guess(5)).rejects.toMatchObject({ code: 'too-many' });
    office.clock.now += 1000;
    await expect(guess(6)).rejects.toMatchObject(BAD);
  });

  it('asks for a new password when the old one is too old, and only whoever has shown all', async () => {
    const office = await anOffice();
    const { audit } = await staffOf(office);
    const { accounts, clock } = office;
    clock.now += 181 * 24 * HOUR;
    const code = () => codeFor(audit.secret, (clock.now += MINUTE));
    const wish = { login: 'audit', password: GOOD };
    await expect(accounts.signIn({ ...wish, password: 'x' }, FROM)).rejects.toMatchObject(BAD);
    const expired = { code: 'password-expired' };
    await expect(accounts.signIn({ ...wish, code: code() }, FROM)).rejects.toMatchObject(expired);
    const again = { ...wish, newPassword: GOOD };
    const used = { code: 'password-used' };
    await expect(accounts.signIn({ ...again, code: code() }, FROM)).rejects.toMatchObject(used);
    const fresh = { ...wish, newPassword: OTHER, code: code() };
    expect(await accounts.signIn(fresh, FROM)).toMatchObject({ person: 'audit', needs: null });
  });

  it('writes down who came in and who did not, without the name that was typed', async () => {
    const office = await anOffice();
    await staffOf(office);
    office.audit.entries.length = 0;
    await office.accounts.signIn({ login: 'audit', password: GOOD }, FROM);
    await office.accounts.signIn({ login: 'audit', password: 'x' }, FROM).catch(() => {});
    await office.accounts.signIn({ login: 'my password', password: 'x' }, FROM).catch(() => {});
    const operation = 'session.own';
    expect(office.audit.entries).toEqual([
      { person: 'audit', operation, address: FROM, outcome: 'done', detail: 'code owed' },
      { person: 'audit', operation, address: FROM, outcome: 'refused', detail: 'bad-credentials' },
      { person: '-', operation, address: FROM, outcome: 'refused', detail: 'bad-credentials' },
    ]);
  });
});

describe('a session', () => {
  it('ends half an hour after the last request, and for good after its time', async () => {
    const office = await anOffice();
    const staff = await staffOf(office);
    const site = await aMember(office, staff, 'p1');
    const { accounts, clock } = office;
    const idle = await site.session();
    clock.now += 30 * MINUTE;
    expect(await accounts.actorOf({ session: idle })).toBeNull();
    // A stream that stays open keeps no session alive.
    const open = await site.session();
    for (let n = 0; n < 3; n += 1) {
      clock.now += 10 * MINUTE - 1;
      expect(await accounts.actorOf({ session: open, isWatching: true })).not.toBeNull();
    }
    clock.now += 3;
    expect(await accounts.actorOf({ session: open, isWatching: true })).toBeNull();
    const busy = await site.session();

    const began = clock.now;
    while (clock.now < began + 12 * HOUR - 20 * MINUTE) {
      clock.now += 20 * MINUTE;
      expect(await accounts.actorOf({ session: busy })).not.toBeNull();
    }
    clock.now = began + 12 * HOUR;
    expect(await accounts.actorOf({ session: busy })).toBeNull();
  });

  it('ends at once when somebody signs out, changes his password or is disabled', async () => {
    const office = await anOffice();
    const staff = await staffOf(office);
    const site = await aMember(office, staff, 'p1');
    const { accounts } = office;
    const open = async (session: string) => (await accounts.actorOf({ session })) !== null;

    const out = await site.session();
    await accounts.signOut(out);
    expect(await open(out)).toBe(false);

    const here = await site.session();
    const there = await site.session();
    const actor = await accounts.actorOf({ session: here });
    if (!actor) throw new Error('nobody');
    const newPassword = OTHER;
    const changed = await office.as(actor).changePassword({ password: GOOD, newPassword });
    expect([await open(here), await open(there), await open(changed.session)]).toEqual([
      ...[false, false, true],
    ]);
    await office.as(await staff.security.actor()).disable('p1');
    expect(await open(changed.session)).toBe(false);
  });

  it('ends with a right that is given or taken, in every process', async () => {
    const office = await anOffice({ isShared: true });
    const staff = await staffOf(office);
    const other = await anOffice({ url: office.address });
    const site = await aMember(office, staff, 'p1');
    const session = await site.session();
    other.clock.now = office.clock.now;
    const target = { season: 's', path: 'c/a', posts: [] };
    const actor = await other.accounts.actorOf({ session });
    expect(actor && may(actor, 'duty.complete', target)).toBe(true);

    const desk = office.as(await staff.security.actor());
    const [grant] = (await desk.show('p1')).grants;
    await desk.revoke(grant?.id ?? '');
    expect(await other.accounts.actorOf({ session })).toBeNull();
    expect(await office.accounts.actorOf({ session })).toBeNull();
  });

  it('is worth nothing when its secret is another one', async () => {
    const office = await anOffice();
    const { system } = await staffOf(office);
    const session = await system.session();
    const { accounts } = office;
    expect(await accounts.actorOf({ session: `${session}x` })).toBeNull();
    expect(await accounts.actorOf({ bearer: session })).toBeNull();
    expect(await accounts.actorOf({})).toBeNull();
  });
});

describe('a second factor of one’s own', () => {
  it('is taken up by password and first code, and ends every other session', async () => {
    const office = await anOffice();
    const staff = await staffOf(office);
    const desk = office.as(await staff.security.actor());
    const { token } = await desk.add({ person: 'p1', name: '示一' });
    const { accounts, clock } = office;
    expect(await accounts.openInvitation(token)).toMatchObject({ needsCode: false });
    expect(await accounts.join({ token, password: GOOD })).toMatchObject({ recovery: null });
    await desk.grant('p1', { role: 'coordinator', unit: 'c', season: null, department: null });

    const first = await accounts.signIn({ login: 'p1', password: GOOD }, FROM);
    expect(first.needs).toBe('enrol');
    const weak = await accounts.actorOf({ session: first.session });
    if (!weak) throw new Error('nobody');
    expect(may(weak, 'season.govern', { season: 's', path: 'c' })).toBe('second-factor');

    const { secret, ticket } = await office.as(weak).offerTotp();
    const code = codeFor(secret, clock.now);
    const wrong = { ticket, code, password: 'x' };
    await expect(office.as(weak).takeTotp(wrong)).rejects.toMatchObject(BAD);
    const taken = await office.as(weak).takeTotp({ ...wrong, password: GOOD });
    expect(taken.recovery).toHaveLength(10);
    expect(await accounts.actorOf({ session: first.session })).toBeNull();
    const strong = await accounts.actorOf({ session: taken.session });
    expect(strong && may(strong, 'season.govern', { season: 's', path: 'c' })).toBe(true);
    // The code that set it up counts no second time.
    const again = { login: 'p1', password: GOOD, code };
    await expect(accounts.signIn(again, FROM)).rejects.toMatchObject(BAD);
    // Who has only the password cannot put another app in its place.
    await expect(office.as(weak).offerTotp()).rejects.toMatchObject({ code: 'second-factor-on' });
  });
});
