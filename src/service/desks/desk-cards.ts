import type { PinRow } from '../../adapters/store/desks.js';
import type { Store } from '../../adapters/store/store.js';
import type { Duty, Post } from '../../engine/model.js';
import { knownDuties } from '../../engine/procedure.js';
import { isOneHand, type GivenPin } from '../../policy/two-hands.js';
import { within } from '../../policy/within.js';
import type { Passwords } from '../accounts/password-port.js';
import type { Seal } from '../seal-port.js';
import { deskRefusal } from './refusing.js';
import { newDigits, newLetters } from './secrets.js';

export interface CardParts {
  readonly store: Store;
  readonly passwords: Passwords;
  readonly seal: Pick<Seal, 'fingerprint'>;
  /** Real time. */
  readonly now: () => number;
}

/** Shown once, printed, and then nowhere in the clear. */
export interface PrintedCard {
  readonly card: string;
  readonly path: string;
  /** What the site is called. */
  readonly site: string;
  readonly person: string;
  readonly name: string;
  readonly issuedAt: number;
  /** `K7P2-9QXM`, in the order of their numbers. */
  readonly lines: readonly string[];
}

/** A PIN to begin with: shown once, to another one than who issued the card. */
export interface GivenOut {
  readonly person: string;
  readonly name: string;
  readonly pin: string;
}

export interface CardHolder {
  readonly card: string;
  readonly person: string;
  readonly name: string;
  /** How many lines are left. */
  readonly left: number;
  readonly issuedAt: number;
  readonly issuedBy: string;
  readonly pin: PinState;
}

/** Whether the holder has a PIN: none yet, one that was given to him, one of his own. */
export type PinState = 'none' | 'given' | 'own';

export const CARD_LINES = 40;
const LINE_LETTERS = 8;
const PIN_DIGITS = 6;

/** Code cards of a site: issued by the coordinator, one alive for a person at a site. */
export function createDeskCards({ store, passwords, seal, now }: CardParts) {
  const { desks } = store;

  return {
    /** A new card for a person of the site; the old one is dead from now on. */
    async issue(wanted: {
      readonly path: string;
      readonly person: string;
      readonly by: string;
    }): Promise<PrintedCard> {
      const { path, person, by } = wanted;
      const name = await nameAt(path, person);
      if (name === null) throw deskRefusal('not-at-this-site', person);
      const card = newLetters(6);
      const codes = Array.from({ length: CARD_LINES }, () => newLetters(LINE_LETTERS));
      const issuedAt = now();
      const isIssued = await desks.issueCard(
        {
          ...{ id: card, person, path, issued_by: by, issued_at: issuedAt, revoked_at: null },
          ...{ next_line: 1, lines: CARD_LINES },
        },
        codes.map((code, n) => ({ line: n + 1, hash: lineMark(seal, card, n + 1, code) })),
        (pin) => !isOneHand({ issuedBy: by }, givenPin(pin)),
      );
      if (!isIssued) throw deskRefusal('one-hand', name);
      const lines = codes.map((code) => `${code.slice(0, 4)}-${code.slice(4)}`);
      return { card, path, site: await siteOf(path), person, name, issuedAt, lines };
    },
    /**
     * A PIN to begin with for the holder of a card of this site, to be replaced at the first use; shown once, and never
     * to whoever issued one of his cards.
     */
    async givePin(wanted: {
      readonly path: string;
      readonly person: string;
      readonly by: string;
    }): Promise<GivenOut> {
      const { path, person, by } = wanted;
      const name = await nameAt(path, person);
      if (name === null || !(await desks.cardOf(path, person)))
        throw deskRefusal('no-card', name ?? person);
      const pin = newDigits(PIN_DIGITS);
      const given = { person, hash: await passwords.hash(pin), issued_by: by };
      const isGiven = await desks.putFirstPin(
        given,
        ({ issued_by: issuedBy }) => !isOneHand({ issuedBy }, { issuedBy: by, isFirst: true }),
      );
      if (!isGiven) throw deskRefusal('one-hand', name);
      return { person, name, pin };
    },
    async holders(path: string): Promise<readonly CardHolder[]> {
      const cards = await desks.cards(path);
      const known = await store.deskSearch.postsOf(cards.map(({ person }) => person));
      const names = new Map(known.map(({ person, name }) => [person, name]));
      const pins = await desks.pins(cards.map(({ person }) => person));
      const states = new Map(pins.map((pin) => [pin.person, stateOf(pin)]));
      return cards.map(({ id, person, next_line, lines, issued_at, issued_by }) => ({
        ...{ card: id, person, name: names.get(person) ?? person },
        ...{ left: lines - next_line + 1, issuedAt: issued_at, issuedBy: issued_by },
        pin: states.get(person) ?? 'none',
      }));
    },
    revoke: (card: string): Promise<boolean> => desks.revokeCard(card, now()),
  };

  async function siteOf(path: string): Promise<string> {
    for (const { id, status } of await store.seasons()) {
      const units = status === 'closed' ? [] : await store.units(id, path);
      const unit = units.find((one) => one.path === path);
      if (unit) return unit.title.zh;
    }
    return path;
  }

  /** His name, where he holds a post of the site or is named by one of its duties; null where neither. */
  async function nameAt(path: string, person: string): Promise<string | null> {
    const posts = await store.deskSearch.postsOf([person]);
    for (const { season, post, name } of posts) {
      if (within(unitOf(post), path)) return name;
      const plan = await store.signings.unitPlan(season, path);
      if (plan && knownDuties(plan).some((duty) => postsNamed(duty).includes(post))) return name;
    }
    return null;
  }
}

const stateOf = ({ must_change }: PinRow): PinState => (must_change === 1 ? 'given' : 'own');

/** A PIN's row as the rule of two hands sees it. */
export const givenPin = ({ issued_by, must_change }: PinRow): GivenPin => ({
  ...{ issuedBy: issued_by, isFirst: must_change === 1 },
});

const unitOf = (post: Post): string => post.slice(0, Math.max(post.indexOf('#'), 0));

const postsNamed = ({ doer, answerable, accept, lines, sign }: Duty): Post[] => [
  ...[doer, answerable, ...(accept ? [accept.by] : [])],
  ...lines.map(({ by }) => by),
  ...(sign?.posts ?? []),
];

/** Of a line's code, keyed: who copies the store cannot try out codes against it. */
export const lineMark = (
  seal: Pick<Seal, 'fingerprint'>,
  card: string,
  line: number,
  code: string,
): string => seal.fingerprint(`card/${card}/${line}/${code}`);
