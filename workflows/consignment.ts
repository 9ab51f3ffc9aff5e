import * as wf from '@temporalio/workflow';
import type { Answer } from '../src/engine/model.js';
import { assertOne, one, type Door } from './doors.js';
import { follow } from './follow.js';
import { takeLocks } from './locks.js';
import * as m from './messages.js';
import type { Shell } from './shell.js';

/**
 * Papers on their way, or scripts: a unit whose duties are done by what two and two confirm. Everything else – its
 * deadlines, its record, its place in the tree – is every unit's.
 */
export async function consignment(input: m.UnitInput): Promise<void> {
  const next = await follow(input, takeCustody);
  if (next) await wf.continueAsNew<typeof consignment>(next);
}

function takeCustody(door: Door): void {
  const { shell } = door;
  wf.setHandler(
    wf.defineUpdate<Answer, [unknown]>('custody'),
    (message) => one(shell(), 'custody', message),
    {
      validator: (message) => assertOne(shell(), 'custody', message),
      description: '启运、途中报告、到达、下车、核定 · departs, calls, arrives, gets off, settles',
    },
  );
  takeLocks(door);
  wf.setHandler(m.custodyBook, () => bookOf(shell()), {
    description: '每袋试卷现在何处 · where every packet is',
  });
}

const bookOf = (shell: Shell): m.CustodyBook => ({
  asOf: shell.now(),
  seq: shell.state().seq,
  at: shell.state().custody?.at ?? {},
  stopped: shell.state().custody?.stopped ?? [],
});
