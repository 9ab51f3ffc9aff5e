import * as wf from '@temporalio/workflow';
import { unreadable, type Door } from './doors.js';
import * as m from './messages.js';
import { readCommand } from './shapes.js';
import type { Shell } from './shell.js';

/** Takes the bare word of a lock: unverified, it completes nothing, and out of its hour it alarms. */
export function takeLocks({ inside }: Door): void {
  wf.setHandler(m.lockOpened, (message: unknown) => inside((open) => byLock(open, message)), {
    description: '智能锁信号：已开锁 · a smart lock says that it was opened',
  });
}

function byLock(shell: Shell, message: unknown): void {
  const read = readCommand('unlock', message);
  if ('fault' in read) unreadable(shell, message, read.fault);
  else shell.apply({ ...read.value, unverified: true } as Parameters<Shell['apply']>[0]);
}
