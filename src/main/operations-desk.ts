import type { BackupSaid, OperationsDesk, RestoreSaid } from '../cli/operations.js';
import { backup } from './backup.js';
import type { ConfigFaults } from './config.js';
import { examine, misconfigured } from './doctor.js';
import type { Place } from './place.js';
import { BrokenBackup, restore } from './restore.js';

/** Backups and the doctor, as the command line asks for them; `place` is read when it is needed, and may throw. */
export const operationsDesk = (
  place: () => Place,
  faultsOf: (error: unknown) => ConfigFaults | null,
): OperationsDesk => ({
  async backup(wish): Promise<BackupSaid> {
    const { folder, manifest, removed, tookMs } = await backup(place(), wish);
    const { tables, settled, keyIds } = manifest;
    return {
      ...{ folder, settled, keyIds, removed, tookMs },
      rows: tables.reduce((sum, table) => sum + table.rows, 0),
      bytes: tables.reduce((sum, table) => sum + table.bytes, 0),
    };
  },
  async restore(wish): Promise<RestoreSaid> {
    try {
      const { manifest, rows, before, missingKeys, tookMs } = await restore(place(), wish);
      const { madeAt, seasons } = manifest;
      return { madeAt, rows, seasons: seasons.map(({ id }) => id), before, missingKeys, tookMs };
    } catch (error) {
      if (error instanceof BrokenBackup) return { broken: error.file, fault: error.fault };
      throw error;
    }
  },
  async examine(wish) {
    let here: Place;
    try {
      here = place();
    } catch (error) {
      const faults = faultsOf(error);
      if (faults) return misconfigured(faults);
      throw error;
    }
    return examine(here, wish);
  },
});
