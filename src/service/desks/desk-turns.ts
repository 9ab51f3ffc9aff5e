import type { Actor } from '../../policy/actor.js';
import type { Operation } from '../../policy/operation.js';
import { isOneHand } from '../../policy/two-hands.js';
import type { DeskRow } from '../../adapters/store/desks.js';
import { givenPin, lineMark, type CardParts } from './desk-cards.js';
import { isGoodPin } from './pin.js';
import { deskRefusal } from './refusing.js';
import { asPrinted, digestOf, isSame, newToken } from './secrets.js';

/** What somebody at the desk types in. */
export interface Showing {
  readonly person: string;
  readonly pin: string;
  /** The card's line that was asked for. */
  readonly code: string;
  /** Only the first time: a PIN of his own. */
  readonly newPin?: string;
}

/** What the desk asks of the next person. */
export interface Asked {
  readonly card: string;
  readonly line: number;
  readonly left: number;
  readonly mustChoosePin: boolean;
  /** Real time; null while he is not locked out. */
  readonly lockedUntil: number | null;
}

export interface Turn {
  /** For this desk's cookie, and for nowhere else. */
  readonly token: string;
  readonly until: number;
  readonly actor: Actor;
}

/** Somebody's turn, and how long it still lasts. */
export interface OpenTurn {
  readonly actor: Actor;
  readonly seconds: number;
}

/** A turn is one person's, for one thing and what belongs to it. */
export const TURN_MS = 60_000;
const MOST_TRIES = 5;
const LOCK_MS = 15 * 60_000;
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** What may be done at a desk: all that one does to duties oneself, for the posts one holds, and what the site has ready. */
const AT_A_DESK: readonly Operation[] = [
  ...(['season.read', 'duty.read', 'duty.complete', 'duty.sign-for', 'duty.answer'] as const),
  ...(['duty.confirm', 'duty.accept', 'duty.return', 'duty.hand-on', 'duty.object'] as const),
  ...(['duty.amend', 'duty.watch', 'room.read', 'room.replace', 'room.enter'] as const),
  'procedure.begin',
];

/** Several persons one after another at one computer: each shows a PIN and the next line of a card. */
export function createDeskTurns({ store, passwords, seal, now }: CardParts) {
  const { desks } = store;

  return {
    /** Which line is asked for; null where the person has no card here. Throws where he has no PIN yet. */
    async asked(desk: DeskRow, person: string): Promise<Asked | null> {
      const card = await desks.cardOf(desk.path, person);
      const pin = await desks.pin(person);
      if (!card) return null;
      if (!pin) throw deskRefusal('no-pin');
      return {
        ...{ card: card.id, line: card.next_line, left: card.lines - card.next_line + 1 },
        mustChoosePin: pin.must_change === 1,
        lockedUntil: lockOf(pin.locked_until),
      };
    },

    /** Opens a turn, or refuses in the same words whatever was wrong. The line is used up by it. */
    async open(desk: DeskRow, showing: Showing): Promise<Turn> {
      const { person } = showing;
      const card = await desks.cardOf(desk.path, person);
      const pin = await desks.pin(person);
      if (!card || !pin) {
        await passwords.hash(showing.pin);
        throw deskRefusal('desk-denied');
      }
      if (card.next_line > card.lines) throw deskRefusal('card-used-up');
      await countTry(person, pin.locked_until);
      const isPin = await passwords.verify(pin.hash, showing.pin);
      if (!isPin || !(await isLine(card.id, card.next_line, showing.code)))
        throw deskRefusal('desk-denied');
      const { newPin = '' } = showing;
      const mustChoose = pin.must_change === 1;
      if (isOneHand({ issuedBy: card.issued_by }, givenPin(pin))) throw deskRefusal('pin-anew');
      if (mustChoose && !isGoodPin(newPin, showing.pin)) throw deskRefusal('pin-needed');
      if (!(await desks.useLine(card.id, card.next_line))) throw deskRefusal('desk-denied');
      if (mustChoose) await desks.choosePin(person, await passwords.hash(newPin));
      else await desks.forgetTries(person);
      return begin(desk, { person, card: card.id, line: card.next_line });
    },

    /** Whose turn it is; null once it is over. */
    async turnOf(desk: DeskRow, token: string): Promise<OpenTurn | null> {
      const turn = await desks.turn(digestOf(token), desk.id, now());
      if (!turn) return null;
      const seconds = Math.ceil((turn.until - now()) / 1_000);
      return { actor: await actorAt(turn), seconds };
    },
    end: (desk: DeskRow) => desks.endTurns(desk.id),
  };

  async function isLine(card: string, line: number, code: string): Promise<boolean> {
    const kept = await desks.lineHash(card, line);
    return kept !== null && isSame(kept, lineMark(seal, card, line, asPrinted(code)));
  }

  /** Counted before it is judged: of a hundred tries at once five are looked at. */
  async function countTry(person: string, lockedUntil: number | null): Promise<void> {
    const locked = lockOf(lockedUntil);
    if (locked !== null) throw deskRefusal('desk-locked', clock(locked));
    if (lockedUntil !== null) await desks.forgetTries(person);
    const tries = await desks.countTry(person);
    const until = now() + LOCK_MS;
    if (tries >= MOST_TRIES) await desks.lockPin(person, until);
    if (tries > MOST_TRIES) throw deskRefusal('desk-locked', clock(until));
  }

  function lockOf(lockedUntil: number | null): number | null {
    return lockedUntil !== null && lockedUntil > now() ? lockedUntil : null;
  }

  async function begin(
    desk: DeskRow,
    of: { readonly person: string; readonly card: string; readonly line: number },
  ): Promise<Turn> {
    const token = newToken();
    const until = now() + TURN_MS;
    await desks.endTurns(desk.id);
    await desks.openTurn({ hash: digestOf(token), desk: desk.id, until, ...of });
    return { token, until, actor: await actorAt(of) };
  }

  async function actorAt(of: {
    readonly person: string;
    readonly card: string;
    readonly line: number;
  }): Promise<Actor> {
    const [known] = await store.deskSearch.postsOf([of.person]);
    return {
      ...{ person: of.person, name: known?.name ?? of.person, way: 'desk', factors: 2 },
      secret: `card/${of.card}/${of.line}`,
      // Of no unit: what he does here, he does on the posts that he holds.
      grants: [{ id: `card/${of.card}`, role: 'site', unit: '', season: null, department: null }],
      scopes: AT_A_DESK,
      only: null,
    };
  }
}

const clock = (at: number): string =>
  new Intl.DateTimeFormat('zh-CN', { ...CLOCK, timeZone: 'Asia/Shanghai' }).format(at);
