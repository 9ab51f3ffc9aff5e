import { CUSTODY_SENTENCES } from './sentences-custody.js';
import { FILE_SENTENCES } from './sentences-files.js';
import { PEOPLE_SENTENCES } from './sentences-people.js';
import { PLAN_SENTENCES } from './sentences-plan.js';
import { SETTINGS_SENTENCES } from './sentences-settings.js';

/** Chinese, then English; `{names}` are filled in. */
export type Sentences = Readonly<Record<string, readonly [zh: string, en: string]>>;

/** What is said about each fault, and what to do about it. */
// Codes are stable: scripts and editors rely on them. A new fault is one line in one of these and one call.
export const SENTENCES = {
  ...FILE_SENTENCES,
  ...PLAN_SENTENCES,
  ...PEOPLE_SENTENCES,
  ...SETTINGS_SENTENCES,
  ...CUSTODY_SENTENCES,
};
