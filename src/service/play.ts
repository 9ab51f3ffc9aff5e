import type { Command, EpochMs, Scripted } from '../engine/model.js';
import type { PostHolder } from '../engine/season-plan.js';
import { buildScripts, castOf } from '../plan/rehearsal.js';
import { ALL_WELL } from '../plan/rehearsal-script.js';
import type { Prepared, SealedUnit } from './prepare.js';

/** The season with everybody doing everything in time: the background of a what-if. */
export function playedWell(prepared: Prepared, posts = prepared.posts): Prepared {
  const cast = castOf(prepared.plan, posts);
  const bodies = prepared.unitPlans.map(({ body }) => body);
  const scripts = buildScripts(bodies, ALL_WELL, cast);
  const byPath = new Map(bodies.map(({ path }, n) => [path, scripts[n] ?? []]));
  return withScripts(prepared, ({ path }) => byPath.get(path) ?? []);
}

/** Which occurrences nobody does: a step, perhaps one session or one occurrence of it, at some units. */
export interface Missed {
  readonly step: string;
  readonly occurrence?: string;
  /** This unit and all below it; absent: all. */
  readonly unit?: string;
}

/** The season played well but for a step that nobody does. */
export function playedWithout(prepared: Prepared, { step, occurrence, unit }: Missed): Prepared {
  const isMissed = (path: string, command: Command): boolean =>
    'step' in command &&
    command.step === step &&
    (occurrence === undefined || isNamed(command.occurrence, occurrence)) &&
    (unit === undefined || path === unit || path.startsWith(`${unit}/`));
  return withScripts(playedWell(prepared), ({ path, body }) =>
    (body.script ?? []).filter(({ command }) => !isMissed(path, command)),
  );
}

/** Somebody who is away, from one instant to another. */
export interface Away {
  readonly person: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Whether somebody is in office at an instant. */
  readonly isThere: (person: string, at: EpochMs) => boolean;
}

/**
 * The season played well while a person is away: what he would have done another holder of the post does,
 * and nobody where there is none.
 */
export function playedAway(prepared: Prepared, away: Away): Prepared {
  const others = prepared.posts.filter((holder: PostHolder) => holder.person !== away.person);
  const rest = new Map(
    playedWell(prepared, others).unitPlans.map(({ path, body }) => [
      path,
      new Map(placed(body.script ?? [])),
    ]),
  );
  return withScripts(playedWell(prepared), ({ path, body }) =>
    placed(body.script ?? []).flatMap(([place, scripted]) => {
      const { at, command } = scripted;
      if (!involves(command, away.person) || at < away.from || at > away.to) return [scripted];
      const instead = rest.get(path)?.get(place);
      return instead && 'by' in instead.command && away.isThere(instead.command.by, at)
        ? [instead]
        : [];
    }),
  );
}

/** Who acts, or stands in the crew that takes over a watch. */
function involves(command: Command, person: string): boolean {
  if ('by' in command && command.by === person) return true;
  const isRelief = command.type === 'confirm' && /^(?:incoming|outgoing)$/.test(command.post);
  return isRelief && command.content.split(/[\s|]+/).includes(person);
}

// Only names differ between the scripts of two casts: what is done, and when, hangs on units and duties. The
// count tells apart what one duty asks of several at one instant.
function placed(script: readonly Scripted[]): [place: string, scripted: Scripted][] {
  const counts = new Map<string, number>();
  return script.map((scripted) => {
    const { at, command } = scripted;
    const duty = 'step' in command ? [command.step, command.occurrence] : [];
    const post = command.type === 'confirm' ? command.post : '';
    const name = [at, command.type, ...duty, post].join(' ');
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return [`${name} ${count}`, scripted];
  });
}

const isNamed = (occurrence: string | undefined, wanted: string): boolean =>
  occurrence === wanted || (occurrence?.startsWith(`${wanted}@`) ?? false);

const withScripts = (
  prepared: Prepared,
  scriptOf: (unit: SealedUnit) => readonly Scripted[],
): Prepared => ({
  ...prepared,
  rehearsal: true,
  unitPlans: prepared.unitPlans.map((unit) => ({
    ...unit,
    body: { ...unit.body, script: scriptOf(unit) },
  })),
});
