import { z } from 'zod';
import type { RoomRules } from '../engine/room-rules.js';
import { faultAt, type Fault } from './faults.js';
import { nearest } from './nearest.js';
import type { PlanFile } from './read-plan.js';
import { checkShape, duration, id, shape, title } from './shape.js';
import type { YamlSource } from './yaml-source.js';

const source = z.string().min(1).max(200);
const role = shape({
  recusal: z.boolean(),
  graduating: z.boolean(),
  confirmed: z.boolean().default(false),
  training: z.array(id).max(20).default([]),
  trainingLasts: duration.optional(),
  source,
});

/** rooms.yaml: who may share a room, each figure with the article that it comes from. */
export const ROOM_RULES = shape({
  invigilators: shape({ perRoom: z.int().min(1).max(10), source }),
  schools: shape({ apart: z.boolean(), source }),
  circulating: shape({ kind: id, counties: z.int().min(1).max(10), source }).optional(),
  patrols: shape({ rooms: z.int().min(1).max(1_000), source }),
  replacement: shape({ by: z.array(id).min(1).max(20), late: duration, source }),
  drawn: shape({ step: id, sessions: z.enum(['all', 'first']), source }).optional(),
  entries: shape({
    reasons: z.array(shape({ id, title })).min(1).max(20),
    late: duration,
    source,
  }).optional(),
  roles: shape({ invigilator: role, patrol: role }),
});

/** Reads rooms.yaml, the rule pack of room rosters; the kinds and the step that it names must be the plan's. */
export function readRoomRules(
  at: YamlSource,
  { kinds, stepIds }: Pick<PlanFile, 'kinds' | 'stepIds'>,
): { rules: RoomRules | null; faults: Fault[] } {
  const faults: Fault[] = [];
  const read = checkShape(ROOM_RULES, at, [], at.value, faults);
  const kind = read?.circulating?.kind;
  const known = kinds.map((one) => one.id);
  if (kind !== undefined && !known.includes(kind)) {
    const place = at.place(['circulating', 'kind']);
    faults.push(faultAt(place, 'unknown-kind', { kind, known: known.join(', ') }));
  }
  const step = read?.drawn?.step;
  if (step !== undefined && !stepIds.has(step)) {
    const said = { step, nearest: nearest(step, stepIds) };
    faults.push(faultAt(at.place(['drawn', 'step']), 'unknown-step', said));
  }
  // A plan must survive JSON unchanged: what zod leaves out is absent, not undefined.
  return { rules: read && (JSON.parse(JSON.stringify(read)) as RoomRules), faults };
}
