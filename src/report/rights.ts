import { ROLES, type Role } from '../policy/actor.js';
import { OPERATIONS, type Operation } from '../policy/operation.js';
import {
  NOT_BY_TOKEN,
  reachOf,
  STAND_ALONE,
  TWO_FACTORS,
  type Column,
  type Reach,
} from '../policy/table.js';
import { texts } from '../text/texts.js';

const COLUMNS: readonly Column[] = [...ROLES, 'console'];
const SIGN = {
  everywhere: '●',
  subtree: '▽',
  own: '○',
  held: '·',
  none: '—',
} as const satisfies Record<Reach, string>;
const zh = texts('zh').rights;
const en = texts('en').rights;

/** The policy table as a page for people, in both languages: markdown. */
export const rightsPage = (): string =>
  [
    `# ${zh.page.title} · ${en.page.title}`,
    'Printed from `src/policy/table.ts` by `node --import tsx tests/support/publish-rights.ts`; ' +
      'a test fails when it is stale.',
    [
      `| ${zh.page.operationHead} ${en.page.operationHead} | ${COLUMNS.map(head).join(' | ')} |`,
      `|---|${COLUMNS.map(() => ':-:|').join('')}`,
      ...OPERATIONS.map(row),
    ].join('\n'),
    `## ${zh.page.legend} · ${en.page.legend}`,
    Object.entries(SIGN)
      .map(([reach, sign]) => `- ${sign} ${zh.reach[reach as Reach]} · ${en.reach[reach as Reach]}`)
      .join('\n'),
    `## ${zh.page.rules} · ${en.page.rules}`,
    [
      rule('twoFactors', TWO_FACTORS.map(nameOf)),
      rule('standAlone', STAND_ALONE.map(nameOf)),
      rule('notByToken', NOT_BY_TOKEN.map(operationOf)),
    ].join('\n'),
    `## ${zh.page.reasons} · ${en.page.reasons}`,
    OPERATIONS.flatMap(reason).join('\n'),
  ].join('\n\n') + '\n';

const head = (column: Column): string => `${zh.role[column]}<br>${en.role[column]}`;

const row = (operation: Operation): string =>
  `| ${zh.operation[operation]} \`${operation}\` | ${COLUMNS.map((column) => SIGN[reachOf(column, operation)]).join(' | ')} |`;

const nameOf = (role: Role): string => `${zh.role[role]} (${en.role[role]})`;
const operationOf = (operation: Operation): string => `${zh.operation[operation]} \`${operation}\``;

const rule = (name: 'twoFactors' | 'standAlone' | 'notByToken', of: readonly string[]): string =>
  `- ${zh.page[name]} · ${en.page[name]}: ${of.join(', ')}`;

function reason(operation: Operation): string[] {
  const why: Partial<Record<Operation, string>> = en.why;
  const because = zh.why[operation];
  return because ? [`- ${operationOf(operation)}: ${because} · ${why[operation]}`] : [];
}
