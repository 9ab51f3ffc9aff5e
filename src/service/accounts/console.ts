import { timingSafeEqual } from 'node:crypto';
import type { Actor } from '../../policy/actor.js';
import { zhRights } from '../../text/zh-CN-rights.js';
import { digestOf } from './secrets.js';

/**
 * Whoever can read the machine's data folder, and with it the secret of its terminal. He is nobody by name: what he
 * does for a person is recorded as that person's, recorded by `console`.
 */
export const consoleActor = (): Actor => ({
  person: 'console',
  name: zhRights.role.console,
  grants: [],
  way: 'console',
  secret: 'console',
  factors: 1,
  scopes: null,
  only: null,
});

/** Whether this is the terminal's secret; as long for a wrong one as for the right one. */
export const isConsole = (secret: string | null, shown: string): boolean =>
  secret !== null && timingSafeEqual(Buffer.from(digestOf(secret)), Buffer.from(digestOf(shown)));
