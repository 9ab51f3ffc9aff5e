import type { DeskRow } from '../../adapters/store/desks.js';
import type { Way } from '../../policy/actor.js';
import type { Operation } from '../../policy/operation.js';
import type { Lang } from '../../text/lang.js';
import type { AuditLog } from '../audit-port.js';
import { onRecord } from '../guarded.js';
import type { Contacts } from './contacts.js';
import type { Showing } from './desk-turns.js';
import type { House } from './house.js';
import type { Link } from './links.js';
import { digestOf } from './secrets.js';

/** Who stands at a door, as the record names him. */
interface AtDoor {
  readonly operation: Operation;
  readonly person: string;
  readonly way: Way;
  readonly secret: string;
  readonly season: string | null;
  readonly path: string;
  /** The network address he comes from. */
  readonly address: string;
}

export type Doors = ReturnType<typeof createDoors>;

/**
 * The ways in without an account: a link out of a chat, a desk's registration, a turn at a desk. Whoever tries one that
 * is there stands on record, whether it opens or not; nothing is written of links and desks that nobody has made.
 */
export function createDoors(
  { links, contacts, siteDesks, turns }: Pick<House, 'links' | 'contacts' | 'siteDesks' | 'turns'>,
  audit: AuditLog,
) {
  const at = <Result>(door: AtDoor, what: string, work: () => Promise<Result>): Promise<Result> =>
    onRecord(audit, { ...door, duty: null, key: null, digest: digestOf(what) }, work, () => [
      'done',
      what,
    ]);

  return {
    async sendCode(token: string, lang: Lang, address: string): Promise<string> {
      const door = atLink(await links.look(token), address);
      return at(door, 'send a code', () => links.sendCode(token, lang));
    },
    async enter(token: string, code: string, address: string): Promise<string> {
      const door = atLink(await links.look(token), address);
      return at(door, 'enter by a link', () => links.enter(token, code));
    },
    giveContacts: (link: Link, given: Contacts, address: string): Promise<string> =>
      at({ ...atLink(link, address), operation: 'register.write' }, 'return contacts', () =>
        contacts.give(link, given),
      ),
    async register(token: string, address: string): Promise<string> {
      const found = await siteDesks.look(token);
      const path = found?.path ?? null;
      if (path === null) return siteDesks.register(token);
      const door = { operation: 'desk.register', person: '-', season: null, path } as const;
      return at({ ...door, way: 'desk', secret: 'desk link', address }, 'register a desk', () =>
        siteDesks.register(token),
      );
    },
    openTurn(desk: DeskRow, showing: Showing, address: string) {
      const { id, path } = desk;
      const door = { operation: 'session.own', way: 'desk', season: null, path, address } as const;
      return at({ ...door, person: showing.person, secret: `desk/${id}` }, 'take a turn', () =>
        turns.open(desk, showing),
      );
    },
  };
}

const atLink = ({ id, person, season, path }: Link, address: string): AtDoor => ({
  ...{ operation: 'session.own', person, way: 'link', secret: `link/${id}` },
  ...{ season, path, address },
});
