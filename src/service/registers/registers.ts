import type { Contact, Entry, RegisterKind } from '../../adapters/store/register-types.js';
import type { Reserve } from '../../registers/substitutes.js';
import { Refusal } from '../outcome.js';
import type { Seal } from '../seal-port.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';
import { calendarOf } from '../../engine/calendar.js';
import { brokenBy, checkSeason, type Replaceable, type SeasonCheck } from './check-season.js';
import type { DraftOptions } from './drafts.js';
import { exportRegister, type ExportWish } from './export.js';
import { factsOf, hoursOf, runningFacts } from './facts.js';
import {
  applyImport,
  moved,
  previewImport,
  type Imported,
  type ImportReport,
  type ImportWish,
} from './import.js';
import { rowOf, type GivenRow } from './one-row.js';
import { substitutesOn } from './substitutes.js';
import { reachOf, viewOf, type EntryView, type Reach } from './views.js';

export interface ListWish {
  readonly after?: string;
  readonly limit: number;
  /** The department of people, the person of declarations and trainings, the unit of devices. */
  readonly owner?: string;
  /** In the name, or the beginning of the id. */
  readonly text?: string;
}

export interface EntryList {
  readonly items: readonly EntryView[];
  /** For the next page; null at the end. */
  readonly next: string | null;
}

/** An entry with all that hangs on it and all that it was. */
export interface Dossier {
  readonly entry: EntryView;
  readonly history: readonly EntryView[];
  /** Of a person. */
  readonly declarations: readonly EntryView[];
  readonly trainings: readonly EntryView[];
  /** Posts that he holds in running seasons. */
  readonly posts: readonly {
    readonly season: string;
    readonly post: string;
    readonly from: string;
    readonly to: string;
  }[];
}

/** What an import would do or has done, and whom it bars from posts that they hold. */
export interface ImportOutcome extends ImportReport {
  readonly broken: readonly Replaceable[];
}

/** What a client can ask of the registers: in the process, behind rights, or over HTTP. Throws `Refusal`. */
export interface RegistersPort {
  list(kind: RegisterKind, wish: ListWish): Promise<EntryList>;
  show(kind: RegisterKind, id: string): Promise<Dossier>;
  /** In full: whoever asks stands on record. */
  reveal(person: string): Promise<Reach>;
  /** One entry by its fields, as a row of its table would say it. */
  put(kind: RegisterKind, row: GivenRow, by: string): Promise<ImportOutcome>;
  preview(bytes: Buffer, wish: DraftOptions): Promise<ImportOutcome>;
  /** `basis` of a preview: refused where anything has changed since. */
  apply(bytes: Buffer, wish: ImportWish, by: string, basis?: string): Promise<ImportOutcome>;
  export(wish: ExportWish): Promise<Buffer>;
  check(season: string): Promise<SeasonCheck>;
  substitutes(season: string, post: string): Promise<readonly Reserve[]>;
}

export interface RegisterParts extends Pick<Parts, 'store' | 'now'> {
  readonly seal: Seal;
}

/** People, departments and devices that all seasons share. */
export function createRegisters(parts: RegisterParts): RegistersPort {
  const { store, seal, now } = parts;
  const { registers } = store;

  return {
    async list(kind, { limit, ...wish }) {
      const found = await registers.page(kind, { ...wish, limit: limit + 1 });
      const page = found.slice(0, limit);
      const items = await masked(kind, page);
      return { items, next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
    },
    show,
    async reveal(person) {
      await entryOf('people', person);
      return reachOf(seal, await registers.contacts([person]))(person);
    },
    put: async (kind, row, by) => {
      const table = rowOf(kind, row);
      return apply(await previewImport(parts, table, { kind, exam: null }), false, by);
    },
    async preview(bytes, wish) {
      const imported = await previewImport(parts, bytes, wish);
      return { ...imported.report, broken: await brokenBy(parts, writesOf(imported)) };
    },
    async apply(bytes, wish, by, basis) {
      const imported = await previewImport(parts, bytes, wish);
      if (basis !== undefined && basis !== imported.report.basis) throw moved();
      return apply(imported, wish.partial, by);
    },
    export: (wish) => exportRegister(parts, wish),
    check: (season) => checkSeason(parts, season),
    async substitutes(season, post) {
      const of = await known(parts, season);
      const facts = await factsOf(store, of);
      if (facts === null) return [];
      const others = of.rehearsal ? [facts] : await runningFacts(store);
      const day = calendarOf(of.timezone).dateOf(await planNow(parts, of));
      return substitutesOn(store, facts, hoursOf(others), { post, hours: null, day });
    },
  };

  async function apply(imported: Imported, partial: boolean, by: string): Promise<ImportOutcome> {
    const broken = await brokenBy(parts, writesOf(imported));
    const report = await applyImport(parts, imported, { partial, by, at: now() });
    return { ...report, broken };
  }

  async function show(kind: RegisterKind, id: string): Promise<Dossier> {
    const entry = await entryOf(kind, id);
    const isPerson = kind === 'people';
    const said = isPerson ? await registers.ofOwners('declarations', [id]) : [];
    const sat = isPerson ? await registers.ofOwners('trainings', [id]) : [];
    const running = isPerson ? await runningFacts(store) : [];
    const [view] = await masked(kind, [entry]);
    return {
      entry: view ?? viewOf(entry),
      history: (await registers.history(kind, id)).map((one) => viewOf(one)),
      declarations: said.map((one) => viewOf(one)),
      trainings: sat.map((one) => viewOf(one)),
      posts: running.flatMap(({ plan, posts }) =>
        posts
          .filter(({ person }) => person === id)
          .map(({ post, from, to }) => ({ season: plan.season, post, from, to })),
      ),
    };
  }

  async function entryOf(kind: RegisterKind, id: string): Promise<Entry> {
    const [entry] = await registers.current(kind, [id]);
    if (entry) return entry;
    throw new Refusal('unknown-entry', `登记库中没有 ${id}`, `the register has no ${id}`);
  }

  async function masked(kind: RegisterKind, page: readonly Entry[]): Promise<EntryView[]> {
    const contacts: readonly Contact[] =
      kind === 'people' ? await registers.contacts(page.map(({ id }) => id)) : [];
    const reach = reachOf(seal, contacts);
    return page.map((entry) => viewOf(entry, reach(entry.id)));
  }
}

const writesOf = ({ changes }: Imported) =>
  changes.filter(({ does }) => does !== 'nothing').map(({ write }) => write);
