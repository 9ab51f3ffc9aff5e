const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What a house may set by its own rules: lengths in milliseconds. */
export interface AccountRules {
  readonly sessionIdleMs: number;
  readonly sessionMs: number;
  readonly administratorSessionMs: number;
  /** Failures under one name within `failureWindowMs` after which it is locked for `lockMs`. */
  readonly mostFailures: number;
  readonly failureWindowMs: number;
  readonly lockMs: number;
  /** Failures from one address after which each further one costs a longer wait; behind one may be a whole office. */
  readonly freeFailuresOfAddress: number;
  readonly passwordLength: number;
  /** How old a password may be; null: it does not age. */
  readonly passwordMaxAgeMs: number | null;
  /** So many of the last passwords may not be taken again. */
  readonly passwordHistory: number;
  readonly invitationMs: number;
  readonly firstStartMs: number;
  readonly tokenMs: number;
  readonly mostTokenMs: number;
}

/** Of 等保三级 and ASVS; a half-yearly new password is what the former's examiners ask for. */
export const RULES: AccountRules = {
  sessionIdleMs: 30 * MINUTE,
  sessionMs: 12 * HOUR,
  administratorSessionMs: 8 * HOUR,
  mostFailures: 5,
  failureWindowMs: 15 * MINUTE,
  lockMs: 15 * MINUTE,
  freeFailuresOfAddress: 20,
  passwordLength: 12,
  passwordMaxAgeMs: 180 * DAY,
  passwordHistory: 5,
  invitationMs: 3 * DAY,
  firstStartMs: DAY,
  tokenMs: 90 * DAY,
  mostTokenMs: 366 * DAY,
};
