import type { RoomRules } from '../../src/engine/room-rules.js';
import type { Reason } from '../../src/registers/eligibility.js';
import type { RoomWorld, Seat } from '../../src/rooms/seat.js';

const role = {
  ...{ recusal: true, graduating: false, confirmed: true, training: ['invigilation'] },
  source: 'B2 B5 B6',
};

/** Two a room, two counties in the circulating scheme, ten rooms a patrol. */
export const RULES: RoomRules = {
  invigilators: { perRoom: 2, source: 'B3 S1' },
  schools: { apart: true, source: 'B3 S1' },
  circulating: { kind: 'county', counties: 2, source: 'B3 S3' },
  patrols: { rooms: 10, source: 'B12 S1' },
  replacement: { by: ['head', 'leader'], late: '15m', source: 'B13 S3' },
  roles: { invigilator: role, patrol: { ...role, training: ['patrol'] } },
};

export const seat = (parts: Partial<Seat> = {}): Seat => ({
  ...{ row: 2, site: 'c/a/site-1', session: 'maths', duty: 'invigilator', rooms: ['001'] },
  ...{ person: 'p1', name: '', school: '一中', county: 'c/b' },
  ...parts,
});

interface Facts {
  readonly rules?: Partial<RoomRules>;
  readonly barred?: Readonly<Record<string, readonly Reason[]>>;
  readonly names?: Readonly<Record<string, string>>;
  readonly schools?: Readonly<Record<string, string>>;
  readonly counties?: Readonly<Record<string, string>>;
  readonly engaged?: Readonly<Record<string, string>>;
  /** Pairs of sessions at the same hours. */
  readonly meeting?: readonly (readonly [string, string])[];
}

/** A world in which nothing is known of anybody but what is said. */
export function aWorld(facts: Facts = {}): RoomWorld {
  const {
    barred = {},
    names = {},
    schools = {},
    counties = {},
    engaged = {},
    meeting = [],
  } = facts;
  return {
    rules: { ...RULES, ...facts.rules },
    countyOf: (site) => site.split('/').slice(0, 2).join('/'),
    person: (id) => ({
      ...{ name: names[id] ?? null, school: schools[id] ?? '', county: counties[id] ?? '' },
    }),
    barredBy: ({ person }) => barred[person] ?? [],
    engagedAt: ({ person }) => engaged[person] ?? null,
    meet: (a, b) => a === b || meeting.some((pair) => pair.includes(a) && pair.includes(b)),
  };
}

/** A room of two from two other counties, one patrol for it, one in reserve: nothing is wrong. */
export const SOUND: readonly Seat[] = [
  seat(),
  seat({ row: 3, person: 'p2', school: '二中', county: 'c/d' }),
  seat({ row: 4, duty: 'patrol', person: 'p3', school: '三中', county: 'c/a' }),
  seat({ row: 5, duty: 'reserve', rooms: [], person: 'r1', school: '四中', county: 'c/e' }),
];
