import { openStore, type Store } from '../../src/adapters/store/store.js';
import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { createBodies } from '../../src/service/registers/bodies.js';
import { createRegisters } from '../../src/service/registers/registers.js';
import { SealBroken, type Seal } from '../../src/service/seal-port.js';

/** Seals by writing down what a text is about; never twice alike. */
function aSeal(): Seal {
  let count = 0;
  return {
    seal: (text, about) => {
      count += 1;
      return Buffer.from(JSON.stringify([about, text, count])).toString('base64');
    },
    open(sealed, about) {
      const [of, text] = JSON.parse(Buffer.from(sealed, 'base64').toString()) as string[];
      if (of !== about) throw new SealBroken(about);
      return text ?? '';
    },
    fingerprint: (text) => createHash('sha256').update(text).digest('base64url'),
  };
}

/** 2027-06-01 in Beijing. */
export const NOW = Date.UTC(2027, 5, 1, 2);

/** Registers on a store in memory, at `now`. */
export async function aRegister(now = NOW) {
  const store: Store = await openStore(':memory:', { now: () => now });
  onTestFinished(() => store.close());
  return { store, registers: createRegisters({ store, seal: aSeal(), now: () => now }) };
}

/** The tree of a county whose seasons all begin at `lanxi`. */
export const aTree = (store: Store) => ({
  ...createBodies({ store }),
  rootOf: async () => 'lanxi',
});

/** A table as a CSV file. */
export const csv = (...lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`);
