import { faultName } from '../engine/compile-custody.js';
import type { CustodySource } from '../engine/custody-source.js';
import type { PostHolder, SessionSource, UnitSource } from '../engine/season-plan.js';
import { checkCustody } from './check-custody.js';
import { addAll, type Fault, type Place } from './faults.js';
import type { PlanFile } from './read-plan.js';
import { readConsignments, readCustodyRules, readPackets } from './read-custody.js';
import type { Path, YamlSource } from './yaml-source.js';

/** The files of a season that tell of papers; each null where it could not be read. */
export interface CustodyFiles {
  readonly rules: YamlSource | null;
  readonly consignments: YamlSource | null;
  readonly packets: { readonly file: string; readonly text: string } | null;
}

/** What a season says of its papers, and the units that follow them. */
export interface CustodyRead {
  readonly source: CustodySource;
  readonly units: readonly UnitSource[];
  /** Where a key of a consignment is written, by the name under which compiling reports it; null: not one. */
  placeOf(name: string, path: Path): Place | null;
}

/** Reads and checks them together; null after a fault was added. */
export function readCustody(
  files: CustodyFiles,
  plan: {
    readonly file: PlanFile;
    readonly units: readonly UnitSource[];
    readonly sessions: readonly SessionSource[];
    readonly posts: readonly Pick<PostHolder, 'post'>[];
  },
  faults: Fault[],
): CustodyRead | null {
  const root = plan.units[0]?.path;
  const { rules: rulesAt, consignments: at, packets: table } = files;
  if (root === undefined || !rulesAt || !at || !table) return null;
  const before = faults.length;
  const keep = <Read extends { readonly faults: readonly Fault[] }>(read: Read): Read => {
    addAll(faults, read.faults);
    return read;
  };
  const { rules } = keep(readCustodyRules(rulesAt));
  const { places, consignments } = keep(readConsignments(at, root));
  const { packets } = keep(readPackets(table.file, table.text));
  if (!rules || faults.length > before) return null;
  const { ladders } = plan.file;
  addAll(
    faults,
    checkCustody({
      ...{ rules, rulesAt, places, consignments, at, packets },
      ladders: Object.fromEntries(ladders.map(({ name, ladder }) => [name, ladder])),
      sessions: plan.sessions.map(({ id }) => id),
      held: new Set(plan.posts.map(({ post }) => post)),
      units: new Set(plan.units.map(({ path }) => path)),
    }),
  );
  const index = new Map(consignments.map(({ it, n }) => [faultName(it.id), n]));
  return {
    source: {
      rules,
      places: places.map(({ it }) => it),
      consignments: consignments.map(({ it }) => it),
      packets: packets.map(({ row: _row, ...packet }) => packet),
    },
    units: consignments.map(({ it: { path, title } }) => ({
      ...{ path, kind: 'consignment', title, candidates: 0, rooms: 0 },
    })),
    placeOf(name, path) {
      const n = index.get(name);
      return n === undefined ? null : at.place(['consignments', n, ...path]);
    },
  };
}
