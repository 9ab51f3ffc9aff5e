import { epochMs, type EpochMs } from '../../engine/model.js';
import type { Actor } from '../../policy/actor.js';
import type { Receipts, SentMessage } from '../courier/receipts-port.js';
import { messageIn } from './answer-links.js';
import { createAnswerLines, readerAt, type AnswerLine, type LineParts } from './answer-lines.js';
import type { createLinks } from './links.js';
import type { LinkMarks } from './ports.js';
import { deskRefusal } from './refusing.js';
import { digestOf, newLetters } from './secrets.js';

export interface AnswerParts extends LineParts {
  readonly receipts: Receipts;
  readonly marks: LinkMarks;
  readonly links: ReturnType<typeof createLinks>;
}

/** A message as its reader finds it behind the link. */
export interface AnswerSheet {
  readonly message: SentMessage;
  readonly name: string;
  /** Real time. */
  readonly until: EpochMs;
  /** A code was given: whoever reads has the person's telephone in his hand, too. */
  readonly isProved: boolean;
  /** How far a promise may reach for what is late. */
  readonly longestMs: number;
  readonly lines: readonly AnswerLine[];
}

const DAY_MS = 86_400_000;
/** A reminder comes a week ahead at most, and whatever is still owed is said anew. */
const LINK_DAYS = 14;
/** From any hour of today to noon of tomorrow. */
const BY_LINK_MS = 36 * 3_600_000;
/** As far as a unit takes a promise for what is late. */
const BY_CODE_MS = 7 * DAY_MS;

/** The signed links in messages: one person, the duties of one message. */
export function createAnswers(parts: AnswerParts) {
  const { store, now, receipts, marks, links } = parts;
  const linesOf = createAnswerLines(parts);

  return {
    /** What stands behind a link; looking changes nothing. Throws `link-dead`. */
    async look(token: string, visit?: string): Promise<AnswerSheet> {
      const message = await alive(token);
      const account = await store.accounts.account(message.person);
      if (account?.status === 'disabled') throw deskRefusal('link-dead');
      const lines = await linesOf(message);
      if (lines.length === 0) throw deskRefusal('link-dead');
      const isProved = (await links.visitor(token, visit)) !== null;
      return {
        ...{ message, lines, until: endOf(message), isProved },
        name: await nameOf(message.person, account?.name),
        longestMs: isProved ? BY_CODE_MS : BY_LINK_MS,
      };
    },
    /** It was shown by a browser that somebody looks at. */
    seen: async (token: string): Promise<void> =>
      receipts.seen((await alive(token)).id, epochMs(now())),
    answered: ({ message }: AnswerSheet, lines: readonly AnswerLine[]): Promise<void> =>
      receipts.answered(
        message.id,
        lines.flatMap(({ notices }) => notices),
        epochMs(now()),
      ),
    /** Opens the door for a code to the person's telephone: from then on it is a link like others. */
    async prepareCode(token: string, { message, lines }: AnswerSheet): Promise<void> {
      await store.links.addOnce({
        ...{ id: newLetters(8), token_hash: digestOf(token), person: message.person },
        ...{ season: lines[0]?.season.id ?? '', path: '', duties: '[]', purpose: 'message' },
        ...{ until: endOf(message), issued_by: 'courier', issued_at: now(), revoked_at: null },
      });
    },
    actorOf,
    /** By the link alone nobody holds up the ladder of what is late for longer than till tomorrow noon. */
    assertPromise(
      { isProved, longestMs }: AnswerSheet,
      { view, now: at }: AnswerLine,
      promiseAt: number,
    ): void {
      if (!isProved && view.dueAt <= at && promiseAt > at + longestMs)
        throw deskRefusal('promise-needs-code');
    },
  };

  async function alive(token: string): Promise<SentMessage> {
    const message = await receipts.message(messageIn(marks, token));
    if (message === null || endOf(message) <= now()) throw deskRefusal('link-dead');
    return message;
  }

  async function nameOf(person: string, called: string | undefined): Promise<string> {
    const [known] = await store.deskSearch.postsOf([person]);
    return known?.name ?? called ?? person;
  }

  function actorOf({ message, name, isProved }: AnswerSheet, line: AnswerLine): Actor {
    if (line.label === 'sensitive') throw deskRefusal('link-not-for', '–');
    return readerAt(message, name, line, isProved);
  }
}

const endOf = ({ at }: SentMessage): EpochMs => epochMs(at + LINK_DAYS * DAY_MS);
