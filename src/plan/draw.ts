/**
 * A number from 0 to `below` - 1 that depends on the seed alone (FNV-1a): chance that repeats, so that
 * two rehearsals of one plan are the same rehearsal.
 */
export function draw(seed: string, below: number): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < seed.length; n += 1)
    hash = Math.imul(hash ^ seed.charCodeAt(n), 0x01000193) >>> 0;
  // The low bits of FNV follow the last character too closely.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return ((hash ^ (hash >>> 13)) >>> 0) % below;
}
