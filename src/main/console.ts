import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { CONSOLE_FILE } from '../cli/profiles.js';
import type { Shown } from '../api/admission.js';
import type { Actor } from '../policy/actor.js';

/** The machine's own terminal: whoever may read its data folder may read the store itself. */
export const CONSOLE: Actor = {
  person: 'console',
  name: '控制台',
  grants: [],
  way: 'console',
  secret: 'console',
  factors: 2,
  scopes: null,
  only: null,
};

export interface Console {
  /** The console's actor, for who shows its token. */
  actorOf(shown: Shown): Actor | null;
  /** Says in the data folder how the terminal comes in; only its owner can read it. */
  open(url: string): void;
  /** Takes it away again. */
  close(): void;
}

/** The address at which this machine reaches what listens on `host`. */
export function hereAt(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::' || host === 'localhost')
    return `http://127.0.0.1:${port}`;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

/** A token of this start alone, so that an old copy of the folder opens nothing; and good on this machine alone. */
export function createConsole(dataFolder: string): Console {
  const token = `kc_${randomBytes(32).toString('base64url')}`;
  const file = join(dataFolder, CONSOLE_FILE);
  return {
    actorOf: ({ bearer, isHere }) =>
      isHere && bearer !== undefined && isSame(bearer, token) ? CONSOLE : null,
    open(url) {
      const beside = `${file}.${process.pid}`;
      writeFileSync(beside, `${JSON.stringify({ url, token })}\n`, { mode: 0o600 });
      chmodSync(beside, 0o600);
      renameSync(beside, file);
    },
    close: () => rmSync(file, { force: true }),
  };
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
