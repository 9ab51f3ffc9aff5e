import { setTimeout as pause } from 'node:timers/promises';
import { NotReachable, Refusal } from '../../src/service/outcome.js';
import type { Port } from '../../src/service/port.js';

/** One question to a unit: when it was put, and what came of it. */
interface Probe {
  readonly unit: string;
  /** Which of the services was asked. */
  readonly service: number;
  readonly at: number;
  readonly ms: number;
  readonly answered: boolean;
}

/** What a fault looked like to those who asked. */
export interface Outage {
  /** From the fault to the first question from which on every unit answers through every service; milliseconds. */
  readonly backMs: number;
  /** How many were told "not reachable". */
  readonly away: number;
  /** How long at most somebody waited in vain while it was down; whoever waits on when it is up waits for a unit. */
  readonly longestInVainMs: number;
  /** The longest that anybody waited for an answer. */
  readonly longestAnswerMs: number;
  /** How late timers came meanwhile on this machine. */
  readonly driftMs: number;
}

const PROBED = 'e0';
const EVERY_MS = 200;
const GIVE_UP_MS = 90_000;

/**
 * Asks every unit all the time, through each service in turn, for a duty that is done: the unit has to be there to
 * say so, and what it refuses leaves no trace. Ends when all units answer again after `restored`.
 */
export async function probe(
  services: readonly Pick<Port, 'act'>[],
  season: string,
  units: readonly string[],
  restored: Promise<unknown>,
): Promise<Outage> {
  const from = Date.now();
  const probes: Probe[] = [];
  let restoredAt = Number.POSITIVE_INFINITY;
  const note = async (): Promise<void> => {
    await restored;
    restoredAt = Date.now();
  };
  // Where it cannot be started again there is nothing to wait for; whoever awaits it below hears why.
  note().catch(() => {
    restoredAt = Number.NEGATIVE_INFINITY;
  });
  const ways = units.flatMap((unit) => services.map((_, service) => ({ unit, service })));
  const isOver = (): boolean =>
    Date.now() - from > GIVE_UP_MS ||
    restoredAt === Number.NEGATIVE_INFINITY ||
    (restoredAt < Date.now() && ways.every((way) => isBack(probes, way, restoredAt)));
  const ask = async ({ unit, service }: Way): Promise<void> => {
    while (!isOver()) {
      const at = Date.now();
      const asked = services[service];
      const answered = asked !== undefined && (await answers(asked, season, unit));
      probes.push({ unit, service, at, ms: Date.now() - at, answered });
      await pause(Math.max(0, at + EVERY_MS - Date.now()));
    }
  };
  const drift = driftWhile(isOver);
  // One question at a time for each unit and service: to ask more would be a load of its own.
  await Promise.all(ways.map(ask));
  await restored;
  return { ...outageOf(probes, ways, from, restoredAt), driftMs: await drift };
}

const answers = (service: Pick<Port, 'act'>, season: string, unit: string): Promise<boolean> =>
  service.act(season, unit, 'completeSteps', { step: PROBED, by: 'probe' }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof NotReachable) return false;
      // A refusal is an answer; a defect is none.
      if (error instanceof Refusal && error.code !== 'defect') return true;
      throw error;
    },
  );

/** How late a timer of this process came at worst: what the machine, not the service, has cost. */
async function driftWhile(isOver: () => boolean): Promise<number> {
  let worst = 0;
  while (!isOver()) {
    const at = Date.now();
    await pause(EVERY_MS);
    worst = Math.max(worst, Date.now() - at - EVERY_MS);
  }
  return worst;
}

/** One unit, asked through one service. */
type Way = Pick<Probe, 'unit' | 'service'>;

const along =
  ({ unit, service }: Way) =>
  (one: Probe): boolean =>
    one.unit === unit && one.service === service;

/** Asked since, it has answered, and nothing that was asked later has failed. */
function isBack(probes: readonly Probe[], way: Way, since: number): boolean {
  const last = probes.filter(along(way)).at(-1);
  return last?.answered === true && last.at > since;
}

function outageOf(
  probes: readonly Probe[],
  ways: readonly Way[],
  from: number,
  restoredAt: number,
): Omit<Outage, 'driftMs'> {
  const away = probes.filter(({ answered }) => !answered);
  const longest = (of: readonly Probe[]): number => Math.max(0, ...of.map(({ ms }) => ms));
  const back = ways.map((way) => {
    const own = probes.filter(along(way));
    const lastFailure = own.findLastIndex(({ answered }) => !answered);
    const good = own[lastFailure + 1];
    return good ? good.at + good.ms - from : Number.POSITIVE_INFINITY;
  });
  return {
    backMs: Math.max(...back),
    away: away.length,
    longestInVainMs: Math.max(
      0,
      ...probes
        .filter(({ at }) => at < restoredAt)
        .map(({ at, ms }) => Math.min(at + ms, restoredAt) - at),
    ),
    longestAnswerMs: longest(probes.filter(({ answered }) => answered)),
  };
}
