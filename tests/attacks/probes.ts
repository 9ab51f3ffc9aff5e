import { reachOf } from '../../src/policy/table.js';
import type { Role } from '../../src/policy/actor.js';
import type { Operation } from '../../src/policy/operation.js';
import type { Route } from './a-fort.js';

/** Bodies that pass every schema, by how the address ends; an empty object where nothing is needed. */
const BODIES: Readonly<Record<string, object>> = {
  'steps/{step}/confirm': { post: 'd/a/1#keeper', content: 'x' },
  'steps/{step}/answer': { lines: [{ line: '*', state: 'normal' }] },
  'steps/{step}/return': { reason: 'x', dueAt: 1_813_000_000_000 },
  'steps/{step}/waive': { reason: 'x' },
  'steps/{step}/hand-on': { to: 'd/a/1#leader' },
  'steps/{step}/object': { reason: 'x' },
  'steps/{step}/amend': { form: {}, reason: 'x' },
  'steps/{step}/custody': { act: 'call' },
  'steps/{step}/vault': { act: 'take', what: 'key' },
  '{unit}/replacements': {
    ...{ room: '001', absent: 'li-d', reason: 'ill', inspector: 'wang-d' },
  },
  'room-entries/{session}/{unit}': { room: '001', person: 'li-d', reason: 'patrol' },
  '/hand-overs': {
    ...{ from: 'li-d', to: 'wang-d', reason: 'x' },
    ...{ since: 1_812_000_000_000, until: 1_813_000_000_000 },
  },
  '/shift-swaps': {
    ...{ unit: 'd/a/1', step: 'line', from: 'li-d', to: 'wang-d', reason: 'x' },
    ...{ shift: 1_812_000_000_000, other: 1_813_000_000_000 },
  },
  '/channels/{name}/test': { person: 'li-d' },
  '/notices/{word}/stop': { reason: 'x' },
  '/notices/{word}/line': { text: 'x' },
  '/notices/shadow': { until: 1_813_000_000_000 },
  'steps/{step}/leave': { person: 'li-d', reason: 'x', until: 1_813_000_000_000 },
  '/codec/encode': { payloads: [] },
  '/codec/decode': { payloads: [] },
  completions: { items: [{ step: 'line' }] },
  '{unit}/steps': {
    duty: { id: 'x1', title: 'x', dueAt: 1_813_000_000_000 },
    source: { type: 'meeting', by: 'x' },
  },
  '{unit}/procedures': { procedure: 'spare-papers', about: 'x' },
  'stand-ins': {
    post: 'd/a/1#doer',
    person: 'li',
    from: 1_812_000_000_000,
    until: 1_813_000_000_000,
  },
  '/seasons': { bundle: { folder: 'x', files: {} } },
  'plans/check': { bundle: { folder: 'x', files: {} } },
  'plans/simulate': { bundle: { folder: 'x', files: {} } },
  '{person}/grants': { role: 'site', unit: 'c' },
  '/accounts': { person: 'x1', name: 'x' },
  '/tokens': { title: 'x', scopes: ['season.read'] },
  '/people/{id}': { name: 'x' },
  '/departments/{id}': { zh: 'x' },
  '/devices/{id}': { kind: 'x', unit: 'd/a/1' },
  '{id}/declarations': { exam: 't', declared: '2027-01-01', relative: 'no', graduating: 'no' },
  '{id}/trainings': { course: 'x', date: '2027-01-01', result: 'passed' },
  '/calendars': { season: 't' },
  '/desks': { path: 'd/a/1', unit: 'd.a.1', name: 'x' },
  '/cards': { path: 'd/a/1', unit: 'd.a.1', person: 'li-d' },
  '/pins': { unit: 'd.a.1', person: 'li-d' },
  '{season}/links': { person: 'li-d', unit: 'd.a.1', path: 'd/a/1', duties: ['line'], days: 7 },
};

/** The most fitting body, or none. */
export const bodyOf = ({ url }: Route): object => {
  const fitting = Object.keys(BODIES).filter((end) => url.endsWith(end));
  const best = fitting.sort((a, b) => b.length - a.length)[0];
  return best === undefined ? {} : (BODIES[best] ?? {});
};

const FILTERED = /\/api\/v1\/(?:overdue|duties)$/;

/** What a listing has to be asked with. */
const QUERIES: Readonly<Record<string, string>> = {
  '/cards': '?unit=d.a.1',
  '/cards/{id}': '?unit=d.a.1',
  '{unit}/substitutes': '?room=001&absent=li-d',
  '/substitutes': '?post=d/a/1%23doer',
  '/on-duty': '?post=d/a/1%23doer',
  '/reports/minute': '?unit=d.a.1&session=maths',
};

export const queryOf = ({ url }: Route): string => {
  const end = Object.keys(QUERIES).find((one) => url.endsWith(one));
  return end === undefined ? '' : (QUERIES[end] ?? '');
};

/** Whether a role may certainly not do this to anything of the neighbours'. */
export function isForbidden(role: Role, { access, url, isPage }: Route): boolean {
  if (isPage || access === 'anybody' || access === 'signed-in') return false;
  // Lists tell everybody of the seasons, and of duties nothing.
  if (FILTERED.test(url)) return false;
  const reach = reachOf(role, access as Operation);
  if (reach === 'none') return true;
  // The auditor's sample looks over every county.
  return role !== 'auditor' && reach !== 'everywhere' && url.includes('{unit}');
}

/** What stands in an address: the neighbours' own, and the same that is not there. */
export const THERE = { season: 't', unit: 'd.a.1', step: 'line', person: 'li-d', id: 'li-d' };
export const NOWHERE = { season: 'zz', unit: 'zz.a.1', step: 'zz', person: 'zz', id: 'zz' };
const IDS: readonly (readonly [RegExp, there: string, nowhere: string])[] = [
  [/\/(?:grants|tokens)\/\{id\}/, 'g-theirs', 'g-nowhere'],
  [
    /\/hand-overs\/\{id\}/,
    '00000000-0000-4000-8000-000000000001',
    '00000000-0000-4000-8000-000000000002',
  ],
  [/\/calendars\/\{id\}/, 'c-theirs', 'c-nowhere'],
  [/\/(?:desks|cards|links)\/\{id\}/, 'ABCDEF', 'ZZZZZZ'],
];

/** What fills an address: ids look as their routes want them. */
export function fillingOf(
  { url }: Route,
  at: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [, there, nowhere] = IDS.find(([pattern]) => pattern.test(url)) ?? [];
  if (there === undefined || nowhere === undefined) return { ...REST, ...at };
  return { ...REST, ...at, id: at['id'] === NOWHERE.id ? nowhere : there };
}

const REST = {
  session: 'maths',
  nth: '1',
  word: '00000000',
  kind: 'people',
  what: 'duties',
  code: 'ABCDEF',
  file: 'x.ics',
};
