import { randomBytes } from 'node:crypto';
import type { AccountRows } from '../../adapters/store/accounts.js';
import type { Account } from '../../adapters/store/accounts-people.js';
import type { AccountParts } from './parts.js';
import { base32, fromBase32, newRecoveryCodes, recoveryDigest } from './secrets.js';
import { stepOfCode, totpUri } from './totp.js';

/** A second factor as it is shown once, for an app to be set up with. */
export interface TotpOffer {
  /** base32, for typing. */
  readonly secret: string;
  readonly uri: string;
}

const LENGTH = 20;

/** A secret for a new second factor: 160 bits, as RFC 4226 asks. */
export const newTotpSecret = (): string => base32(randomBytes(LENGTH));

export const offerOf = (secret: string, login: string): TotpOffer => ({
  secret,
  uri: totpUri(fromBase32(secret), login),
});

export const totpPlace = (person: string): string => `account/${person}/totp`;

/** The step whose code was typed against this secret (base32), or null. */
export const stepTyped = (secret: string, code: string, now: number): number | null =>
  stepOfCode(fromBase32(secret), code, now);

/**
 * Takes a one-time code, or a recovery code in its place. True once for each: whoever comes second with the same
 * one – a moment later, or at the same moment through another process – is refused.
 */
export async function takeCode(
  { store, seal, now }: Pick<AccountParts, 'store' | 'seal' | 'now'>,
  { person, totp }: Pick<Account, 'person' | 'totp'>,
  typed: string,
): Promise<boolean> {
  if (totp === null) return false;
  const at = now();
  const step = stepTyped(seal.open(totp, totpPlace(person)), typed, at);
  if (step !== null) return store.takeTotpStep(person, step);
  const isRecovery = typed.replace(/[^A-Za-z2-7]/g, '').length === 16;
  return isRecovery && store.takeRecovery(person, recoveryDigest(typed), at);
}

/** Sets up a second factor whose first code was taken, inside a transaction; answers its recovery codes. */
export async function setTotp(
  { seal }: Pick<AccountParts, 'seal'>,
  rows: AccountRows,
  person: string,
  { secret, step }: { readonly secret: string; readonly step: number },
): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  await rows.changeAccount(person, {
    totp: seal.seal(secret, totpPlace(person)),
    totpStep: step,
  });
  await rows.replaceRecovery(person, codes.map(recoveryDigest));
  return codes;
}
