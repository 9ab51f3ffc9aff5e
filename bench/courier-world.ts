import type { Store } from '../src/adapters/store/store.js';
import { USUAL_SETTINGS, type CourierSettings } from '../src/courier/settings.js';
import { epochMs, type Post, type UnitEvent } from '../src/engine/model.js';
import type { Channel } from '../src/service/courier/channel-port.js';
import { createCourier, type CourierParts } from '../src/service/courier/courier.js';
import { createLetterMaker } from '../src/service/courier/letters.js';
import { createAddressing } from '../src/service/courier/on-duty.js';
import { createBrake } from '../src/service/proof/brake.js';
import { aCommit, aRecord, aRow, aStep, aUnit } from '../tests/adapters/a-plan.js';

/** So many sites report to one chief. */
const SITES_A_CHIEF = 100;

const siteOf = (n: number): string => `c/s${n}`;
const chiefOf = (n: number): Post => `c#chief${Math.floor(n / SITES_A_CHIEF)}`;
const line = (n: number): string => `line@${n}`;
const now = () => epochMs(Date.now());

/** Commits a season of so many sites with so many duties each; one person holds each post. */
export async function commitSites(store: Store, sites: number, duties: number): Promise<void> {
  const paths = Array.from({ length: sites }, (_, n) => siteOf(n));
  const chiefs = new Set(paths.map((_, n) => chiefOf(n)));
  const posts = [...paths.map((path) => `${path}#doer`), ...chiefs];
  const names = [...Array.from({ length: duties }, (_, n) => line(n)), 'seal'];
  await store.commitPlan({
    ...aCommit({
      units: [aUnit('c', 'county'), ...paths.map((path) => aUnit(path))],
      steps: [aStep('line'), { ...aStep('seal'), label: 'sensitive' }],
      posts: posts.map((post, n) => ({
        ...{ post, person: `p${n}`, name: `示${n}`, title: '', from: '', to: '' },
      })),
      rows: Object.fromEntries(
        paths.map((path) => [path, names.map((duty) => aRow(duty, { doer: `${path}#doer` }))]),
      ),
    }),
    clock: null,
  });
}

/** What the n-th site says at once: a reminder of each duty to its doer, and of one in a hundred a rung above, in secrecy. */
export async function sayAt(
  store: Store,
  n: number,
  duties: number,
  isRung: boolean,
): Promise<void> {
  const path = siteOf(n);
  const at = now();
  const told = (duty: string, action: 'remind' | 'escalate', to: Post): UnitEvent => ({
    ...{ type: 'told', duty, action, rung: isRung ? 2 : 0, side: 'owner', to: [to] },
    ...{ owedAt: at, at },
  });
  const events = Array.from({ length: duties }, (_, i) => told(line(i), 'remind', `${path}#doer`));
  if (isRung) events.push(told('seal', 'escalate', chiefOf(n)));
  await store.record(aRecord(1, events, { path }));
}

/** A courier as the service has it, with real letters and no digest windows, on one channel. */
export const aBenchCourier = (
  store: Store,
  channel: Channel,
  parts: Pick<CourierParts, 'name' | 'onHanded'>,
) => {
  const order = [channel.name];
  return createCourier({
    ...{ store, now, ...parts },
    channels: {
      all: [{ channel, kind: 'file', carries: 'sensitive', links: false }],
      order: { critical: order, urgent: order, ordinary: order },
    },
    letters: createLetterMaker({
      store,
      linkOf: (id) => `https://k.example/a/${id}`,
      deskPhone: null,
    }),
    addressing: createAddressing({ store }),
    addresses: { of: async (person) => ({ to: { person, name: person }, lang: 'zh' }) },
    deliveries: { report: async () => undefined },
    brake: createBrake({ store }),
    settings: AT_ONCE,
    alarm: console.error,
  });
};

const AT_ONCE: CourierSettings = {
  ...{ ...USUAL_SETTINGS, windowMs: { critical: 0, urgent: 0, ordinary: 0 }, quiet: null },
  ceiling: 1_000_000,
};
