import { describe, expect, it } from 'vitest';
import { argon2Passwords } from '../../src/adapters/passwords.js';
import { anOffice, GOOD, staffOf } from './an-office.js';

describe('passwords', () => {
  it('are argon2id with 19 MiB and two passes, salted, and read as they were typed', async () => {
    const digest = await argon2Passwords.hash('caf\u00e9 au lait 2027');
    expect(digest).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await argon2Passwords.hash('caf\u00e9 au lait 2027')).not.toBe(digest);
    expect(await argon2Passwords.verify(digest, 'cafe\u0301 au lait 2027')).toBe(true);
    expect(await argon2Passwords.verify(digest, 'cafe au lait 2027')).toBe(false);
    expect(await argon2Passwords.verify('not a digest', 'x')).toBe(false);
  });

  it('take as long for a name that nobody has', async () => {
    const office = await anOffice({ passwords: argon2Passwords, rules: { mostFailures: 1000 } });
    const { accounts } = office;
    await staffOf(office);
    const tries = async (login: string) => {
      const began = performance.now();
      await accounts.signIn({ login, password: `${GOOD}x` }, null).catch(() => {});
      return performance.now() - began;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    await tries('warm');
    // In turns, so that whatever else the machine does meets both.
    for (let n = 0; n < 15; n += 1) {
      known.push(await tries('audit'));
      unknown.push(await tries(`nobody${n}`));
    }
    const median = (of: number[]) => of.sort((a, b) => a - b)[7] ?? 0;
    const ratio = median(unknown) / median(known);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });
});
