/**
 * Personal data at rest. `about` names what is sealed (`person/p001/phone`) and is bound to it: a sealed text
 * moved to another row does not open. Sealing the same text twice gives two different results.
 */
export interface Seal {
  seal(text: string, about: string): string;
  /** Throws `SealBroken` where the text was changed, moved, or sealed by a key that is not there. */
  open(sealed: string, about: string): string;
  /** The same for the same text, for looking up by equality; not reversible without the key. */
  fingerprint(text: string): string;
}

export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}
