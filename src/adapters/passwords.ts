import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from '../service/accounts/password-port.js';

/** argon2id – the library's own choice – with OWASP's parameters: 19 MiB, two passes; about 30 ms a password. */
const OPTIONS = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

/**
 * Passwords as argon2id. Composed alike however they were typed (NFKC): an input method may send the same
 * character in two ways.
 */
export const argon2Passwords: Passwords = {
  hash: (password) => hash(password.normalize('NFKC'), OPTIONS),
  async verify(digest, password) {
    try {
      return await verify(digest, password.normalize('NFKC'));
    } catch {
      return false;
    }
  },
};
