import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSeal, sealedBy } from '../../src/adapters/secrets/keys.js';
import { reseal, type SealedText } from '../../src/adapters/secrets/reseal.js';
import { SealBroken } from '../../src/service/seal-port.js';
import { aRing } from './a-ring.js';

const PHONE = '13812345678';
const ABOUT = 'person/p001/phone';
const FIVE_SECONDS = 5_000;
const text = fc.string({ unit: 'binary', maxLength: 200 });

describe('what is sealed', () => {
  it('opens to what it was, and shows nothing of it', () => {
    const seal = openSeal(aRing());
    const sealed = seal.seal(PHONE, ABOUT);
    expect(sealed).toMatch(/^k1\.[0-9a-f]{8}\.[\w-]+$/);
    expect(sealed).not.toContain('138');
    expect(seal.open(sealed, ABOUT)).toBe(PHONE);
  });

  it('opens for every text, and never looks the same twice', () => {
    const seal = openSeal(aRing());
    fc.assert(
      fc.property(text, text, (one, about) => {
        const [first, second] = [seal.seal(one, about), seal.seal(one, about)];
        expect(first).not.toBe(second);
        expect([seal.open(first, about), seal.open(second, about)]).toEqual([one, one]);
      }),
    );
  });

  it('does not open elsewhere, changed in any letter, cut short, or by another ring', () => {
    const seal = openSeal(aRing());
    const sealed = seal.seal(PHONE, ABOUT);
    expect(() => seal.open(sealed, 'person/p002/phone')).toThrow(SealBroken);
    expect(() => openSeal(aRing()).open(sealed, ABOUT)).toThrow(/no key [0-9a-f]{8}/);
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      expect(() => seal.open(changed, ABOUT)).toThrow(SealBroken);
      expect(() => seal.open(sealed.slice(0, at), ABOUT)).toThrow(SealBroken);
    }
  });

  it('says in its error what it is about, and neither text nor key', () => {
    const ring = aRing();
    const seal = openSeal(ring);
    const secret = ring.sealing('personal').secret;
    const thrown = (() => {
      try {
        return seal.open(`${seal.seal(PHONE, ABOUT)}A`, ABOUT);
      } catch (error) {
        return String(error);
      }
    })();
    expect(thrown).toContain(ABOUT);
    expect(thrown).not.toContain(PHONE);
    expect(thrown).not.toContain(secret.toString('base64'));
  });
});

describe('fingerprints', () => {
  it('are equal for equal texts only, through every change of key, and differ between rings', () => {
    const ring = aRing();
    const seal = openSeal(ring);
    fc.assert(
      fc.property(text, text, (one, other) => {
        const before = seal.fingerprint(one);
        ring.rotate();
        ring.pass(FIVE_SECONDS);
        expect(seal.fingerprint(one)).toBe(before);
        expect(seal.fingerprint(other) === before).toBe(one === other);
      }),
      { numRuns: 30 },
    );
    expect(openSeal(aRing()).fingerprint(PHONE)).not.toBe(seal.fingerprint(PHONE));
  });
});

describe('a new key', () => {
  it('seals from its time on without a restart; what the old ones sealed still opens', () => {
    const ring = aRing();
    const seal = openSeal(ring);
    const [old] = ring.list();
    const before = seal.seal(PHONE, ABOUT);
    const fresh = ring.rotate(60_000);
    ring.pass(FIVE_SECONDS);
    expect(ring.list().map(({ id, seals }) => [id, seals])).toEqual([
      [old?.id, true],
      [fresh, false],
    ]);
    ring.pass(60_000);
    const after = seal.seal(PHONE, ABOUT);
    expect([sealedBy(before), sealedBy(after)]).toEqual([old?.id, fresh]);
    expect([seal.open(before, ABOUT), seal.open(after, ABOUT)]).toEqual([PHONE, PHONE]);
  });

  it('has different keys for different purposes', () => {
    const ring = aRing();
    const all = (['payload', 'personal', 'fingerprint'] as const).map((purpose) =>
      ring.sealing(purpose).secret.toString('hex'),
    );
    expect(new Set(all).size).toBe(3);
  });
});

describe('sealing anew', () => {
  it('leaves nothing to the old key, touches nothing twice, and names what does not open', async () => {
    const ring = aRing();
    const seal = openSeal(ring);
    const rows = new Map(
      Array.from({ length: 20 }, (_, n) => [
        `person/p${n}/phone`,
        seal.seal(`1380000${n}`, `person/p${n}/phone`),
      ]),
    );
    rows.set('person/p7/phone', seal.seal('moved', 'person/p8/phone'));
    const texts = function* (): Generator<SealedText> {
      for (const [about, sealed] of rows)
        yield { about, sealed, replace: async (next) => void rows.set(about, next) };
    };
    const fresh = ring.rotate();
    ring.pass(FIVE_SECONDS);
    expect(await reseal(ring, seal, texts())).toEqual({
      resealed: 19,
      kept: 0,
      broken: ['person/p7/phone'],
    });
    expect(await reseal(ring, seal, texts())).toMatchObject({ resealed: 0, kept: 19 });
    rows.delete('person/p7/phone');
    for (const [about, sealed] of rows) {
      expect(sealedBy(sealed)).toBe(fresh);
      expect(seal.open(sealed, about)).toMatch(/^1380000/);
    }
  });
});
