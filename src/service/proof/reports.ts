import { Refusal } from '../outcome.js';
import type { EpochMs } from '../../engine/model.js';
import type { createConcerned } from '../concerned.js';
import { targetOf, type Guard, type Visitor } from '../guarded.js';
import type { Operation } from '../../policy/operation.js';
import { brief, type Brief, type BriefParts, type BriefWish } from './brief.js';
import { minuteSessions, minuteSheet, type MinuteSheet } from './minute.js';
import { morningReport } from './morning.js';
import type { Proof } from './proof.js';
import { zeroReport, type ZeroReport } from './zero.js';

export interface ReportParts extends BriefParts {
  readonly guard: Guard;
  readonly concerned: Pick<ReturnType<typeof createConcerned>, 'rootOf' | 'allPostsOf' | 'heldBy'>;
  /** The duty desk's number, as people dial it. */
  readonly dutyPhone?: string | null;
}

/** What a season says of itself, to each visitor within his rights. */
export interface Reports {
  morning(visitor: Visitor, season: string, day?: string): Promise<Proof>;
  brief(visitor: Visitor, season: string, wish: BriefWish): Promise<Brief>;
  zero(
    visitor: Visitor,
    season: string,
    wish: { readonly under?: string; readonly at?: EpochMs },
  ): Promise<ZeroReport>;
  /** A session at a site minute by minute, for everybody whose post has a part in it. */
  minute(visitor: Visitor, season: string, path: string, session: string): Promise<MinuteSheet>;
  minuteSessions(
    visitor: Visitor,
    season: string,
    path: string,
  ): Promise<readonly MinuteSheet['session'][]>;
}

/** The reports behind the rights: of the whole season, or of the unit that is named. */
export function createReports(parts: ReportParts): Reports {
  const on = async (operation: Operation, season: string, under?: string) => {
    const path = under ?? (await parts.concerned.rootOf(season));
    return { operation, target: path === null ? { season } : { season, path } } as const;
  };
  return {
    morning: async (visitor, season, day) =>
      parts
        .guard(visitor)
        .read(await on('season.verify', season), () => morningReport(parts, season, day)),
    async brief(visitor, season, wish) {
      const desk = parts.guard(visitor);
      const deed = await on('report.read', season, wish.under);
      const made = async () => {
        await assertUnit(season, wish.under);
        return brief(parts, season, wish);
      };
      if (wish.isFull !== true) return desk.read(deed, made);
      await desk.assertMay(deed);
      // Numbers in full leave the house: on record like a change.
      const reveal = { ...deed, operation: 'register.reveal', content: wish } as const;
      return desk.change(reveal, made);
    },
    async zero(visitor, season, wish) {
      const deed = await on('report.read', season, wish.under);
      return parts.guard(visitor).read(deed, async () => {
        await assertUnit(season, wish.under);
        return zeroReport(parts, season, wish);
      });
    },
    minute: async (visitor, season, path, session) =>
      parts
        .guard(visitor)
        .read(await atUnit(visitor, season, path), () => minuteSheet(parts, season, path, session)),
    minuteSessions: async (visitor, season, path) =>
      parts
        .guard(visitor)
        .read(await atUnit(visitor, season, path), () => minuteSessions(parts, season, path)),
  };

  /** A unit's duties are the business of everybody whose post has a part in one. */
  async function atUnit({ actor }: Visitor, season: string, path: string) {
    const posts = await parts.concerned.allPostsOf(season, path);
    const held = await parts.concerned.heldBy(season, actor.person);
    return { operation: 'duty.read', target: targetOf(season, path, '', posts, held) } as const;
  }

  async function assertUnit(season: string, under: string | undefined): Promise<void> {
    if (under === undefined) return;
    const units = await parts.store.units(season, under);
    if (units.length === 0)
      throw new Refusal('unknown-unit', `没有单位 ${under}`, `no unit ${under}`);
  }
}
