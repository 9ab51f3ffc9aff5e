import type { Audit } from '../service/audit/audit.js';
import { startLoop, type Loop } from './loops.js';

const EVERY_MS = 600_000;

/**
 * Signs the audit log once a day. Every process asks every ten minutes whether today's checkpoint is there; the
 * store lets one of them make it.
 */
export function startSigning(
  audit: Pick<Audit, 'dailyCheckpoint'>,
  tell: (line: string) => void,
): Loop {
  let isStopping = false;
  const loop = startLoop(
    EVERY_MS,
    async () => {
      // The loop's last round is at the stop, when there is nothing that cannot wait.
      if (!isStopping) await audit.dailyCheckpoint();
    },
    (line) => tell(`the audit log was not signed: ${line}`),
  );
  return {
    stop() {
      isStopping = true;
      return loop.stop();
    },
  };
}
