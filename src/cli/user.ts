import type { Command } from 'commander';
import type { AccountDossier, AccountView, Link } from '../service/accounts/people.js';
import { remoteAccounts, type AccountsDesk } from './accounts-remote.js';
import type { Desk } from './desk.js';
import { group, leaf } from './leaf.js';
import { facts, table } from './table.js';
import { clockTime, grantLines, scopeOf } from './user-lines.js';
import { grantCommands } from './user-grant.js';
import { joinCommands } from './user-join.js';

/** `user …`: accounts and rights, by a security administrator; and the ways in for the first time. */
export function userCommands(program: Command, desk: Desk): void {
  const { command, option } = desk.t.accounts;
  const user = group(program, 'user', command.user, desk);
  leaf(user, 'list', command.list, desk).action(() => asked(desk, list));
  leaf(user, 'show', command.show, desk)
    .argument('<person>', option.person)
    .action((person: string) => asked(desk, (accounts) => show(desk, accounts, person)));
  leaf(user, 'add', command.add, desk)
    .argument('<person>', option.person)
    .option('--name <name>', option.name)
    .option('--login <login>', option.login)
    .action(
      (person: string, { name, login }: { readonly name?: string; readonly login?: string }) =>
        asked(desk, async (accounts) => {
          const named = {
            ...(name !== undefined && { name }),
            ...(login !== undefined && { login }),
          };
          sayLink(desk, await accounts.add({ person, ...named }));
        }),
    );
  leaf(user, 'reset', command.reset, desk)
    .argument('<person>', option.person)
    .action((person: string) =>
      asked(desk, async (accounts) => sayLink(desk, await accounts.reset(person))),
    );
  for (const way of ['disable', 'unlock'] as const)
    leaf(user, way, command[way], desk)
      .argument('<person>', option.person)
      .action((person: string) =>
        asked(desk, async (accounts) => {
          await accounts[way](person);
          desk.answer(
            () => ({ person, done: way }),
            () => [`${desk.paper.green(desk.t.accounts.say.done[way])}  ${person}`],
          );
        }),
      );
  leaf(user, 'first', command.first, desk).action(() => first(desk));
  grantCommands(user, desk);
  joinCommands(user, desk);
}

const asked = (
  desk: Desk,
  work: (accounts: AccountsDesk, desk: Desk) => Promise<void>,
): Promise<void> => desk.withHttp((http) => work(remoteAccounts(http), desk));

/** Where nobody can give rights yet: the secret by which the administrators are named. */
const first = ({ t, context, answer, withHttp }: Desk): Promise<void> =>
  withHttp(async (http) => {
    const token = await remoteAccounts(http).begin();
    const url = context.env['KAOWU_URL'] ?? http.url;
    answer(
      () => ({ url, token }),
      () => t.accounts.say.firstStart(url, token),
    );
  });

async function list(accounts: AccountsDesk, desk: Desk): Promise<void> {
  const { t, paper } = desk;
  const { say, status } = t.accounts;
  const all = await accounts.list();
  desk.answer(
    () => ({ accounts: all }),
    () =>
      table(
        say.heads,
        all.map((one) => [
          one.person,
          one.name,
          one.login,
          status[one.status],
          rightsOf(desk, one),
        ]),
        paper,
      ),
  );
}

function rightsOf({ t }: Desk, { grants, isDemo }: AccountView): string {
  const { say, grantState } = t.accounts;
  const said = grants.map((grant) => {
    const waits = grant.state === 'proposed' ? ` ${grantState.proposed}` : '';
    return `${t.rights.role[grant.role]} ${scopeOf(t, grant)}${waits}`;
  });
  return [...(isDemo ? [say.sample] : []), ...(said.length > 0 ? said : [say.none])].join(t.list);
}

async function show(desk: Desk, accounts: AccountsDesk, person: string): Promise<void> {
  const found = await accounts.show(person);
  desk.answer(
    () => found,
    () => [
      desk.paper.bold(`${found.name}  ${found.person}`),
      ...facts(aboutOf(desk, found), desk.paper),
      ...(found.history.length === 0 ? [] : grantLines(desk, found.history)),
    ],
  );
}

function aboutOf({ t }: Desk, found: AccountDossier): [string, string][] {
  const { say, status } = t.accounts;
  const [, , loginHead = '', statusHead = ''] = say.heads;
  const more = [
    ...(found.hasSecondFactor ? [] : [say.oneFactor]),
    ...(found.lockedUntil === null ? [] : [say.lockedUntil(clockTime(found.lockedUntil))]),
  ];
  return [
    [loginHead, found.login],
    [statusHead, [status[found.status], ...more].join(t.comma)],
  ];
}

function sayLink(desk: Desk, link: Link): void {
  const { say } = desk.t.accounts;
  desk.answer(
    () => link,
    () => [say.link(link.login, link.token), say.howToJoin(link.token)],
  );
}
