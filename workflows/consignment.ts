import * as wf from '@temporalio/workflow';
import type { Answer } from '../src/engine/model.js';
import { assertOne, one, unreadable, type Door } from './doors.js';
import { follow } from './follow.js';
import * as m from './messages.js';
import { readCommand } from './shapes.js';
import type { Shell } from './shell.js';

/**
 * Papers on their way, or scripts: a unit whose duties are done by what two and two confirm. Everything else – its
 * deadlines, its record, its place in the tree – is every unit's.
 */
export async function consignment(input: m.UnitInput): Promise<void> {
  const next = await follow(input, takeCustody);
  if (next) await wf.continueAsNew<typeof consignment>(next);
}

function takeCustody({ shell, inside }: Door): void {
  wf.setHandler(
    wf.defineUpdate<Answer, [unknown]>('custody'),
    (message) => one(shell(), 'custody', message),
    {
      validator: (message) => assertOne(shell(), 'custody', message),
      description: '启运、途中报告、到达、下车、核定 · departs, calls, arrives, gets off, settles',
    },
  );
  wf.setHandler(m.lockOpened, (message: unknown) => inside((open) => byLock(open, message)), {
    description: '智能锁信号：保密柜已开 · a smart lock says that it was opened',
  });
  wf.setHandler(m.custodyBook, () => bookOf(shell()), {
    description: '每袋试卷现在何处 · where every packet is',
  });
}

// An unverified word: it completes nothing, and out of its hour it alarms.
function byLock(shell: Shell, message: unknown): void {
  const read = readCommand('unlock', message);
  if ('fault' in read) unreadable(shell, message, read.fault);
  else shell.apply({ ...read.value, unverified: true } as Parameters<Shell['apply']>[0]);
}

const bookOf = (shell: Shell): m.CustodyBook => ({
  asOf: shell.now(),
  seq: shell.state().seq,
  at: shell.state().custody?.at ?? {},
  stopped: shell.state().custody?.stopped ?? [],
});
