import type { Seal } from '../../service/seal-port.js';
import type { KeyRing } from './key-ring.js';
import { sealedBy } from './keys.js';

/** One sealed text where it is kept. */
export interface SealedText {
  readonly about: string;
  readonly sealed: string;
  /** Puts `next` in its place if what stands there is still `sealed`. */
  replace(next: string): Promise<void>;
}

export interface Resealed {
  readonly resealed: number;
  /** Sealed by the newest key already. */
  readonly kept: number;
  /** What they are about: they do not open, and stay as they are. */
  readonly broken: readonly string[];
}

/** Seals everything anew that was not sealed by the key that seals now; may be stopped and run again. */
export async function reseal(
  ring: KeyRing,
  seal: Seal,
  texts: AsyncIterable<SealedText> | Iterable<SealedText>,
): Promise<Resealed> {
  const broken: string[] = [];
  let resealed = 0;
  let kept = 0;
  for await (const { about, sealed, replace } of texts) {
    if (sealedBy(sealed) === ring.sealing('personal').id) {
      kept += 1;
      continue;
    }
    const text = opened(seal, sealed, about);
    if (text === null) {
      broken.push(about);
      continue;
    }
    await replace(seal.seal(text, about));
    resealed += 1;
  }
  return { resealed, kept, broken };
}

function opened(seal: Seal, sealed: string, about: string): string | null {
  try {
    return seal.open(sealed, about);
  } catch {
    return null;
  }
}
