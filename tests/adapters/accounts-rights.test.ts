import { describe, expect, it } from 'vitest';
import type { NewGrant } from '../../src/policy/grant-fault.js';
import { may } from '../../src/policy/may.js';
import { Denied } from '../../src/service/guarded.js';
import { assertNoDemo, demoCast } from '../../src/service/accounts/demo.js';
import { aCommit, aUnit } from './a-plan.js';
import {
  aMember,
  anOffice,
  codeFor,
  GOOD,
  HOUR,
  joined,
  MINUTE,
  OTHER,
  staffOf,
} from './an-office.js';

const all = { unit: '', season: null, department: null };
const SITE: NewGrant = { ...all, role: 'site', unit: 'c/a' };

describe('the first start', () => {
  it('gives one link that names three administrators, and no password', async () => {
    const office = await anOffice();
    const { accounts } = office;
    const stale = (await accounts.firstStart()) ?? '';
    const token = (await accounts.firstStart()) ?? '';
    expect([await accounts.isFirstStart(stale), await accounts.isFirstStart(token)]).toEqual([
      ...[false, true],
    ]);
    const three = [
      { role: 'system-admin', person: 'a', name: '甲' },
      { role: 'security-admin', person: 'b', name: '乙' },
      { role: 'audit-admin', person: 'c', name: '丙' },
    ] as const;
    const bad = { code: 'three-administrators' };
    await expect(accounts.nameAdministrators(token, three.slice(1))).rejects.toMatchObject(bad);
    const twice = [...three, { ...three[0], person: 'b' }];
    await expect(accounts.nameAdministrators(token, twice)).rejects.toMatchObject(bad);
    const links = await accounts.nameAdministrators(token, three);
    expect(links.map(({ person, role }) => [person, role])).toEqual([
      ...[
        ['a', 'system-admin'],
        ['b', 'security-admin'],
        ['c', 'audit-admin'],
      ],
    ]);
    const used = accounts.nameAdministrators(token, three);
    await expect(used).rejects.toMatchObject({ code: 'bad-link' });
    // Nobody has come yet: the house is not lost with the links.
    expect(await accounts.firstStart()).not.toBeNull();
    await joined(office, 'b', links[1]?.token ?? '');
    expect(await accounts.firstStart()).toBeNull();
    expect(office.audit.entries).toMatchObject([
      { person: '-', operation: 'account.grant', outcome: 'done' },
      { person: 'b', operation: 'session.own', outcome: 'done' },
    ]);
  });

  it('ends after a day', async () => {
    const office = await anOffice();
    const token = (await office.accounts.firstStart()) ?? '';
    office.clock.now += 24 * HOUR;
    expect(await office.accounts.isFirstStart(token)).toBe(false);
  });

  it('lets one of two win who use the link at once', async () => {
    const office = await anOffice({ isShared: true });
    const other = await anOffice({ url: office.address });
    const token = (await office.accounts.firstStart()) ?? '';
    const named = (side: string) =>
      (['system-admin', 'security-admin', 'audit-admin'] as const).map((role) => ({
        ...{ role, person: `${side}-${role}`, name: '示' },
      }));
    const outcomes = await Promise.allSettled([
      office.accounts.nameAdministrators(token, named('x')),
      other.accounts.nameAdministrators(token, named('y')),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const held = await office.store.grants(['held']);
    expect(new Set(held.map(({ person }) => person.slice(0, 1))).size).toBe(1);
    expect(held).toHaveLength(3);
  });
});

describe('an invitation', () => {
  it('is used once, also by two at once, and a refused password leaves it good', async () => {
    const office = await anOffice({ isShared: true });
    const staff = await staffOf(office);
    const other = await anOffice({ url: office.address });
    const desk = office.as(await staff.security.actor());
    const { token } = await desk.add({ person: 'p9' });
    other.clock.now = office.clock.now;
    const { accounts } = office;
    const weak = { token, password: 'password2027!!' };
    await expect(accounts.join(weak)).rejects.toMatchObject({ code: 'password-too-common' });
    const outcomes = await Promise.allSettled([
      accounts.join({ token, password: GOOD }),
      other.accounts.join({ token, password: `${GOOD}b` }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const link = { code: 'bad-link' };
    await expect(accounts.join({ token, password: GOOD })).rejects.toMatchObject(link);
    await expect(accounts.openInvitation(token)).rejects.toMatchObject(link);
    expect(await desk.show('p9')).toMatchObject({ name: '示九', status: 'active' });
  });

  it('shows one second factor to all who open it, and asks administrators for its code', async () => {
    const office = await anOffice();
    const first = (await office.accounts.firstStart()) ?? '';
    const roles = ['system-admin', 'security-admin', 'audit-admin'] as const;
    const named = roles.map((role) => ({ role, person: role, name: '示' }));
    const [link] = await office.accounts.nameAdministrators(first, named);
    const token = link?.token ?? '';
    const { accounts, clock } = office;
    const [one, two] = [await accounts.openInvitation(token), await accounts.openInvitation(token)];
    expect(one).toEqual(two);
    expect(one.needsCode).toBe(true);
    expect(one.totp.uri).toBe(
      `otpauth://totp/Kaowu%3Asystem-admin?secret=${one.totp.secret}&issuer=Kaowu`,
    );
    const none = { token, password: GOOD };
    await expect(accounts.join(none)).rejects.toMatchObject({ code: 'code-needed' });
    const wrong = { ...none, code: '000000' };
    await expect(accounts.join(wrong)).rejects.toMatchObject({ code: 'bad-code' });
    const code = codeFor(one.totp.secret, clock.now);
    expect((await accounts.join({ ...none, code })).recovery).toHaveLength(10);
  });

  it('ends after three days, and with the next one', async () => {
    const office = await anOffice();
    const staff = await staffOf(office);
    const desk = office.as(await staff.security.actor());
    const { token } = await desk.add({ person: 'p1', name: '示一' });
    const next = await desk.reset('p1');
    const link = { code: 'bad-link' };
    await expect(office.accounts.openInvitation(token)).rejects.toMatchObject(link);
    expect(await office.accounts.openInvitation(next.token)).toMatchObject({ person: 'p1' });
    office.clock.now += 72 * HOUR;
    await expect(office.accounts.openInvitation(next.token)).rejects.toMatchObject(link);
  });
});

describe('rights', () => {
  it('of an administrator take two persons, neither of them himself', async () => {
    const office = await anOffice();
    const staff = await staffOf(office);
    const { security, deputy, audit } = staff;
    const desk = office.as(await security.actor());
    const { token } = await desk.add({ person: 'p1', name: '示一' });
    const admin = { ...all, role: 'system-admin' } as const;
    const grant = await desk.grant('p1', admin);
    expect(grant.state).toBe('proposed');
    const member = await joined(office, 'p1', token);
    expect((await member.actor()).grants).toEqual([]);

    const own = { code: 'own-proposal' };
    await expect(desk.confirm(grant.id)).rejects.toMatchObject(own);
    // With another security administrator there, the others have no say.
    const auditor = office.as(await audit.actor());
    await expect(auditor.confirm(grant.id)).rejects.toMatchObject({ code: 'other-confirmer' });
    await office.as(await deputy.actor()).confirm(grant.id);
    expect((await member.actor()).grants).toMatchObject([{ role: 'system-admin' }]);
    const settled = office.as(await deputy.actor()).reject(grant.id);
    await expect(settled).rejects.toMatchObject({ code: 'unknown-grant' });
  });

  it('of an administrator are confirmed by the audit’s where there is one of security only', async () => {
    const office = await anOffice();
    const { security, deputy, audit, system } = await staffOf(office);
    const desk = office.as(await security.actor());
    const [mine] = (await desk.show('deputy')).grants;
    await desk.revoke(mine?.id ?? '');
    await desk.add({ person: 'p1', name: '示一' });
    const grant = await desk.grant('p1', { ...all, role: 'security-admin' });
    const other = { code: 'other-confirmer' };
    await expect(office.as(await system.actor()).confirm(grant.id)).rejects.toMatchObject(other);
    await expect(office.as(await deputy.actor()).confirm(grant.id)).rejects.toBeInstanceOf(Denied);
    await office.as(await audit.actor()).confirm(grant.id);
    expect((await desk.show('p1')).grants).toMatchObject([{ state: 'held', decidedBy: 'audit' }]);
  });

  it('exclude each other, and nobody gives them to himself', async () => {
    const office = await anOffice();
    const staff = await staffOf(office);
    await aMember(office, staff, 'p1');
    const desk = office.as(await staff.security.actor());
    const fault = async (person: string, grant: NewGrant) =>
      desk.grant(person, grant).then(
        () => null,
        (error: { code: string }) => error.code,
      );
    expect(await fault('security', SITE)).toBe('grant-own-right');
    expect(await fault('system', SITE)).toBe('grant-clash');
    expect(await fault('p1', { ...all, role: 'audit-admin' })).toBe('grant-clash');
    expect(await fault('p1', { ...all, role: 'auditor' })).toBe('grant-clash');
    expect(await fault('p1', SITE)).toBe('grant-already-held');
    expect(await fault('p1', { ...SITE, unit: '' })).toBe('grant-needs-a-unit');
    expect(await fault('p2', SITE)).toBe('unknown-account');
    const part = { ...all, role: 'audit-admin', unit: 'c' } as const;
    expect(await fault('p1', part)).toBe('grant-has-no-limits');
    expect(await fault('p1', { ...SITE, unit: 'c/b' })).toBeNull();
  });

  it('that exclude each other are not both given by two who give at once', async () => {
    const office = await anOffice({ isShared: true });
    const staff = await staffOf(office);
    const other = await anOffice({ url: office.address });
    const [one, two] = [await staff.security.actor(), await staff.deputy.actor()];
    await office.as(one).add({ person: 'p1', name: '示一' });
    const outcomes = await Promise.allSettled([
      office.as(one).grant('p1', SITE),
      other.as(two).grant('p1', { ...all, role: 'auditor' }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await office.as(one).show('p1')).grants).toHaveLength(1);
  });

  it('are given by nobody else, and a refused try is on record', async () => {
    const office = await anOffice();
    const staff = await staffOf(office);
    const site = await aMember(office, staff, 'p1');
    office.audit.entries.length = 0;
    const actor = await site.actor();
    await expect(office.as(actor).grant('p1', SITE)).rejects.toBeInstanceOf(Denied);
    await expect(office.as(actor).list()).rejects.toBeInstanceOf(Denied);
    const denied = office.audit.entries.filter(({ outcome }) => outcome === 'denied');
    expect(denied.map(({ person, operation }) => [person, operation])).toEqual([
      ...[
        ['p1', 'account.grant'],
        ['p1', 'account.read'],
      ],
    ]);
  });

  it('leave a security administrator in the house', async () => {
    const office = await anOffice();
    const { security, deputy } = await staffOf(office);
    const desk = office.as(await security.actor());
    await expect(desk.disable('security')).rejects.toMatchObject({ code: 'own-account' });
    await desk.disable('deputy');
    await expect(
      office.accounts.signIn({ login: 'deputy', password: GOOD }, null),
    ).rejects.toThrow();
    const [mine] = (await desk.show('security')).grants;
    const last = { code: 'last-security-admin' };
    await expect(desk.revoke(mine?.id ?? '')).rejects.toMatchObject(last);
    expect(await office.store.activeHolders('security-admin')).toEqual(['security']);
    expect(deputy.person).toBe('deputy');
  });

  it('of an administrator have to be confirmed again when his account is reset', async () => {
    const office = await anOffice();
    const { security, deputy, audit } = await staffOf(office);
    const old = await audit.session();
    const desk = office.as(await security.actor());
    const { token } = await desk.reset('audit');
    expect(await office.accounts.actorOf({ session: old })).toBeNull();
    await expect(
      office.accounts.signIn({ login: 'audit', password: GOOD }, null),
    ).rejects.toMatchObject({ code: 'bad-credentials' });
    // An old password is not taken again; the link asks for the code of a role that is only proposed.
    const { totp, needsCode } = await office.accounts.openInvitation(token);
    expect(needsCode).toBe(true);
    expect(totp.secret).not.toBe(audit.secret);
    const password = OTHER;
    const code = codeFor(totp.secret, office.clock.now);
    await office.accounts.join({ token, password, code });
    const [grant] = (await desk.proposals()).filter(({ person }) => person === 'audit');
    expect((await desk.show('audit')).grants).toMatchObject([{ state: 'proposed' }]);
    await office.as(await deputy.actor()).confirm(grant?.id ?? '');
    expect((await desk.show('audit')).grants).toMatchObject([{ state: 'held' }]);
  });

  it('unlocks whoever is locked out', async () => {
    const office = await anOffice();
    const staff = await staffOf(office);
    await aMember(office, staff, 'p1');
    const actor = await staff.security.actor();
    for (let n = 0; n < 5; n += 1)
      await office.accounts.signIn({ login: 'p1', password: 'x' }, null).catch(() => {});
    const locked = office.clock.now + 15 * MINUTE;
    expect(await office.as(actor).show('p1')).toMatchObject({ lockedUntil: locked });
    await office.as(actor).unlock('p1');
    expect(await office.as(actor).show('p1')).toMatchObject({ lockedUntil: null });
    const wish = { login: 'p1', password: GOOD };
    expect(await office.accounts.signIn(wish, null)).toMatchObject({ needs: 'code' });
  });
});

describe('a token', () => {
  it('does what it is for until it is revoked or its time is over, in every process', async () => {
    const office = await anOffice({ isShared: true });
    const staff = await staffOf(office);
    const other = await anOffice({ url: office.address });
    const site = await aMember(office, staff, 'p1');
    const desk = office.as(await site.actor());
    const made = await desk.createToken({ title: '读表', scopes: ['duty.read'], forMs: HOUR });
    expect(made.token).toMatch(/^kw_[\w-]{43}$/);
    other.clock.now = office.clock.now;
    const bearer = made.token;
    const actor = await other.accounts.actorOf({ bearer });
    expect(actor).toMatchObject({ person: 'p1', way: 'token', scopes: ['duty.read'] });
    const target = { season: 's', path: 'c/a', posts: [] };
    expect(actor && may(actor, 'duty.read', target)).toBe(true);
    expect(actor && may(actor, 'duty.complete', target)).toBe('not-in-scope');
    expect(await desk.tokens()).toMatchObject([{ title: '读表', usedAt: other.clock.now }]);
    expect(JSON.stringify(await desk.tokens())).not.toContain(bearer.slice(3));

    // The right behind it is taken: the token stays, and is good for nothing.
    const security = office.as(await staff.security.actor());
    const [behind] = (await security.show('p1')).grants;
    other.clock.now = office.clock.now;
    await security.revoke(behind?.id ?? '');
    const bare = await other.accounts.actorOf({ bearer });
    expect(bare && may(bare, 'duty.read', target)).toBe('no-right');
    await security.grant('p1', SITE);
    expect((await other.accounts.actorOf({ bearer }))?.grants).toHaveLength(1);

    const short = await desk.createToken({ title: '二', scopes: ['duty.read'], forMs: HOUR });
    await desk.revokeToken(made.id);
    expect(await other.accounts.actorOf({ bearer })).toBeNull();
    await expect(desk.revokeToken(made.id)).rejects.toMatchObject({ code: 'unknown-token' });
    other.clock.now += HOUR;
    expect(await other.accounts.actorOf({ bearer: short.token })).toBeNull();
    expect(await other.accounts.actorOf({ bearer: 'kw_nothing' })).toBeNull();
  });

  it('is made for no more than its owner may, and by no token', async () => {
    const office = await anOffice();
    const staff = await staffOf(office);
    const site = await aMember(office, staff, 'p1');
    const desk = office.as(await site.actor());
    const scope = { code: 'token-scope' };
    for (const scopes of [
      [],
      ['audit.read'],
      ['duty.confirm'],
      ['duty.read', 'token.own'],
    ] as const)
      await expect(desk.createToken({ title: 'x', scopes })).rejects.toMatchObject(scope);
    const long = { title: 'x', scopes: ['duty.read'], forMs: 367 * 24 * HOUR } as const;
    await expect(desk.createToken(long)).rejects.toMatchObject({ code: 'token-time' });
    const { token } = await desk.createToken({ title: 'x', scopes: ['duty.read'] });
    const actor = await office.accounts.actorOf({ bearer: token });
    if (!actor) throw new Error('nobody');
    const more = { title: 'y', scopes: ['duty.read'] } as const;
    await expect(office.as(actor).createToken(more)).rejects.toBeInstanceOf(Denied);
    const password = { password: GOOD, newPassword: `${GOOD}b` };
    await expect(office.as(actor).changePassword(password)).rejects.toBeInstanceOf(Denied);
    await office.as(await staff.security.actor()).disable('p1');
    expect(await office.accounts.actorOf({ bearer: token })).toBeNull();
  });
});

describe('sample accounts', () => {
  const plan = aCommit({ units: [aUnit('c', 'county'), aUnit('c/1'), aUnit('c/p', 'department')] });
  const cast = demoCast({ ...plan.plan, coordinator: 'c#office' }, [
    { post: 'c#office', person: 'p7', name: '示荷石', title: '值班', from: '', to: '' },
  ]);

  it('stand for every role with a password made by chance, another one at each start', async () => {
    const office = await anOffice();
    const { accounts } = office;
    const { password, logins } = await accounts.startDemo([{ rehearsal: true }], cast);
    expect(password).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
    for (const login of logins) {
      const { session, needs } = await accounts.signIn({ login, password }, null);
      expect(needs).toBeNull();
      expect((await accounts.actorOf({ session }))?.grants).toMatchObject([{ role: login }]);
    }
    const [first] = cast;
    expect(first).toMatchObject({ login: 'coordinator', person: 'p7', name: '示荷石' });
    await expect(assertNoDemo(office.parts)).rejects.toMatchObject({ code: 'demo-active' });
    const next = await accounts.startDemo([], cast);
    expect(next.password).not.toBe(password);
    await expect(accounts.signIn({ login: 'site', password }, null)).rejects.toThrow();
    const { session } = await accounts.signIn({ login: 'site', password: next.password }, null);
    await accounts.endDemo();
    expect(await accounts.actorOf({ session })).toBeNull();
    await assertNoDemo(office.parts);
    // Ending none is nothing to write down.
    await accounts.endDemo();
    expect(await accounts.firstStart()).not.toBeNull();
    const byConsole = office.audit.entries.filter(({ person }) => person === 'console');
    expect(byConsole).toMatchObject([
      { operation: 'account.grant', outcome: 'done', detail: 'sample accounts made' },
      { operation: 'account.grant', outcome: 'done', detail: 'sample accounts made' },
      { operation: 'account.grant', outcome: 'done', detail: 'sample accounts ended' },
    ]);
  });

  it('are refused beside anything real', async () => {
    const office = await anOffice();
    const real = { code: 'demo-real' };
    const { accounts } = office;
    await expect(accounts.startDemo([{ rehearsal: false }], cast)).rejects.toMatchObject(real);
    expect(office.audit.entries).toMatchObject([
      { person: 'console', operation: 'account.grant', outcome: 'refused', detail: 'demo-real' },
    ]);
    await staffOf(office);
    await expect(accounts.startDemo([], cast)).rejects.toMatchObject(real);
  });
});
