import { epochMs, type Source, type UnitEvent } from '../../src/engine/model.js';
import { duty, HOUR } from '../engine/unit.js';

/** 2027-06-10T10:00+08:00: no session, no night. */
export const TEN = Date.UTC(2027, 5, 10, 2);

/** A duty that comes at run time, due in an hour. */
export const added = (
  id: string,
  source: Pick<Source, 'type'>,
  parent: string | null = null,
): UnitEvent => ({
  ...{ type: 'added', duty: id, by: 'li', at: epochMs(TEN), title: id, to: ['c/a/1#doer'] },
  added: duty(id, epochMs(TEN + HOUR), { parent }),
  source: { ...source, by: 'li' },
});

/** A word of the clock on a duty, told to posts; plan time is real time in these seasons. */
export const word = (
  duty: string,
  action: 'open' | 'remind' | 'due' | 'escalate',
  to: readonly string[] = ['c/a/1#doer'],
  at = TEN,
): UnitEvent => ({
  ...{ type: 'told', duty, action, rung: 0, side: 'owner', to },
  ...{ owedAt: epochMs(at), at: epochMs(at) },
});
