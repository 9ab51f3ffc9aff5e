import type { Season } from '../../adapters/store/types.js';
import type { Duty, EpochMs, UnitEvent } from '../../engine/model.js';
import { signedFaults, type Signed } from '../../policy/two-persons.js';
import type { Parts } from '../service.js';

/** Signatures that closed a duty and are not those of two people. */
export interface SignatureFault {
  readonly duty: string;
  readonly detail: string;
}

interface Closed {
  readonly duty: Duty;
  readonly id: string;
  readonly signatures: readonly { readonly by: string; readonly at: EpochMs }[];
}

/**
 * Holds the signatures in a unit's log against the secrets they came with. Of signatures older than the first secret
 * kept, and of a rehearsal, whose script signs, no secret is asked.
 */
export async function signatureFaults(
  { store }: Pick<Parts, 'store'>,
  season: Season,
  path: string,
  events: readonly UnitEvent[],
): Promise<readonly SignatureFault[]> {
  const plan = await store.signings.unitPlan(season.id, path);
  const added = events.flatMap((event) => (event.type === 'added' ? [event.added] : []));
  const signedDuties = [...(plan?.duties ?? []), ...added].filter(({ sign }) => sign !== null);
  if (signedDuties.length === 0) return [];
  const closed = closedIn(signedDuties, events);
  if (closed.length === 0) return [];
  const firstAt = season.rehearsal ? null : await store.signings.firstAt(season.id);
  const kept = firstAt === null ? [] : await store.signings.ofUnit(season.id, path);
  return closed.flatMap(({ duty, id, signatures }) => {
    const withinMs = duty.sign?.withinMs ?? 0;
    const signed = signatures.map(({ by, at }): Signed => {
      const found = kept.findLast(
        (one) => one.duty === id && one.person === by && one.at <= at + SKEW_MS,
      );
      return { person: by, at, secret: found?.secret ?? null, offices: found?.offices ?? [by] };
    });
    const differentOffices = duty.sign?.offices === 'different';
    const isSince = firstAt !== null && signed.every(({ at }) => at + SKEW_MS >= firstAt);
    return signedFaults(signed, { differentOffices, withinMs })
      .filter((fault) => isSince || fault !== 'secret-unknown')
      .map((fault) => ({
        duty: id,
        detail: `${id}: ${fault} (${signed.map(nameOf).join(' + ')})`,
      }));
  });
}

// The service's clock and that of the server need not agree to the second.
const SKEW_MS = 60_000;

const nameOf = ({ person, secret }: Signed): string =>
  secret === null ? person : `${person} ${secret}`;

/** Each set of signatures that was complete; what lapsed or was returned begins anew. */
function closedIn(duties: readonly Duty[], events: readonly UnitEvent[]): Closed[] {
  const open = new Map<string, { readonly by: string; readonly at: EpochMs }[]>();
  const closed: Closed[] = [];
  for (const event of events) {
    if (!('duty' in event) || event.duty === undefined) continue;
    const id = event.duty;
    if (event.type === 'confirmed') open.set(id, [...(open.get(id) ?? []), event]);
    if (event.type === 'lapsed' || event.type === 'returned') open.delete(id);
    if (event.type !== 'submitted') continue;
    const duty = duties.find((one) => one.id === id || one.id === id.split('@')[0]);
    const signatures = open.get(id);
    if (duty && signatures) closed.push({ duty, id, signatures });
    open.delete(id);
  }
  return closed;
}
