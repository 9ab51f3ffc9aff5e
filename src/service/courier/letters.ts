import type { Notice } from '../../adapters/store/types.js';
import type { WordLine } from '../../adapters/store/word-lines.js';
import { letterHow, letterLine, letterSubject, type SaidLine } from '../../text/letters.js';
import { linesAddedTo } from '../proof/added-lines.js';
import type { Parts } from '../service.js';
import type { Letter } from './channel-port.js';
import type { LetterMaker, LetterOrder, MadeLetter } from './letter-port.js';
import { createNoticeScenes, type Scene, type Tellable } from './notice-scenes.js';

export interface LetterParts extends Pick<Parts, 'store'> {
  /** The address behind which a message is answered; null where people have no way to the service. */
  readonly linkOf: (message: string) => string | null;
  /** The duty desk's number as people dial it; null where none is set. */
  readonly deskPhone: string | null;
}

/** One notice, told. */
interface Line extends Tellable {
  readonly notice: Notice;
  readonly said: SaidLine;
}

/** Makes letters out of notices: a line for each duty, in the order given. */
export function createLetterMaker(parts: LetterParts): LetterMaker {
  const scenes = createNoticeScenes(parts);

  return {
    async make(order): Promise<MadeLetter> {
      const { notices, counted } = order;
      const silent: number[] = [];
      const quarantined: { notice: number; reason: string }[] = [];
      const lines: Line[] = [];
      const told = notices.slice(0, notices.length - counted);
      const scene = await scenes(told);
      const added = await linesAddedTo(parts.store, told);
      const overtaken = overtakenIn(told);
      for (const notice of told) {
        const line = overtaken.has(notice.id) ? null : attempt(scene, order, notice, added(notice));
        if (line === null) silent.push(notice.id);
        else if ('reason' in line) quarantined.push(line);
        else lines.push(line);
      }
      const letter = lines.length === 0 ? null : letterOf(order, lines);
      return { letter, silent, quarantined };
    },
  };

  function letterOf(order: LetterOrder, lines: readonly Line[]): Letter {
    const { id, to, urgency, rehearsal, lang, counted } = order;
    const seasons = new Set(lines.map(({ season }) => season.id));
    // What is about a unit as a whole has nothing to be answered.
    const isAnswerable = counted > 0 || lines.some(({ code }) => code !== null);
    const link = isAnswerable ? parts.linkOf(id) : null;
    return {
      ...{ id, to, urgency, rehearsal, lang, more: counted, link },
      subject: letterSubject(lang, {
        ...{ rehearsal, more: counted, lines: lines.map(({ said }) => said) },
        season: seasons.size === 1 ? (lines[0]?.season.title[lang] ?? null) : null,
        isOpen: lines.every(({ label }) => label !== 'sensitive'),
      }),
      lines: lines.map(({ said, label, code }) => ({
        ...{ text: said.text, bare: said.bare, label, code },
      })),
      thread: threadOf(lines),
      ...(isAnswerable && { how: letterHow(lang, link !== null, parts.deskPhone) }),
    };
  }
}

function attempt(
  scene: Scene,
  { to, lang, rehearsal }: LetterOrder,
  notice: Notice,
  added: WordLine | null,
): Line | null | { readonly notice: number; readonly reason: string } {
  try {
    const found = scene(notice, to.person, lang);
    if (found === null) return null;
    const facts = { ...found.facts, rehearsal: found.facts.rehearsal === true || rehearsal };
    return { ...found, notice, said: letterLine(lang, facts, found.behalf, added) };
  } catch (error) {
    return { notice: notice.id, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Words of one duty's clock that a later word in the same letter says anew. */
function overtakenIn(notices: readonly Notice[]): ReadonlySet<number> {
  const newest = new Map<string, Notice>();
  const overtaken = new Set<number>();
  for (const notice of notices) {
    const { event, season, path } = notice;
    if (event.type !== 'told') continue;
    const clock = `${season} ${path} ${event.duty} ${event.side}`;
    const known = newest.get(clock);
    const isNewer = known === undefined || known.seq <= notice.seq;
    if (known) overtaken.add(isNewer ? known.id : notice.id);
    if (isNewer) newest.set(clock, notice);
  }
  return overtaken;
}

/** Messages about the same duty belong together; a digest belongs to nothing. */
function threadOf(lines: readonly Line[]): string | null {
  const threads = new Set(
    lines.map(({ notice: { season, path, duty } }) => `${season}/${path}/${duty ?? ''}`),
  );
  const [only] = threads;
  return threads.size === 1 && only !== undefined ? only : null;
}
