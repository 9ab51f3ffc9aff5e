import { verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { auditKeysFrom } from '../../src/adapters/audit-keys.js';
import { aRing } from './a-ring.js';

it('is the same key on every machine that has the ring, and another on every other', () => {
  const ring = aRing();
  const [here, there] = [auditKeysFrom(ring), auditKeysFrom(ring)];
  const { id, sign } = here.signing();
  expect(there.verify(id, 'text', sign('text'))).toBe(true);
  expect(there.verify(id, 'other', sign('text'))).toBe(false);
  expect(auditKeysFrom(aRing()).verify(id, 'text', sign('text'))).toBeNull();
});

it('verifies what an older key signed, and signs by the newest', () => {
  const ring = aRing();
  const keys = auditKeysFrom(ring);
  const old = keys.signing();
  const signature = old.sign('text');
  ring.pass(60_000);
  ring.rotate();
  ring.pass(60_000);
  expect(keys.signing().id).not.toBe(old.id);
  expect(keys.verify(old.id, 'text', signature)).toBe(true);
  expect(keys.publicKeys().map(({ id }) => id)).toEqual([old.id, keys.signing().id]);
});

it('shows a public key that anybody can verify with', () => {
  const keys = auditKeysFrom(aRing());
  const signature = Buffer.from(keys.signing().sign('“文”'), 'base64');
  const [shown] = keys.publicKeys();
  expect(verify(null, Buffer.from('“文”'), shown?.pem ?? '', signature)).toBe(true);
  expect(shown?.pem).toContain('PUBLIC');
  expect(shown?.fingerprint.slice(0, 16)).toBe(shown?.id);
});
