import { legSteps } from '../engine/custody-source.js';
import type { ConsignmentSource, CustodyRules, PlaceSource } from '../engine/custody-source.js';
import { parseMoment, type MomentAst } from '../engine/moment.js';
import { parentOf, postOf } from '../engine/tree.js';
import type { LadderSource } from '../engine/season-plan.js';
import { faultAt, gather, someOf, type Fault, type FaultCode, type Particulars } from './faults.js';
import { nearest } from './nearest.js';
import type { Placed, PlacedPacket } from './read-custody.js';
import type { Path, YamlSource } from './yaml-source.js';

/** All that is said of papers, read, and what it names of the rest of the plan. */
export interface CustodyScene {
  readonly rules: CustodyRules;
  readonly rulesAt: YamlSource;
  readonly places: readonly Placed<PlaceSource>[];
  readonly consignments: readonly Placed<ConsignmentSource>[];
  readonly at: YamlSource;
  readonly packets: readonly PlacedPacket[];
  readonly ladders: Readonly<Record<string, LadderSource>>;
  readonly sessions: readonly string[];
  readonly held: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
}

/** Everything that a consignment names exists, its packets can go where they are to go, and enough ride along. */
export function checkCustody(scene: CustodyScene): Fault[] {
  return [
    ...ruleFaults(scene),
    ...gather(scene.places, (place) => placeFaults(scene, place)),
    ...gather(scene.consignments, (one) => consignmentFaults(scene, one)),
    ...gather(scene.packets, (packet) => packetFaults(scene, packet)),
  ];
}

function ruleFaults({ rules, rulesAt, ladders, consignments, held }: CustodyScene): Fault[] {
  // One of each unit that consignments stand below: its posts are those that are told.
  const below = new Map(consignments.map(({ it }) => [parentOf(it.path), it.path]));
  const paths = [...below.values()];
  const said = [
    ...Object.entries(rules.steps).map(([name, { ladder }]) => ['steps', name, ladder] as const),
    ...Object.entries(rules.alarms).map(([name, { ladder }]) => ['alarms', name, ladder] as const),
  ];
  const climbing = gather(said, ([list, name, ladder]) => {
    const place = rulesAt.place([list, name, 'ladder']);
    const found = ladders[ladder];
    if (!found) {
      const known = someOf(Object.keys(ladders), 20);
      return [faultAt(place, 'unknown-ladder', { ladder, known })];
    }
    return found.rungs.flatMap(({ to }) =>
      paths.flatMap((path) => lacking(held, postOf(to, path), place, name)),
    );
  });
  const doers = gather(Object.entries(rules.alarms), ([name, { doer }]) =>
    paths.flatMap((path) =>
      lacking(held, postOf(doer, path), rulesAt.place(['alarms', name, 'doer']), name),
    ),
  );
  return [...climbing, ...doers];
}

function placeFaults(scene: CustodyScene, { it, n }: Placed<PlaceSource>): Fault[] {
  const { at, held, rules } = scene;
  const place = (...path: Path) => at.place(['places', n, ...path]);
  const posts = [...it.keepers, ...(it.police ?? [])];
  const faults = posts.flatMap((post) => lacking(held, post, place('keepers'), it.id));
  if (new Set(posts).size < posts.length)
    faults.push(faultAt(place('keepers'), 'keepers-same', { post: posts.join(' ') }));
  if (it.kind !== 'vehicle') return faults;
  if (it.plate === undefined || it.police === undefined)
    return [...faults, faultAt(place('id'), 'vehicle-incomplete')];
  const { keepers, police } = rules.crew;
  if (it.keepers.length < keepers || it.police.length < police)
    faults.push(faultAt(place('police'), 'crew-too-small', { keepers, police }));
  return faults;
}

function consignmentFaults(scene: CustodyScene, { it, n }: Placed<ConsignmentSource>): Fault[] {
  const { at, sessions, packets, units } = scene;
  const fault = (code: FaultCode, more: Particulars, ...path: Path): Fault =>
    faultAt(at.place(['consignments', n, ...path]), code, more);
  const faults: Fault[] = [];
  if (it.session !== undefined && !sessions.includes(it.session)) {
    const known = someOf(sessions, 20);
    faults.push(fault('unknown-session', { session: it.session, known }, 'session'));
  }
  if (it.unit !== undefined && !units.has(it.unit)) {
    const nearby = nearest(it.unit, [...units]);
    faults.push(fault('unknown-unit', { unit: it.unit, nearest: nearby }, 'unit'));
  }
  const own = packets.filter(({ consignment }) => consignment === it.id);
  if (own.length === 0) faults.push(fault('consignment-empty', {}, 'id'));
  const named = new Map<string, number>();
  for (const [k, { id }] of it.legs.entries()) {
    if (named.has(id)) faults.push(fault('duplicate-id', { id, line: 0 }, 'legs', k, 'id'));
    named.set(id, k);
    if (!own.some(({ route }) => route.includes(id)))
      faults.push(fault('leg-empty', {}, 'legs', k, 'id'));
  }
  for (const [k, leg] of it.legs.entries()) {
    const say = (code: FaultCode, more: Particulars, key: string) =>
      faults.push(fault(code, more, 'legs', k, key));
    for (const key of ['from', 'to'] as const) unknownPlace(scene, leg[key], key, say);
    const car = leg.vehicle === undefined ? null : placeNamed(scene, leg.vehicle);
    if (leg.vehicle !== undefined) unknownPlace(scene, leg.vehicle, 'vehicle', say);
    if (car && car.kind !== 'vehicle') say('not-a-vehicle', { place: car.id }, 'vehicle');
    const twice = handovers(scene, leg.from, leg.vehicle, leg.to);
    if (twice !== null) say('keepers-same', { post: twice }, 'to');
    if (!isInOrder([leg.depart, ...leg.calls, leg.arrive ?? leg.depart]))
      say('leg-times', {}, 'depart');
  }
  for (const [k, opening] of it.openings.entries())
    unknownPlace(scene, opening.place, 'place', (code, more, key) =>
      faults.push(fault(code, more, 'openings', k, key)),
    );
  return faults;
}

/** The post that would stand on both sides of one of the leg's handovers. */
function handovers(
  scene: CustodyScene,
  from: string,
  vehicle: string | undefined,
  to: string,
): string | null {
  for (const [giver, receiver] of legSteps(from, vehicle ?? null, to)) {
    const before = placeNamed(scene, giver)?.keepers ?? [];
    const same = placeNamed(scene, receiver)?.keepers.find((post) =>
      before.some((other) => other === post),
    );
    if (same !== undefined && giver !== receiver) return same;
  }
  return null;
}

function packetFaults(scene: CustodyScene, packet: PlacedPacket): Fault[] {
  const { row } = packet;
  const ids = scene.consignments.map(({ it }) => it.id);
  const one = scene.consignments.find(({ it }) => it.id === packet.consignment)?.it;
  if (!one) {
    const said = { consignment: packet.consignment, nearest: nearest(packet.consignment, ids) };
    return [faultAt(row.place('consignment'), 'unknown-consignment', said)];
  }
  const faults: Fault[] = [];
  unknownPlace(scene, packet.at, 'at', (code, more, key) =>
    faults.push(faultAt(row.place(key), code, more)),
  );
  let at = packet.at;
  for (const name of packet.route) {
    const leg = one.legs.find(({ id }) => id === name);
    const from = leg?.from ?? one.openings.find(({ id }) => id === name)?.place;
    if (from === undefined) {
      const said = { consignment: one.id, leg: name };
      return [...faults, faultAt(row.place('route'), 'unknown-leg', said)];
    }
    if (from !== at)
      return [...faults, faultAt(row.place('route'), 'packet-elsewhere', { leg: name, from, at })];
    at = leg?.to ?? at;
  }
  return faults;
}

function unknownPlace(
  scene: CustodyScene,
  id: string,
  key: string,
  say: (code: FaultCode, more: Particulars, key: string) => void,
): void {
  if (placeNamed(scene, id)) return;
  const known = scene.places.map(({ it }) => it.id);
  say('unknown-place', { place: id, nearest: nearest(id, known) }, key);
}

const placeNamed = ({ places }: CustodyScene, id: string): PlaceSource | undefined =>
  places.find(({ it }) => it.id === id)?.it;

const lacking = (
  held: ReadonlySet<string>,
  post: string,
  place: ReturnType<YamlSource['place']>,
  role: string,
): Fault[] =>
  held.has(post)
    ? []
    : [faultAt(place, 'post-nobody-holds', { role, post, units: post.split('#')[0] ?? '' })];

/** Of moments that hang on one session the order is known before any day is. */
function isInOrder(moments: readonly string[]): boolean {
  const asts = moments.map(parseMoment);
  const known = asts.flatMap((ast: MomentAst | null) => (ast?.type === 'session' ? [ast] : []));
  if (known.length < asts.length || new Set(known.map(({ edge }) => edge)).size > 1) return true;
  return known.every((ast, n) => n === 0 || ast.offsetMs >= (known[n - 1]?.offsetMs ?? 0));
}
