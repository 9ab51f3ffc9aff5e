import type { Actor } from '../../policy/actor.js';
import type { Passwords } from '../accounts/password-port.js';
import { calendarOf } from '../../engine/calendar.js';
import type { createConcerned } from '../concerned.js';
import type { Port } from '../port.js';
import type { Receipts } from '../courier/receipts-port.js';
import { known, planNow } from '../seasons.js';
import type { Seal } from '../seal-port.js';
import type { Parts } from '../service.js';
import type { DutyDossier } from '../steps.js';
import { createAnswers } from './answers.js';
import { createContacts } from './contacts.js';
import { createDeskCards } from './desk-cards.js';
import { createDeskTurns } from './desk-turns.js';
import { createSight } from './duty-sight.js';
import { createLinks } from './links.js';
import { aliveness, myDuties, unitsOf, type Tab } from './my-duties.js';
import { oralRecords } from './oral-records.js';
import { createPhoneBook } from './phone-book.js';
import { createProcedureSight } from './procedure-sight.js';
import type { CodeChannel, ContactRegister, LinkMarks } from './ports.js';
import { readyUnits, type ReadyUnit } from './ready-units.js';
import { createSiteDesks } from './site-desk.js';
import { createTwoPersons } from './two-persons.js';
import { proceduresUnderWay } from './under-way.js';

export interface HouseParts extends Pick<Parts, 'store' | 'now'> {
  readonly concerned: ReturnType<typeof createConcerned>;
  readonly passwords: Passwords;
  readonly seal: Seal;
  readonly channel: CodeChannel;
  readonly register: ContactRegister;
  readonly receipts: Receipts;
  readonly marks: LinkMarks;
  /** The department that the register has a person in; null where it has none. */
  readonly officeOf: (person: string) => Promise<string | null>;
}

export type House = ReturnType<typeof createHouse>;

/** All that pages and desks stand on. Rights are the caller's: what needs one goes through the guard. */
export function createHouse(parts: HouseParts) {
  const { store } = parts;
  const links = createLinks(parts);
  return {
    siteDesks: createSiteDesks(parts),
    cards: createDeskCards(parts),
    turns: createDeskTurns(parts),
    links,
    answers: createAnswers({ ...parts, links }),
    contacts: createContacts(parts),
    book: createPhoneBook({ store }),
    twoPersons: createTwoPersons(parts),
    sight: createSight(parts),
    procedures: createProcedureSight(parts),
    /** Who may call about a unit as a whole: whoever is on a post of it today, by name. */
    async staff(id: string, path: string): Promise<readonly (readonly [string, string])[]> {
      const season = await known(parts, id);
      const today = calendarOf(season.timezone).dateOf(await planNow(parts, season));
      const staff = await store.deskSearch.staffOf(id, path, today);
      return [...new Map(staff.map(({ person, name }) => [person, name]))];
    },
    /** Somebody's own units, or the one named, as far as they hold procedures; in all running seasons. */
    async ready(actor: Actor, path?: string): Promise<readonly ReadyUnit[]> {
      const all = (await store.seasons()).filter(({ status }) => status !== 'closed');
      const lists = all.map(async (season) => {
        const held = await parts.concerned.heldBy(season.id, actor.person);
        const own = new Set(path === undefined ? unitsOf(actor, season.id, held) : [path]);
        const units = (await store.units(season.id)).filter((unit) => own.has(unit.path));
        return readyUnits({ store }, season, units);
      });
      return (await Promise.all(lists)).flat();
    },
    /** What runs of procedures at other units, by a list of duties that has come through the guard. */
    underWay: (duties: Port['duties'], own: readonly ReadyUnit[]) =>
      proceduresUnderWay({ store }, duties, own),
    oralRecords: (season?: string) => oralRecords(parts, season),
    my: (actor: Actor, tab: Tab) => myDuties(parts, actor, tab),
    alive: () => aliveness(parts),
    /** The posts that a person holds today. */
    heldBy: parts.concerned.heldBy,
    /** Seasons that are not closed, the latest first. */
    running: async () => (await store.seasons()).filter(({ status }) => status !== 'closed'),
    /** Who may call about a duty: the holders of the posts that it concerns today, by name. */
    async callers({ duty: view }: DutyDossier): Promise<readonly (readonly [string, string])[]> {
      const concerned = await parts.concerned.postsOf(view.season, view.path, view.step);
      const { owners, acceptors, answering, signing } = concerned;
      const posts = [...owners, ...acceptors, ...answering, ...signing];
      const holders = await store.deskSearch.holdersOf(view.season, [...new Set(posts)]);
      return [...new Map(holders.map(({ person, name }) => [person, name]))];
    },
  };
}
