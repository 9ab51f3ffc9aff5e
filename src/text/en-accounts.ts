import type { zhAccounts } from './zh-CN-accounts.js';

/** Accounts in English. */
export const enAccounts = {
  status: { invited: 'invited', active: 'active', disabled: 'disabled' },
  grantState: {
    proposed: 'to be confirmed',
    held: 'held',
    rejected: 'rejected',
    revoked: 'taken back',
  },
  refusal: {
    'bad-credentials': 'wrong name, password or code',
    'password-expired': 'the password is too old: set a new one',
    'password-used': 'this password was used before: take another one',
    'second-factor': 'this role needs a one-time code',
    'second-factor-on': 'a one-time code is set up already; to change it, sign in with it first',
    'bad-code': 'wrong code: check the clock of the telephone and try again',
    'code-needed': 'this role needs a one-time code: type the six figures that the app shows',
    'offer-stale': 'that took too long: begin again',
    'bad-link': 'this link is used, expired or withdrawn',
    'unknown-account': 'there is no such account',
    'account-exists': 'the person has an account, or the login is taken',
    'unknown-person': 'the register knows no such person: check the id or give a name',
    'not-disabled': 'the account is disabled already',
    'own-account': 'not for your own account: ask another security administrator',
    'unknown-grant': 'there is no such right, or it is settled',
    'own-proposal': 'neither by its proposer nor by the person himself: another one has to do it',
    'other-confirmer': 'another security administrator has to confirm it',
    'last-security-admin': 'this is the only active security administrator',
    'first-start-over': 'there is a security administrator: the link of the first start is void',
    'three-administrators': 'name a system, a security and an audit administrator, all different',
    'unknown-token': 'there is no such token, or it is revoked',
    'token-scope': 'a token cannot do one of these operations',
    'token-time': 'a token cannot be valid for so long',
    'no-oidc': 'this service has no single sign-on',
    'oidc-failed': 'single sign-on failed, or belongs to no active account',
    'demo-real': 'there are real seasons or accounts: no sample accounts',
  },
  wait: {
    'locked-out': (minutes) => `locked after repeated failures: try again in about ${minutes} min`,
    'too-many': (minutes) =>
      `too many failures from this address: try again in about ${minutes} min`,
  },
  passwordFault: {
    'too-short': (length) => `at least ${length} characters; a sentence will do`,
    'too-long': (_length) => 'too long (256 characters at most)',
    'too-common': (_length) => 'too common: take another one',
    'about-you': (_length) => 'not your own name or login',
  },
} satisfies typeof zhAccounts;
