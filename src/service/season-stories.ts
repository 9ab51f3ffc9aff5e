import type { DutyView } from '../adapters/store/types.js';
import type { Command, EpochMs, Refusal, Source, Status, UnitEvent } from '../engine/model.js';
import type { Title } from '../engine/season-plan.js';
import type { LadderLengths } from './ladder-lengths.js';
import type { Person } from './persons.js';

/** A duty as a report names it, and how it stands now. */
export interface DutyNamed {
  readonly unit: string;
  readonly unitTitle: Title;
  readonly duty: string;
  readonly title: Title;
  /** Its session, its number in a series, or both; null where there is only one. */
  readonly session: string | null;
  readonly sessionTitle: Title | null;
  readonly status: Status | null;
  /** When it was accepted, waived or voided; null while it is open. */
  readonly endedAt: EpochMs | null;
}

/** Something that happened to a duty, at an instant of the plan. */
interface Story extends DutyNamed {
  readonly at: EpochMs;
}
export interface Topped extends Story {
  readonly level: number;
  readonly side: 'owner' | 'acceptor';
  readonly to: readonly Person[];
}
export interface Judged extends Story {
  readonly missing: readonly DutyNamed[];
  readonly silent: readonly { readonly unit: string; readonly unitTitle: Title }[];
}
/** A watch with nobody or too few on duty; its beginning is `at`. */
export interface Uncovered extends Story {
  readonly untilAt: EpochMs;
}
export interface Broken extends Story {
  readonly level: number;
}
/** Returned or waived. */
export interface Reasoned extends Story {
  readonly by: string;
  readonly reason: string;
}
export interface Added extends Story {
  readonly source: Source;
}
export interface Refused extends Omit<Story, 'duty'> {
  readonly duty: string | null;
  readonly command: Command['type'];
  readonly reason: Refusal;
  readonly detail: string | null;
  readonly by: string;
}

export interface Stories {
  /** Told to the last rung of a ladder; each duty and side once, when it came there first. */
  readonly topped: readonly Topped[];
  /** Each gate at each of its judgements that found it not ready. */
  readonly notReady: readonly Judged[];
  readonly gatesJudged: number;
  readonly uncovered: readonly Uncovered[];
  /** Occurrences of a series that were given up when too many were open. */
  readonly missed: readonly Story[];
  readonly returned: readonly Reasoned[];
  readonly broken: readonly Broken[];
  readonly waived: readonly Reasoned[];
  readonly added: readonly Added[];
  readonly refused: readonly Refused[];
  /** The duty that climbed the highest, the first of several; null where none climbed. */
  readonly highest: (DutyNamed & { readonly level: number }) | null;
  /** How many duties were due and not done at some time. */
  readonly onceLate: number;
}

/** What the gatherer of stories looks up. */
export interface StoryScene {
  readonly view: (path: string, duty: string) => DutyView | undefined;
  readonly unitTitle: (path: string) => Title;
  readonly rungs: LadderLengths['rungs'];
  readonly person: (post: string, at: EpochMs) => Person;
  /** The name behind a person's id. */
  readonly name: (person: string) => string;
}

/** Gathers what is worth telling of each duty, event by event, unit by unit. */
export function createStories(scene: StoryScene) {
  const topped: Topped[] = [];
  const notReady: Judged[] = [];
  const uncovered: Uncovered[] = [];
  const missed: Story[] = [];
  const returned: Reasoned[] = [];
  const broken: Broken[] = [];
  const waived: Reasoned[] = [];
  const added: Added[] = [];
  const refused: Refused[] = [];
  let highest: Stories['highest'] = null;
  const late = new Set<string>();
  const atTop = new Set<string>();
  const gates = new Set<string>();

  return {
    see(path: string, event: UnitEvent): void {
      if (event.type === 'told') told(path, event);
      if (event.type === 'judged') judged(path, event);
      if (event.type === 'uncovered')
        uncovered.push({
          ...named(path, event.duty),
          ...{ at: event.fromAt, untilAt: event.untilAt },
        });
      if (event.type === 'voided' && event.by === 'series' && event.to)
        missed.push({ ...named(path, event.duty), at: event.at });
      if (event.type === 'returned') returned.push(reasoned(path, event));
      if (event.type === 'waived') waived.push(reasoned(path, event));
      if (event.type === 'added')
        added.push({ ...named(path, event.duty), at: event.at, source: event.source });
      if (event.type === 'refused') refused.push(refusal(path, event));
    },
    all: (): Stories => ({
      ...{ topped: inOrder(topped), notReady: inOrder(notReady), gatesJudged: gates.size },
      ...{ uncovered: inOrder(uncovered), missed: inOrder(missed) },
      ...{ returned: inOrder(returned), broken: inOrder(broken), waived: inOrder(waived) },
      ...{ added: inOrder(added), refused: inOrder(refused), highest, onceLate: late.size },
    }),
  };

  function told(path: string, event: Extract<UnitEvent, { type: 'told' }>): void {
    const { duty, action, rung, side, at } = event;
    if (side === 'owner' && action === 'due') late.add(`${path}:${duty}`);
    if (action !== 'escalate') return;
    const rungs = scene.rungs(path, duty, side);
    const level = Math.min(rung + 1, rungs || Infinity);
    if (level > (highest?.level ?? 0)) highest = { ...named(path, duty), level };
    if (event.broken) broken.push({ ...named(path, duty), at, level });
    const key = `${side} ${path}:${duty}`;
    if (level !== rungs || atTop.has(key)) return;
    atTop.add(key);
    const to = event.to.map((post) => scene.person(post, at));
    topped.push({ ...named(path, duty), at, level, side, to });
  }

  function judged(path: string, event: Extract<UnitEvent, { type: 'judged' }>): void {
    // What any other duty needs elsewhere is waited for: no conclusion to tell.
    if (scene.view(path, event.duty)?.kind !== 'gate') return;
    gates.add(`${path}:${event.duty}`);
    if (event.missing.length + event.silent.length === 0) return;
    const missing = event.missing.map((needed) => {
      const [unit = path, duty = ''] = needed.split(':');
      return named(unit, duty);
    });
    const silent = event.silent.map((unit) => ({ unit, unitTitle: scene.unitTitle(unit) }));
    notReady.push({ ...named(path, event.duty), at: event.at, missing, silent });
  }

  function reasoned(
    path: string,
    { duty, at, by, reason }: Extract<UnitEvent, { type: 'returned' | 'waived' }>,
  ): Reasoned {
    return { ...named(path, duty), at, by: scene.name(by), reason };
  }

  function refusal(path: string, event: Extract<UnitEvent, { type: 'refused' }>): Refused {
    const { duty, at, command, reason, detail = null, by } = event;
    const about = { ...named(path, duty ?? ''), duty: duty ?? null };
    return { ...about, at, command, reason, detail, by: scene.name(by) };
  }

  function named(path: string, duty: string): DutyNamed {
    const view = scene.view(path, duty);
    return {
      unit: path,
      unitTitle: scene.unitTitle(path),
      duty,
      title: view?.title ?? { zh: duty, en: duty },
      session: view?.session ?? null,
      sessionTitle: view?.sessionTitle ?? null,
      status: view?.status ?? null,
      endedAt: view?.acceptedAt ?? null,
    };
  }
}

const inOrder = <Thing extends { readonly at: EpochMs }>(things: Thing[]): Thing[] =>
  things.sort((a, b) => a.at - b.at);
