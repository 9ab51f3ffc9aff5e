import { AREAS, CITY } from './city-bodies.js';

/** Rooms of each site, by its path. */
export type Rooms = ReadonlyMap<string, number>;
type Area = (typeof AREAS)[number];

const SESSIONS = [
  { id: 'chinese', zh: '语文', en: 'Chinese', subject: '语文' },
  { id: 'maths', zh: '数学', en: 'Mathematics', subject: '数学' },
  { id: 'comprehensive', zh: '综合', en: 'Combined', subject: '综合' },
  { id: 'english', zh: '外语', en: 'Foreign language', subject: '外语' },
] as const;
const SITES_PER_CAR = 3;
const PACKETS_PER_BOX = 12;
const SHEETS = 36;
const TRACK = '普通类';

/** How many vehicles an exam area has: one for at most three sites. */
export const carsOf = ({ sites }: Area): number => Math.ceil(sites.length / SITES_PER_CAR);

/** consignments.yaml: of each area and session the papers, from the city's vault into the sites' safes, and the scripts back. */
export function consignmentsYaml(): string {
  return [
    '# 试卷、答卷押运：各考区每场一批试卷、一批答卷；由 tests/support/city-papers.ts 生成，车牌为虚构。',
    '# Written by tests/support/city-tables.ts: a consignment of papers and one of scripts for each area and session.',
    'places:',
    ...place('city-vault', 'vault', '市保密室', "City's vault", [
      ...['keeper', 'keeper-two'].map((role) => `${CITY}/vault#${role}`),
    ]),
    ...AREAS.flatMap(placesOf),
    'consignments:',
    ...AREAS.flatMap((area) => SESSIONS.flatMap((session) => batches(area, session))),
    '',
  ].join('\n');
}

/** packets.csv: one packet a room and session, out and back. */
export const packetRows = (rooms: Rooms): string[][] =>
  AREAS.flatMap((area, a) =>
    SESSIONS.flatMap((session, s) =>
      area.sites.flatMap((_, n) => {
        const count = rooms.get(`${CITY}/${area.id}/site-${n + 1}`) ?? 0;
        return Array.from({ length: count }, (__, room) =>
          pair(area, session.id, `${a + 1}${s + 1}${n + 1}`, n + 1, room),
        ).flat();
      }),
    ),
  );

function pair(area: Area, session: string, code: string, site: number, room: number): string[][] {
  const number = `${code}-${`${room + 1}`.padStart(2, '0')}`;
  const box = `${code}-${Math.floor(room / PACKETS_PER_BOX) + 1}`;
  const { id } = area;
  const way = `site-${site}`;
  return [
    [
      ...[`P${number}`, `${id}-${session}`, `X${box}`, `SP${number}`, `${SHEETS}`, 'city-vault'],
      ...[TRACK, `in ${way} open-${site}`],
    ],
    [
      ...[`D${number}`, `${id}-${session}-scripts`, `H${box}`, `SD${number}`, `${SHEETS}`],
      ...[`${id}-binding-${site}`, TRACK, way],
    ],
  ];
}

function placesOf(area: Area, a: number): string[] {
  const { id, short, en, sites } = area;
  const at = `${CITY}/${id}`;
  const keepers = (unit: string, roles: readonly string[]) =>
    roles.map((role) => `${unit}#${role}`);
  return [
    ...place(`${id}-vault`, 'vault', `${short}保密室`, `${en} vault`, [
      ...keepers(`${at}/vault`, ['keeper', 'keeper-two']),
    ]),
    ...Array.from({ length: carsOf(area) }, (_, n) =>
      place(
        `${id}-car-${n + 1}`,
        'vehicle',
        `${short}${n + 1}号车`,
        `${en} vehicle ${n + 1}`,
        keepers(at, [`escort-${n + 1}`, `escort-${n + 1}-two`]),
        `, plate: 岚${String.fromCharCode(66 + a)}·00K${60 + n}, police: ${quoted(keepers(at, [`guard-${n + 1}`, `guard-${n + 1}-two`]))}`,
      ),
    ).flat(),
    ...sites.flatMap((school, n) => [
      ...place(`${id}-safe-${n + 1}`, 'safe', `${short}${school.zh}保密柜`, `Safe ${n + 1}`, [
        ...keepers(`${at}/site-${n + 1}`, ['keeper', 'keeper-two']),
      ]),
      ...place(
        `${id}-binding-${n + 1}`,
        'binding',
        `${short}${school.zh}装订处`,
        `Binding ${n + 1}`,
        [...keepers(`${at}/site-${n + 1}`, ['keeper', 'keeper-two'])],
      ),
    ]),
  ];
}

function batches(
  area: Area,
  { id: session, zh, en, subject }: (typeof SESSIONS)[number],
): string[] {
  const { id, short, sites } = area;
  const head = (name: string, what: string, inEnglish: string): string[] => [
    `  - id: ${name}`,
    `    title: { zh: ${short}${zh}${what}, en: '${area.en}, ${en}: ${inEnglish}' }`,
    `    session: ${session}`,
    `    unit: ${CITY}/${id}`,
    '    legs:',
  ];
  const carFor = (n: number): string => `${id}-car-${Math.floor(n / SITES_PER_CAR) + 1}`;
  // The second and third site of a round are later by a quarter of an hour each.
  const later = (n: number): number => (n % SITES_PER_CAR) * 15;
  return [
    ...head(`${id}-${session}`, '试卷', 'papers'),
    leg('in', 'city-vault', `${id}-vault`, `${id}-car-1`, 'E-1d 09:30', 'E-1d 11:00'),
    ...sites.map((_, n) =>
      leg(
        ...([`site-${n + 1}`, `${id}-vault`, `${id}-safe-${n + 1}`, carFor(n)] as const),
        ...(['S-130m', `S-${115 - later(n)}m`] as const),
      ),
    ),
    '    openings:',
    ...sites.map(
      (_, n) =>
        `      - { id: open-${n + 1}, place: ${id}-safe-${n + 1}, subject: ${subject}, track: ${TRACK}, from: S-40m, until: S-20m }`,
    ),
    ...head(`${id}-${session}-scripts`, '答卷', 'scripts'),
    ...sites.map((_, n) =>
      leg(
        ...([`site-${n + 1}`, `${id}-binding-${n + 1}`, `${id}-vault`, carFor(n)] as const),
        ...([`S.end+${45 + later(n)}m`, 'S.end+90m'] as const),
      ),
    ),
  ];
}

const leg = (
  id: string,
  from: string,
  to: string,
  vehicle: string,
  depart: string,
  arrive: string,
): string =>
  `      - { id: ${id}, from: ${from}, to: ${to}, vehicle: ${vehicle}, depart: ${depart}, arrive: ${arrive} }`;

const place = (
  id: string,
  kind: string,
  zh: string,
  en: string,
  keepers: readonly string[],
  more = '',
): string[] => [
  `  - { id: ${id}, kind: ${kind}, title: { zh: ${zh}, en: "${en}" }, keepers: ${quoted(keepers)}${more} }`,
];

const quoted = (posts: readonly string[]): string =>
  `[${posts.map((post) => `'${post}'`).join(', ')}]`;
