import type { Command } from 'commander';
import type { Role } from '../policy/actor.js';
import type { Joined, OpenedInvitation } from '../service/accounts/invitations.js';
import type { Link } from '../service/accounts/people.js';
import { asked } from './asked.js';
import type { Desk } from './desk.js';
import { httpTo } from './http.js';
import { gather, leaf } from './leaf.js';
import { Misuse } from './misuse.js';

interface LinkOptions {
  readonly url: string;
  readonly link: string;
}

interface Administrators extends LinkOptions {
  readonly system: readonly string[];
  readonly security: readonly string[];
  readonly audit: readonly string[];
}

const KINDS = { system: 'system-admin', security: 'security-admin', audit: 'audit-admin' } as const;
const INVITATIONS = '/api/v1/invitations';

/** `user begin|join`: in by a one-time link, before there is anybody to be signed in as. */
export function joinCommands(user: Command, desk: Desk): void {
  const { command, option, say } = desk.t.accounts;
  const withLink = (name: string, description: string): Command =>
    leaf(user, name, description, desk)
      .requiredOption('--url <url>', option.url)
      .requiredOption('--link <secret>', option.link);

  const begin = withLink('begin', command.begin);
  for (const kind of Object.keys(KINDS))
    begin.requiredOption(`--${kind} <id:name>`, option.administrator, gather);
  begin.action(async ({ url, link, ...named }: Administrators) => {
    const administrators = Object.entries(KINDS).flatMap(([kind, role]) =>
      named[kind as keyof typeof KINDS].map((word) => administrator(desk, role, word)),
    );
    const body = { token: link, administrators };
    const { links } = await httpTo({ url }, desk.lang).send<{
      readonly links: readonly (Link & { readonly role: Role })[];
    }>('POST', `${INVITATIONS}/first`, body);
    desk.answer(
      () => ({ links }),
      () =>
        links.flatMap(({ role, login, token }) => [
          `${desk.paper.bold(desk.t.rights.role[role])}  ${say.link(login, token)}`,
        ]),
    );
  });
  withLink('join', command.join).action((options: LinkOptions) => join(desk, options));
}

function administrator(desk: Desk, role: Role, word: string) {
  const [, person, name] = /^([^:]+):(.+)$/.exec(word) ?? [];
  if (!person || !name) throw new Misuse(desk.t.accounts.say.needsPair(word));
  return { role, person, name };
}

async function join(desk: Desk, { url, link }: LinkOptions): Promise<void> {
  const { say } = desk.t.accounts;
  const { env, err } = desk.context;
  const http = httpTo({ url }, desk.lang);
  const opened = await http.send<OpenedInvitation>('POST', `${INVITATIONS}/open`, { token: link });
  // Beside the answer: a person has to read it before there is one.
  err(say.secret(opened.name, opened.totp.secret, opened.totp.uri));
  const password = env['KAOWU_PASSWORD'] ?? (await asked(say.askNewPassword, true));
  const code = env['KAOWU_CODE'] ?? (await asked(say.askFirstCode, false));
  const body = { token: link, password, ...(code !== '' && { code }) };
  const joined = await http.send<Joined>('POST', `${INVITATIONS}/join`, body);
  desk.answer(
    () => joined,
    () => [
      desk.paper.green(say.joined(joined.login)),
      ...(joined.recovery === null ? [] : [say.recovery, ...joined.recovery]),
    ],
  );
}
