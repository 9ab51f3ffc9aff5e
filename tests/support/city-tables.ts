import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  AREAS,
  AREA_ROLES,
  BUREAUS,
  BUREAU_ROLES,
  CITY,
  CITY_ROLES,
  CITY_VAULT_ROLES,
} from './city-bodies.js';
import {
  DEPARTMENTS,
  DEPARTMENT_ROLES,
  SITE_ROLES,
  VAULT_ROLES,
  type Role,
} from './city-bodies.js';
import { carsOf, consignmentsYaml, packetRows } from './city-papers.js';
import { rosterRows } from './city-rosters.js';

/**
 * Writes the tables of plans/city-gaokao: an invented city of the size that requirements speak of. Run it after a
 * change of the bodies or posts: `node --import tsx tests/support/city-tables.ts`.
 */
export const tables = (): Readonly<Record<string, string>> => ({
  'units.csv': csv('path,kind,zh,en,candidates,rooms', unitRows()),
  'registers/people.csv': csv('person,name,declared,relative,graduating', peopleRows()),
  'posts.csv': csv('person,name,unit,post,title,from,to', postRows()),
  'consignments.yaml': consignmentsYaml(),
  'packets.csv': csv(
    'packet,consignment,box,seal,sheets,at,track,route',
    packetRows(roomsBySite()),
  ),
  'roster.csv': csv('unit,step,from,to,person,role', rosterRows(personsOn)),
});

const ROOMS = 1_660;
const CANDIDATES = 56_955;
const SITES = AREAS.flatMap((area) => area.sites.map((school, n) => ({ area, school, n })));
// Schools differ: the larger ones have about twice the rooms of the smallest.
const WEIGHTS = SITES.map(({ n }, index) => 62 - n * 5 + ((index * 7) % 5));

function roomsBySite(): ReadonlyMap<string, number> {
  const rooms = shares(ROOMS, WEIGHTS);
  return new Map(
    SITES.map(({ area, n }, index) => [`${CITY}/${area.id}/site-${n + 1}`, rooms[index] ?? 0]),
  );
}

function unitRows(): string[][] {
  const rooms = shares(ROOMS, WEIGHTS);
  const candidates = shares(CANDIDATES, rooms);
  const sites = SITES.map(({ area, school, n }, index) => [
    ...[`${CITY}/${area.id}/site-${n + 1}`, 'site', `${area.short}${school.zh}考点`],
    ...[`${area.en} site ${n + 1}: ${school.en}`, `${candidates[index]}`, `${rooms[index]}`],
  ]);
  return [
    [CITY, 'city', '云汀市', 'Yunting City', `${CANDIDATES}`, `${ROOMS}`],
    [`${CITY}/vault`, 'city-vault', '云汀市试卷保密室', 'Yunting City paper vault', '', ''],
    ...BUREAUS.map(({ id, zh, en }) => [`${CITY}/${id}`, 'bureau', zh, en, '', '']),
    ...AREAS.flatMap((area) => areaRows(area, sites)),
  ];
}

function areaRows({ id, zh, en }: (typeof AREAS)[number], sites: readonly string[][]): string[][] {
  const path = `${CITY}/${id}`;
  const own = sites.filter(([site]) => site?.startsWith(`${path}/`));
  const total = (column: number): string =>
    `${own.reduce((sum, row) => sum + Number(row[column]), 0)}`;
  return [
    [path, 'area', `${zh}考区`, `${en} exam area`, total(4), total(5)],
    ...own,
    [`${path}/vault`, 'vault', `${zh}试卷保密室`, `${en} paper vault`, '', ''],
    ...DEPARTMENTS.map((department) => [
      ...[`${path}/${department.id}`, 'department', `${zh}${department.zh}`],
      ...[`${en}: ${department.en}`, '', ''],
    ]),
  ];
}

/** Whole numbers in proportion to the weights whose sum is exactly `total`: the largest remainders get the rest. */
function shares(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (total * weight) / whole);
  const left = total - exact.reduce((sum, share) => sum + Math.floor(share), 0);
  const byRemainder = [...exact.keys()].sort((a, b) => part(exact[b]) - part(exact[a]) || a - b);
  const lucky = new Set(byRemainder.slice(0, left));
  return exact.map((share, n) => Math.floor(share) + Number(lucky.has(n)));
}

const part = (share = 0): number => share - Math.floor(share);

/** Each post, and each place on a crew, is a person of its own. */
function posts(): { unit: string; role: string; title: string }[] {
  const held = (unit: string, roles: readonly Role[], place = ''): ReturnType<typeof posts> =>
    roles.map(([role, title]) => ({ unit, role, title: title.replace('@', place) }));
  const area = ({ id, zh, short, sites }: (typeof AREAS)[number]): ReturnType<typeof posts> => [
    ...held(`${CITY}/${id}`, AREA_ROLES, zh),
    ...sites.flatMap((school, n) =>
      held(`${CITY}/${id}/site-${n + 1}`, SITE_ROLES, `${short}${school.zh}`),
    ),
    ...held(`${CITY}/${id}/vault`, VAULT_ROLES, zh),
    ...DEPARTMENTS.flatMap((one) =>
      held(`${CITY}/${id}/${one.id}`, DEPARTMENT_ROLES, `${zh}${one.zh}`),
    ),
  ];
  return [
    ...held(CITY, CITY_ROLES),
    ...held(`${CITY}/vault`, CITY_VAULT_ROLES),
    ...BUREAUS.flatMap(({ id, zh, more = [] }) =>
      held(`${CITY}/${id}`, [...BUREAU_ROLES, ...more], zh),
    ),
    ...AREAS.flatMap(area),
    // At the end, so that the numbers of all others stay.
    ...AREAS.flatMap((one) => held(`${CITY}/${one.id}`, escortsOf(one), one.zh)),
  ];
}

const escortsOf = (area: (typeof AREAS)[number]): Role[] =>
  Array.from({ length: carsOf(area) }, (_, n): Role[] => [
    [`escort-${n + 1}`, `@试卷${n + 1}号车押运员（甲）`],
    [`escort-${n + 1}-two`, `@试卷${n + 1}号车押运员（乙）`],
    [`guard-${n + 1}`, `@试卷${n + 1}号车民警（甲）`],
    [`guard-${n + 1}-two`, `@试卷${n + 1}号车民警（乙）`],
  ]).flat();

function postRows(): string[][] {
  return posts().map(({ unit, role, title }, n) => [
    ...[personAt(n), nameAt(n), unit, role, title, '2026-11-01', ''],
  ]);
}

// Who comes near the papers has declared in time; a few of the others have a child in the exam, or teach for it.
function peopleRows(): string[][] {
  return posts().map(({ role }, n) => {
    const declared =
      DECLARING.has(role) || /^(?:escort|guard)-/.test(role) ? `2027-05-0${4 + (n % 4)}` : '';
    const said = (nth: number): string => (declared === '' && n % nth === 7 ? 'yes' : 'no');
    return [personAt(n), nameAt(n), declared, said(61), said(47)];
  });
}

const DECLARING = new Set(
  'keeper keeper-two shift shift-head guard vehicle patrol chief-marker issuer escort'.split(' '),
);

function personsOn(unit: string, role: string): string[] {
  return posts().flatMap((post, n) =>
    post.unit === unit && post.role === role ? [personAt(n)] : [],
  );
}

const personAt = (n: number): string => `c${`${n + 1}`.padStart(4, '0')}`;

// 示 is nobody's family name: these persons are invented, and look so.
const FIRST =
  '岚铭淳柏荷音楚青若冠庭枫翰元岑苏书溪棠芷湘竹瑾苓文霞言悠容雨澜雪映遥映宁安松川禾知予';
const SECOND = '竹月雪山云溪石星岭梅枫川松野湖桦雨桐舟荻帆汀兰鹭渡泉篱浦峰禾谷原林';

function nameAt(n: number): string {
  const first = [...new Set(FIRST)];
  const second = [...new Set(SECOND)];
  const a = first[n % first.length] ?? '';
  const b = second[(Math.floor(n / first.length) + n * 5) % second.length] ?? '';
  return `示${a}${b}`;
}

const csv = (header: string, rows: readonly string[][]): string =>
  `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const [name, text] of Object.entries(tables()))
    writeFileSync(join('plans/city-gaokao', name), text);
