import type { Command } from 'commander';
import type { Token } from '../adapters/store/accounts-tokens.js';
import { remoteAccounts } from './accounts-remote.js';
import type { Desk } from './desk.js';
import { gather, group, leaf } from './leaf.js';
import { table } from './table.js';
import { clockTime } from './user-lines.js';

interface Wish {
  readonly title: string;
  readonly scope: readonly string[];
  readonly days?: string;
}

/** `token create|list|revoke`: for programs that act in one's name. */
export function tokenCommands(program: Command, desk: Desk): void {
  const { command, option, say } = desk.t.accounts;
  const token = group(program, 'token', command.token, desk);
  leaf(token, 'create', command.tokenCreate, desk)
    .requiredOption('--title <words>', option.title)
    .requiredOption('--scope <operation>', option.scope, gather)
    .option('--days <days>', option.days)
    .action(({ title, scope: scopes, days }: Wish) =>
      desk.withHttp(async (http) => {
        const wish = { title, scopes, ...(days !== undefined && { days: Number(days) }) };
        const made = await remoteAccounts(http).createToken(wish);
        desk.answer(
          () => made,
          () => [say.token(made.token)],
        );
      }),
    );
  leaf(token, 'list', command.tokenList, desk).action(() =>
    desk.withHttp(async (http) => {
      const all = await remoteAccounts(http).tokens();
      desk.answer(
        () => ({ tokens: all }),
        () =>
          table(
            say.tokenHeads,
            all.map((one) => lineOf(desk, one)),
            desk.paper,
          ),
      );
    }),
  );
  leaf(token, 'revoke', command.tokenRevoke, desk)
    .argument('<id>', option.tokenId)
    .action((id: string) =>
      desk.withHttp(async (http) => {
        await remoteAccounts(http).revokeToken(id);
        desk.answer(
          () => ({ token: id, done: 'revoke' }),
          () => [`${desk.paper.green(say.revoked)}  ${id}`],
        );
      }),
    );
}

function lineOf({ t, context }: Desk, { id, title, scopes, endsAt, usedAt, revokedAt }: Token) {
  const { say } = t.accounts;
  const isOver = endsAt <= context.now();
  const state = revokedAt !== null ? say.revoked : isOver ? say.expired : say.valid;
  const used = usedAt === null ? t.none : clockTime(usedAt);
  return [id, title, scopes.join(' '), clockTime(endsAt), used, state];
}
