import type { Clock } from '../engine/clock.js';
import { parseDuration } from '../engine/moment.js';
import type { Bundle } from '../plan/bundle.js';
import { counted } from '../text/en-counted.js';
import { Refusal } from './outcome.js';
import type { Port, StartedSeason, StartWish } from './port.js';
import { prepareHere, type PlanWish, type PreparedPlan } from './planner.js';
import { rehearsalClock } from './rehearsal-clock.js';
import { startSeason, type Trial } from './seasons.js';
import type { Parts } from './service.js';

/** Checks a plan that came over the network, and starts its season; refuses it with its first faults. */
export async function startBundle(
  parts: Parts,
  bundle: Bundle,
  { seconds, showOnly, by = '', ...wish }: StartWish,
  assertMay?: Parameters<Port['startSeason']>[2],
): Promise<StartedSeason> {
  const trial = trialOf(showOnly, by, wish.rehearsal === true);
  const prepared = await preparedOr(parts, bundle, wish);
  const { season, units } = prepared.plan;
  await assertMay?.({ season, path: units[0]?.path ?? '' });
  const clock = wish.rehearsal ? rehearsalClock(parts.now(), prepared, seconds) : null;
  const started = await startSeason(parts, prepared, clock, trial);
  return { ...started, seconds: lengthOf(clock) };
}

/** The trial that a season begins with, `7d` or `36h`; null for none. Throws `Refusal`. */
export function trialOf(
  showOnly: string | undefined,
  by: string,
  isRehearsal: boolean,
): Trial | null {
  if (showOnly === undefined) return null;
  if (isRehearsal)
    throw new Refusal(
      'rehearsal-shows',
      '演练的通知只走演练渠道，不必设试运行',
      'a rehearsal sends by channels for rehearsals alone: it needs no trial',
    );
  const forMs = parseDuration(showOnly) ?? 0;
  if (forMs > 0 && forMs <= LONGEST_TRIAL_MS) return { forMs, by };
  throw new Refusal(
    'bad-trial',
    `试运行时长应如 7d、36h，不超过60天：${showOnly}`,
    `a trial lasts like 7d or 36h, 60 days at most: ${showOnly}`,
  );
}

const LONGEST_TRIAL_MS = 60 * 86_400_000;

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
    `the plan has ${counted(faults.length, 'fault')}: the season has not been started\n${lines('en')}`,
  );
}

/** In whole seconds; null where the clock is the real one. */
function lengthOf(clock: Clock): number | null {
  const [first, last] = [clock?.[0]?.realAt, clock?.at(-1)?.realAt];
  return first === undefined || last === undefined ? null : Math.round((last - first) / 1000);
}
