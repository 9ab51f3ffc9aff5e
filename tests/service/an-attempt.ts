import type { Attempt } from '../../src/service/audit-port.js';

/** An attempt with this key. */
export const attemptOf = (key: string): Attempt => ({
  ...{ person: 'p014', way: 'session', secret: 'ses-7', operation: 'duty.complete' },
  ...{ season: 's', path: 'c/a/1', duty: 'line', key, digest: 'd'.repeat(64), address: null },
});
