import { Context } from '@temporalio/activity';
import type { Store } from '../src/adapters/store/store.js';
import type { Units } from '../src/adapters/units.js';
import { stepsWanted } from '../src/engine/gate.js';
import type { EpochMs, Need } from '../src/engine/model.js';

/** What a gate, or a duty that needs something elsewhere, asks of the tree at one instant of the plan. */
export interface SubtreeQuestion {
  readonly season: string;
  readonly gatePath: string;
  readonly needs: readonly Need[];
  readonly at: EpochMs;
  /** A busy machine may run a rehearsal late, but never otherwise than it would in time. */
  readonly isRehearsal?: true;
}

export interface SubtreeAnswer {
  /** What is not accepted, as `<unit path>:<duty>`. */
  readonly missing: readonly string[];
  /** Units that did not say within a minute, in a rehearsal half an hour: they count as not ready. */
  readonly silent: readonly string[];
}

export type GateActivities = ReturnType<typeof createGateActivities>;

const PATIENCE_MS = 60_000;
const REHEARSAL_PATIENCE_MS = 30 * 60_000;
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 2_000;
const AT_ONCE = 8;
const MOST_NAMED = 100;

/** Gates read the board; of whom it does not say enough, the unit itself is asked. */
export function createGateActivities(store: Pick<Store, 'gateFacts'>, units: Units) {
  return {
    async askSubtree(question: SubtreeQuestion): Promise<SubtreeAnswer> {
      const { gatePath, needs, at, season, isRehearsal } = question;
      const steps = needs.map(({ step }) => step);
      const facts = await store.gateFacts(season, gatePath, steps, unitsElsewhere(gatePath, needs));
      const isAccepted = (acceptedAt: EpochMs | null) => acceptedAt !== null && acceptedAt <= at;
      const open = facts.duties.filter(
        ({ path, step, acceptedAt }) =>
          stepsWanted(path, gatePath, needs).has(step) && !isAccepted(acceptedAt),
      );
      // An acceptance stays; whoever still lacks something may have done it since the last write.
      const wanted = new Set(open.map(({ path }) => path));
      const missing: string[] = [];
      const until = Date.now() + (isRehearsal ? REHEARSAL_PATIENCE_MS : PATIENCE_MS);
      let pauseMs = PAUSE_MS;
      while (wanted.size > 0 && Date.now() < until) {
        for (const group of inGroups([...wanted])) {
          const answers = await Promise.all(
            group.map((path) => units.gateFacts(season, path, { gatePath, needs, at })),
          );
          for (const [n, answer] of answers.entries()) {
            // A unit that still owes something of before the gate has not come to its instant.
            if (answer === null || answer.nextWakeAt <= at) continue;
            missing.push(...answer.missing);
            wanted.delete(group[n] ?? '');
          }
          Context.current().heartbeat(wanted.size);
        }
        if (wanted.size > 0) await Context.current().sleep(pauseMs);
        // Asking costs the units time that a late rehearsal has not got.
        if (isRehearsal) pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
      return {
        missing: missing.sort().slice(0, MOST_NAMED),
        silent: [...wanted].sort().slice(0, MOST_NAMED),
      };
    },
  };
}

/** The units elsewhere that are asked: the one above, the root, one named. */
function unitsElsewhere(path: string, needs: readonly Need[]): string[] {
  const [root = path] = path.split('/');
  const parent = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  const elsewhere = needs.flatMap(({ scope, unit }) =>
    scope === 'parent' ? [parent] : scope === 'root' ? [root] : (unit ?? []),
  );
  return [...new Set(elsewhere)].filter((one) => one !== '' && one !== path);
}

function inGroups(paths: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (let at = 0; at < paths.length; at += AT_ONCE) groups.push(paths.slice(at, at + AT_ONCE));
  return groups;
}
