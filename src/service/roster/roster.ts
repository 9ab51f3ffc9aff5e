import type { TakeOver } from '../../adapters/store/take-overs.js';
import { epochMs, type EpochMs, type Post } from '../../engine/model.js';
import { alternatives, type OnDuty } from '../courier/on-duty.js';
import { factsOf } from '../registers/facts.js';
import { known, planNow } from '../seasons.js';
import {
  concernedBy,
  handOver,
  postOfWatch,
  takeBack,
  type HandedOver,
  type HandOverWish,
  type SeasonPost,
} from './hand-over.js';
import { rosterReport, type ReportParts, type RosterReport } from './report.js';
import { swapShifts, type Swapped, type SwapWish } from './swap.js';

/** Who serves on posts at an instant of the plan. */
export interface DutyList {
  readonly season: string;
  readonly timezone: string;
  readonly at: EpochMs;
  readonly items: readonly { readonly post: Post; readonly serving: readonly OnDuty[] }[];
}

/** Who serves where, in whose place. Throws `Refusal`. */
export interface RosterPort {
  /** `by`: who decides. */
  handOver(wish: HandOverWish, by: string): Promise<HandedOver>;
  swap(wish: SwapWish, by: string): Promise<Swapped>;
  /** The absent is back: ends now, in all seasons. */
  takeBack(id: string): Promise<{ readonly from: string; readonly to: string }>;
  /** All of a season, the last first. */
  takeOvers(season: string): Promise<readonly TakeOver[]>;
  /** For each post everybody to be tried, in their order. */
  onDuty(season: string, posts: readonly Post[], at?: number): Promise<DutyList>;
  /** Posts with nobody on them, or nobody to be reached, from a day on (`YYYY-MM-DD`). */
  report(season: string, day?: string): Promise<RosterReport>;
}

/** Whose business a change is: asked before it. */
export interface RosterConcerns {
  ofHandOver(wish: HandOverWish): Promise<readonly SeasonPost[]>;
  ofSwap(wish: SwapWish): Promise<readonly SeasonPost[]>;
  ofTakeBack(id: string): Promise<readonly SeasonPost[]>;
}

export function createRoster(
  parts: ReportParts,
): RosterPort & { readonly concerns: RosterConcerns } {
  const { store } = parts;
  return {
    handOver: (wish, by) => handOver(parts, wish, by),
    swap: (wish, by) => swapShifts(parts, wish, by),
    takeBack: (id) => takeBack(parts, id),
    async takeOvers(season) {
      await known(parts, season);
      return store.takeOvers.all(season);
    },
    async onDuty(id, posts, when) {
      const season = await known(parts, id);
      const at = when === undefined ? await planNow(parts, season) : epochMs(when);
      const serving = await alternatives(parts, season, posts, at);
      const items = posts.map((post) => ({ post, serving: serving(post) }));
      return { season: id, timezone: season.timezone, at, items };
    },
    report: (season, day) => rosterReport(parts, season, day),
    concerns: {
      ofHandOver: (wish) => concernedBy(parts, wish),
      async ofSwap({ season, unit, step }) {
        const of = await store.season(season);
        const facts = of === null ? null : await factsOf(store, of);
        return facts === null ? [] : [{ season, post: postOfWatch(facts, { unit, step }) }];
      },
      ofTakeBack: (id) => store.takeOvers.ofAction(id),
    },
  };
}
