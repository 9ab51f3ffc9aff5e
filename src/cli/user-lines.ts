import type { GrantRow } from '../adapters/store/accounts-grants.js';
import type { Grant } from '../policy/actor.js';
import type { Texts } from '../text/zh-CN.js';
import type { Desk } from './desk.js';
import { table } from './table.js';

/** Real time on this terminal's own clock, to the minute. */
export const clockTime = (at: number): string => {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16).replace('T', ' ');
};

/** What a right is for: `lanxi/site-3`, `lanxi（lanxi/police）`, every unit. */
export function scopeOf(
  { accounts, comma }: Texts,
  { unit, season, department }: ScopeOnly,
): string {
  const where = unit === '' ? accounts.say.everywhere : unit;
  return [where, ...[department, season].filter((one) => one !== null)].join(comma);
}

type ScopeOnly = Pick<Grant, 'unit' | 'season' | 'department'>;

/** Rights with their story, a line each. */
export function grantLines({ t, paper }: Desk, grants: readonly GrantRow[]): string[] {
  const { say, grantState } = t.accounts;
  return table(
    say.grantHeads,
    grants.map((grant) => [
      grant.id,
      t.rights.role[grant.role],
      scopeOf(t, grant),
      grantState[grant.state],
      `${grant.madeBy} ${clockTime(grant.madeAt)}`,
      grant.decidedAt === null ? t.none : `${grant.decidedBy} ${clockTime(grant.decidedAt)}`,
    ]),
    paper,
  );
}
