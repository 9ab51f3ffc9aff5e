import type { Command } from 'commander';
import { ROLES, type Role } from '../policy/actor.js';
import { remoteAccounts } from './accounts-remote.js';
import type { Desk } from './desk.js';
import { leaf } from './leaf.js';
import { Misuse } from './misuse.js';
import { grantLines } from './user-lines.js';

interface Wanted {
  readonly role: string;
  readonly unit?: string;
  readonly department?: string;
  readonly season?: string;
}

/** `user grant|revoke|proposals|confirm|reject` */
export function grantCommands(user: Command, desk: Desk): void {
  const { command, option, say } = desk.t.accounts;
  leaf(user, 'grant', command.grant, desk)
    .argument('<person>', option.person)
    .requiredOption('--role <role>', option.role)
    .option('--unit <path>', option.unit)
    .option('--department <path>', option.department)
    .option('--season <id>', option.season)
    .action((person: string, { role, unit = '', ...limits }: Wanted) =>
      desk.withHttp(async (http) => {
        if (!isRole(role)) throw new Misuse(say.needsRole(role));
        const { department = null, season = null } = limits;
        const wanted = { role, unit, department, season };
        const made = await remoteAccounts(http).grant(person, wanted);
        desk.answer(
          () => made,
          () => [made.state === 'proposed' ? say.proposed(made.id) : say.held(made.id)],
        );
      }),
    );
  leaf(user, 'proposals', command.proposals, desk).action(() =>
    desk.withHttp(async (http) => {
      const waiting = await remoteAccounts(http).proposals();
      desk.answer(
        () => ({ grants: waiting }),
        () => (waiting.length === 0 ? [desk.t.none] : grantLines(desk, waiting)),
      );
    }),
  );
  for (const way of ['confirm', 'reject', 'revoke'] as const)
    leaf(user, way, command[way], desk)
      .argument('<grant>', option.grant)
      .action((grant: string) =>
        desk.withHttp(async (http) => {
          await remoteAccounts(http)[way](grant);
          desk.answer(
            () => ({ grant, done: way }),
            () => [`${desk.paper.green(say.done[way])}  ${grant}`],
          );
        }),
      );
}

const isRole = (word: string): word is Role => (ROLES as readonly string[]).includes(word);
