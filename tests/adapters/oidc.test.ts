import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOidc } from '../../src/adapters/oidc.js';
import { OIDC_REDIRECT, startOidcProvider, type TestProvider } from '../support/oidc-provider.js';
import { aMember, anOffice, staffOf, type Office } from './an-office.js';

let provider: TestProvider;
beforeAll(async () => {
  provider = await startOidcProvider();
});
afterAll(() => provider.stop());

const FAILED = { code: 'oidc-failed' };

const officeOn = async (claim = 'sub'): Promise<Office> => {
  const settings = { clientId: 'kaowu', clientSecret: 'a secret between two' };
  const oidc = createOidc({ issuer: provider.issuer, ...settings, redirect: OIDC_REDIRECT, claim });
  const office = await anOffice({ oidc });
  await aMember(office, await staffOf(office), 'p1');
  return office;
};

describe('single sign-on', () => {
  it('lets in whom the provider names, once for each answer', async () => {
    const { accounts, audit } = await officeOn();
    const { url, secret } = await accounts.startOidc();
    expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256');
    const address = await provider.signIn(url, 'p1');
    const signedIn = await accounts.finishOidc({ secret, address }, '192.0.2.7');
    const actor = await accounts.actorOf({ session: signedIn.session });
    expect(actor).toMatchObject({ person: 'p1', factors: 1, way: 'session' });
    const again = accounts.finishOidc({ secret, address }, null);
    await expect(again).rejects.toMatchObject(FAILED);
    expect(audit.entries.slice(-2)).toMatchObject([
      { person: 'p1', outcome: 'done', address: '192.0.2.7' },
      { person: '-', outcome: 'refused', detail: 'oidc-failed: stale' },
    ]);
  });

  it('counts two factors where the provider has seen two', async () => {
    const { accounts } = await officeOn();
    const { url, secret } = await accounts.startOidc();
    const address = await provider.signIn(url, 'p1-mfa');
    const { session } = await accounts.finishOidc({ secret, address }, null);
    expect(await accounts.actorOf({ session })).toMatchObject({ factors: 2 });
  });

  it('takes an answer only in the browser that asked, in its time, and unchanged', async () => {
    const { accounts, clock } = await officeOn();
    const [mine, theirs] = [await accounts.startOidc(), await accounts.startOidc()];
    const address = await provider.signIn(theirs.url, 'p1');
    const swapped = accounts.finishOidc({ secret: mine.secret, address }, null);
    await expect(swapped).rejects.toMatchObject(FAILED);
    const forged = `${OIDC_REDIRECT}?code=made-up&state=x`;
    const wrong = accounts.finishOidc({ secret: theirs.secret, address: forged }, null);
    await expect(wrong).rejects.toMatchObject(FAILED);
    const late = await accounts.startOidc();
    const back = await provider.signIn(late.url, 'p1');
    clock.now += 11 * 60_000;
    const overdue = accounts.finishOidc({ secret: late.secret, address: back }, null);
    await expect(overdue).rejects.toMatchObject(FAILED);
  });

  it('lets in nobody without an account, and nobody by a claim that is not there', async () => {
    const office = await officeOn();
    const stranger = await office.accounts.startOidc();
    const address = await provider.signIn(stranger.url, 'p2');
    const unknown = office.accounts.finishOidc({ secret: stranger.secret, address }, null);
    await expect(unknown).rejects.toMatchObject(FAILED);
    const other = await officeOn('employee');
    const { url, secret } = await other.accounts.startOidc();
    const back = await provider.signIn(url, 'p1');
    const without = other.accounts.finishOidc({ secret, address: back }, null);
    await expect(without).rejects.toMatchObject(FAILED);
  });

  it('is refused where the house has none', async () => {
    const { accounts } = await anOffice();
    await expect(accounts.startOidc()).rejects.toMatchObject({ code: 'no-oidc' });
  });
});
