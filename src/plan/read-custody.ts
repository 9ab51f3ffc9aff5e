import type { z } from 'zod';
import {
  batchPath,
  type ConsignmentSource,
  type CustodyRules,
  type PacketSource,
  type PlaceSource,
} from '../engine/custody-source.js';
import { readCsv, type CsvRow } from './csv-source.js';
import { addAll, faultAt, gather, type Fault } from './faults.js';
import { CONSIGNMENT, CONSIGNMENTS, CUSTODY_RULES, PLACE } from './schema-custody.js';
import { checkShape, ID } from './shape.js';
import type { YamlSource } from './yaml-source.js';

/** An item of consignments.yaml, and its index there. */
export interface Placed<Thing> {
  readonly it: Thing;
  readonly n: number;
}

/** A row of packets.csv and where it stands. */
export interface PlacedPacket extends PacketSource {
  readonly row: CsvRow;
}

/** Reads custody.yaml, the rule pack. */
export function readCustodyRules(source: YamlSource): {
  rules: CustodyRules | null;
  faults: Fault[];
} {
  const faults: Fault[] = [];
  const rules = checkShape(CUSTODY_RULES, source, [], source.value, faults);
  // What zod leaves out is absent, not undefined.
  return { rules: rules && (defined(rules) as CustodyRules), faults };
}

/** Reads consignments.yaml: places, and what goes from one to another; `root` is the unit they run under. */
export function readConsignments(
  source: YamlSource,
  root: string,
): {
  places: Placed<PlaceSource>[];
  consignments: Placed<ConsignmentSource>[];
  faults: Fault[];
} {
  const faults: Fault[] = [];
  const file = checkShape(CONSIGNMENTS, source, [], source.value, faults);
  const each = <Shape extends z.ZodType>(list: 'places' | 'consignments', schema: Shape) =>
    (file?.[list] ?? []).flatMap((value, n): Placed<z.infer<Shape>>[] => {
      const it = checkShape(schema, source, [list, n], value, faults);
      return it === null ? [] : [{ it: defined(it) as z.infer<Shape>, n }];
    });
  const places = each('places', PLACE) as unknown as Placed<PlaceSource>[];
  const consignments = each('consignments', CONSIGNMENT).map(({ it, n }) => ({
    it: { ...it, path: batchPath(it.unit ?? root, it.id) } as unknown as ConsignmentSource,
    n,
  }));
  for (const [list, items] of [
    ['places', places],
    ['consignments', consignments],
  ] as const)
    addAll(
      faults,
      gather<Placed<{ readonly id: string }>>(items, ({ it, n }) => {
        const first = items.find((other) => other.it.id === it.id);
        if (first === undefined || first.n === n) return [];
        const { line } = source.place([list, first.n, 'id']);
        return [faultAt(source.place([list, n, 'id']), 'duplicate-id', { id: it.id, line })];
      }),
    );
  return { places, consignments, faults };
}

const COLUMNS = {
  required: ['packet', 'consignment', 'box', 'seal', 'sheets', 'at', 'track', 'route'],
  optional: [],
  maxRows: 100_000,
};
// Numbers of packets, boxes and seals are printed and read aloud.
const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** Reads packets.csv: every packet, its box and seal, and the legs that carry it, in their order. */
export function readPackets(
  file: string,
  text: string,
): { packets: PlacedPacket[]; faults: Fault[] } {
  const { rows, faults } = readCsv(file, text, COLUMNS);
  const lineOf = new Map<string, number>();
  const wrong = gather(rows, (row) => rowFaults(row, lineOf));
  const packets = rows.map(
    (row): PlacedPacket => ({
      ...{ id: row.cell('packet'), consignment: row.cell('consignment'), row },
      ...{ box: row.cell('box'), seal: row.cell('seal'), sheets: Number(row.cell('sheets')) },
      ...{ at: row.cell('at'), track: row.cell('track') },
      route: row.cell('route').split(/\s+/).filter(Boolean),
    }),
  );
  return { packets, faults: [...faults, ...wrong] };
}

function rowFaults(row: CsvRow, lineOf: Map<string, number>): Fault[] {
  const { cell, place } = row;
  const found = ['packet', 'box', 'seal']
    .filter((column) => !NUMBER.test(cell(column)))
    .map((column) => faultAt(place(column), 'bad-id', { text: cell(column) }));
  if (!/^[1-9]\d{0,4}$/.test(cell('sheets')))
    found.push(faultAt(place('sheets'), 'bad-number', { text: cell('sheets') }));
  if (!ID.test(cell('at'))) found.push(faultAt(place('at'), 'bad-id', { text: cell('at') }));
  // No two packets of a season have one number, and no two one seal.
  for (const [column, name] of [
    ['packet', `packet ${cell('packet')}`],
    ['seal', `seal ${cell('seal')}`],
  ] as const) {
    const line = lineOf.get(name);
    if (line !== undefined)
      found.push(faultAt(place(column), 'duplicate-id', { id: cell(column), line }));
    else lineOf.set(name, row.line);
  }
  return found;
}

/** Without the keys that zod left undefined, all the way down: a plan must survive JSON unchanged. */
const defined = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
