import { openingOf, wayOf } from '../engine/custody-book.js';
import type { CustodyPlan, CustodyRole } from '../engine/custody-plan.js';
import { labelText, statementOf, statementText } from '../engine/custody-words.js';
import {
  epochMs,
  type Command,
  type CustodyAct,
  type EpochMs,
  type Scripted,
  type UnitPlan,
} from '../engine/model.js';
import type { Doing } from './rehearsal-doing.js';
import { MINUTE_MS } from './rehearsal-times.js';

/** What a consignment's people do in a rehearsal: everything in time, and each what the book says. */
export function playCustody({ custody: plan }: UnitPlan, doing: Doing): Scripted[] {
  const { custody: role, sign } = doing.duty;
  if (!plan || !role) return [];
  const at = instantOf(plan, role, doing);
  if (!sign) return [{ at, command: reported(plan, role, doing) }];
  const content = wordsOf(plan, role);
  const signed: string[] = [];
  return sign.posts.map((post, n): Scripted => {
    const by = doing.personOn(post, signed);
    signed.push(by);
    const command: Command = { type: 'confirm', ...doing.named, by, post, content };
    return { at: epochMs(at + n * MINUTE_MS), command };
  });
}

/** Minutes before it would be late, and never before what comes before it. */
function instantOf(plan: CustodyPlan, { act, of }: CustodyRole, { duty }: Doing): EpochMs {
  const before = (minutes: number): EpochMs => epochMs(duty.dueAt - minutes * MINUTE_MS);
  switch (act) {
    case 'load':
    case 'handover':
    case 'labels':
      return before(8);
    case 'depart':
    case 'call':
    case 'arrive':
      return before(2);
    case 'unload':
      return epochMs((duty.openAt ?? duty.dueAt) + 2 * MINUTE_MS);
    case 'open':
      return epochMs((openingOf(plan, of)?.fromAt ?? duty.dueAt) + MINUTE_MS);
  }
}

function reported(plan: CustodyPlan, { act, of }: CustodyRole, doing: Doing): Command {
  const car = plan.places.find(({ id }) => id === plan.legs.find((leg) => leg.id === of)?.via);
  const said: CustodyAct =
    act === 'depart'
      ? {
          ...{ act, plate: car?.plate ?? '', others: 0 },
          aboard: [...(car?.keepers ?? []), ...(car?.police ?? [])],
        }
      : { act: act === 'call' ? act : 'arrive' };
  return { type: 'custody', ...doing.named, by: doing.personOn(doing.duty.doer), ...said };
}

function wordsOf(plan: CustodyPlan, role: CustodyRole): string {
  const opening = openingOf(plan, role.of);
  if (role.act === 'labels') return opening ? labelText(opening) : '';
  const packets = wayOf(plan, role)?.packets ?? opening?.packets ?? [];
  return statementText(statementOf(plan, packets));
}
