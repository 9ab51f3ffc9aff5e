import type { Clock } from '../engine/clock.js';
import type { Bundle } from '../plan/bundle.js';
import { Refusal } from './outcome.js';
import type { Port, StartedSeason, StartWish } from './port.js';
import { prepareHere, type PlanWish, type PreparedPlan } from './planner.js';
import { rehearsalClock } from './rehearsal-clock.js';
import { startSeason } from './seasons.js';
import type { Parts } from './service.js';

/** Checks a plan that came over the network, and starts its season; refuses it with its first faults. */
export async function startBundle(
  parts: Parts,
  bundle: Bundle,
  { seconds, ...wish }: StartWish,
  assertMay?: Parameters<Port['startSeason']>[2],
): Promise<StartedSeason> {
  const prepared = await preparedOr(parts, bundle, wish);
  const { season, units } = prepared.plan;
  await assertMay?.({ season, path: units[0]?.path ?? '' });
  const clock = wish.rehearsal ? rehearsalClock(parts.now(), prepared, seconds) : null;
  const started = await startSeason(parts, prepared, clock);
  return { ...started, seconds: lengthOf(clock) };
}

async function preparedOr(
  { planner }: Parts,
  bundle: Bundle,
  wish: PlanWish,
): Promise<PreparedPlan> {
  const prepare = planner?.prepare ?? prepareHere;
  const prepared = await prepare(bundle, wish).catch((error: unknown) => {
    if (!(error instanceof RangeError)) throw error;
    throw new Refusal('bad-wish', `参数有误：${error.message}`, error.message);
  });
  if (!('faults' in prepared)) return prepared;
  const { faults } = prepared;
  const lines = (lang: 'zh' | 'en') =>
    faults
      .slice(0, 20)
      .map((one) => `${one.file}:${one.line}:${one.column}: ${one.code}: ${one[lang]}`)
      .join('\n');
  throw new Refusal(
    'plan-faults',
    `方案有${faults.length}处问题，考季未启动\n${lines('zh')}`,
    `the plan has ${faults.length} faults: the season has not been started\n${lines('en')}`,
  );
}

/** In whole seconds; null where the clock is the real one. */
function lengthOf(clock: Clock): number | null {
  const [first, last] = [clock?.[0]?.realAt, clock?.at(-1)?.realAt];
  return first === undefined || last === undefined ? null : Math.round((last - first) / 1000);
}
