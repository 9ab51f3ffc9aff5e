import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** AES-256-GCM: a nonce of 12 bytes, the text, a tag of 16. */
const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** Locks bytes and binds them to `about`, which is not in the box. 2^32 boxes are the bound of one key. */
export function lock(key: Buffer, content: Uint8Array, about: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** Throws where a byte was changed, or the key or `about` is another. */
export function unlock(key: Buffer, box: Uint8Array, about: string): Buffer {
  if (box.length < NONCE + TAG) throw new Error('too short for a box');
  const decipher = createDecipheriv(CIPHER, key, box.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(about))
    .setAuthTag(box.subarray(-TAG));
  return Buffer.concat([decipher.update(box.subarray(NONCE, -TAG)), decipher.final()]);
}
