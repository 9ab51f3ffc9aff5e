import { join } from 'node:path';
import { advisoryLease, type Lease } from '../adapters/store/advisory-lease.js';
import { fileOf } from '../adapters/store/sqlite.js';
import { holdFolder, type Release } from './only-one.js';
import type { Place } from './place.js';

/** The number of the caretaker's lease in the database. */
const CARETAKER = 1;

/**
 * Who may take care of the store – hand over its notices, look for what stands still –: one process at a
 * time. On PostgreSQL a lock of the database says who, on a file a socket named after it.
 */
export const caretakersLease = ({ storeUrl, dataFolder }: Place): Lease =>
  askedOnce(
    storeUrl.startsWith('postgres')
      ? advisoryLease(storeUrl, CARETAKER)
      : folderLease(join(fileOf(storeUrl) ?? dataFolder, 'caretaker')),
  );

/**
 * Several who ask at once ask once: one of two would find the lease taken by the other, and this process would
 * believe for ever that it does not hold what it holds.
 */
function askedOnce(lease: Lease): Lease {
  let asking: Promise<boolean> | null = null;
  return {
    isHeld() {
      asking ??= lease.isHeld().finally(() => {
        asking = null;
      });
      return asking;
    },
    release: () => lease.release(),
  };
}

function folderLease(folder: string): Lease {
  let held: Release | null = null;
  return {
    async isHeld() {
      held ??= await holdFolder(folder).catch(() => null);
      return held !== null;
    },
    async release() {
      await held?.();
      held = null;
    },
  };
}
