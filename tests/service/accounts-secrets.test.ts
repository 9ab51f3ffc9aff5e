import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passwordFault } from '../../src/service/accounts/new-password.js';
import { RULES } from '../../src/service/accounts/rules.js';
import {
  base32,
  fromBase32,
  newRecoveryCodes,
  recoveryDigest,
} from '../../src/service/accounts/secrets.js';
import { stepOfCode, totpCode, totpStep } from '../../src/service/accounts/totp.js';
import { tryAddress, tryName } from '../../src/service/accounts/tries.js';

const SECRET = Buffer.from('12345678901234567890');

describe('one-time codes', () => {
  // RFC 6238, appendix B, SHA-1.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of RFC 6238 at second %i', (second, code) => {
    expect(totpCode(SECRET, totpStep(second * 1000), 8)).toBe(code);
  });

  it('are taken half a minute early or late, and no further', () => {
    const now = 1_234_567_890_000;
    const step = totpStep(now);
    const found = [-2, -1, 0, 1, 2].map((n) => stepOfCode(SECRET, totpCode(SECRET, step + n), now));
    expect(found).toEqual([null, step - 1, step, step + 1, null]);
    const code = totpCode(SECRET, step);
    expect(stepOfCode(SECRET, `${code.slice(0, 3)} ${code.slice(3)}`, now)).toBe(step);
    for (const typed of ['', '12345', `${code}0`, 'abcdef', '１２３４５６'])
      expect(stepOfCode(SECRET, typed, now)).toBeNull();
  });

  it('are spelt in base32 as RFC 4648 says', () => {
    const spelt = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) =>
      base32(Buffer.from(text)),
    );
    expect(spelt).toEqual([...['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI']]);
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...fromBase32(base32(bytes).toLowerCase())]).toEqual([...bytes]);
      }),
    );
    expect(() => fromBase32('M!')).toThrow('not base32');
  });

  it('have ten different stand-ins, read however they are typed', () => {
    const codes = newRecoveryCodes();
    expect(codes.every((code) => /^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(10);
    const [code = ''] = codes;
    expect(recoveryDigest(` ${code.toUpperCase().replaceAll('-', ' ')}`)).toBe(
      recoveryDigest(code),
    );
  });
});

describe('the lock on a name', () => {
  /** Instants at which tries were looked at, of those at which somebody tried and failed. */
  const looked = (instants: readonly number[]): readonly number[] => {
    let times: readonly number[] = [];
    return instants.filter((at) => {
      const verdict = tryName(times, at, RULES);
      times = verdict.times;
      return verdict.until === null;
    });
  };
  const minutes = (...of: readonly number[]) => of.map((minute) => minute * 60_000);

  it('closes with the fifth failure within a quarter of an hour, for a quarter of an hour', () => {
    expect(looked(minutes(0, 1, 2, 3, 4, 5, 18, 19))).toEqual(minutes(0, 1, 2, 3, 4, 19));
    expect(looked(minutes(0, 4, 8, 12, 16, 20))).toEqual(minutes(0, 4, 8, 12, 16, 20));
  });

  it('never lets more than five be looked at in a quarter of an hour, nor keeps out for longer', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 10 * 60_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(gaps, (steps) => {
        let now = 0;
        const instants = steps.map((step) => (now += step));
        const seen = looked(instants);
        for (const [n, at] of seen.entries())
          expect(seen.slice(n).filter((one) => one - at < RULES.lockMs).length).toBeLessThan(6);
        // Whoever waits a quarter of an hour after his last try is let try.
        const later = looked([...instants, now + RULES.lockMs]);
        expect(later).toContain(now + RULES.lockMs);
      }),
    );
  });

  it('makes an address wait twice as long each time, and remembers no more than it must', () => {
    let times: readonly number[] = [];
    let now = 0;
    const waits: number[] = [];
    for (let n = 0; n < 40; n += 1) {
      const { until } = tryAddress(times, now, RULES);
      if (until !== null) {
        waits.push((until - now) / 1000);
        now = until;
      }
      times = tryAddress(times, now, RULES).times;
    }
    expect(waits.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(900);
    expect(times.length).toBeLessThanOrEqual(RULES.freeFailuresOfAddress + 20);
  });
});

describe('a new password', () => {
  const fault = (password: string, login = 'p014', name = '示枫枫') =>
    passwordFault(password, { login, name, length: 12 });

  it('is long, and need not be strange', () => {
    expect(fault('correct hats')).toBeNull();
    expect(fault('晨光照在岚溪的山坡上吧呢')).toBeNull();
    expect(fault('tide-lamp-oat')).toBeNull();
    expect(fault('short-one-1')).toBe('too-short');
    expect(fault('晨'.repeat(11))).toBe('too-short');
    // Two code units each, one character each.
    expect(fault('😀'.repeat(6))).toBe('too-short');
    expect(fault('x7'.repeat(200))).toBe('too-long');
  });

  it.each([
    ...[
      '123456789012',
      '987654321098',
      'aaaaaaaaaaaa',
      'abcabcabcabc',
      'abcdefghijkl',
      '111122223333',
    ],
    ...[
      'qwertyuiop[]',
      '1qaz2wsx3edc',
      'password1234',
      'P@ssw0rd2027!',
      'PASSWORDPASSWORD',
      'admin@123456',
    ],
    ...[
      'woaini5201314',
      'Gaokao20270607',
      'kaowu-2027-kaowu',
      'iloveyou!!!!',
      'adminpassword1',
      'ｐａｓｓｗｏｒｄ１２３４',
    ],
  ])('is not %s', (password) => {
    expect(fault(password)).toBe('too-common');
  });

  it('is not made of the person’s own name', () => {
    expect(fault('zhangsan-2027', 'zhangsan')).toBe('about-you');
    expect(fault('示枫枫19880101!', 'p014')).toBe('about-you');
    expect(fault('zhangsan likes tea and rain', 'zhangsan')).toBeNull();
  });
});
