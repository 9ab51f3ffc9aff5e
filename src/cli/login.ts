import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { Refusal } from '../service/outcome.js';
import type { Desk } from './desk.js';
import { httpTo, type Door } from './http.js';
import { leaf } from './leaf.js';
import { profilesFile, readProfiles, writeProfiles } from './profiles.js';

interface Options {
  readonly url?: string;
  readonly person?: string;
  readonly token?: string;
  readonly profile?: string;
}

interface Me {
  readonly person: string;
  readonly name: string;
  readonly grants: readonly { readonly role: string; readonly unit: string }[];
}

interface Begun {
  readonly session: string;
  /** A second secret is asked for before the session is good for anything. */
  readonly needsCode?: boolean;
}

const DEFAULT = 'default';

/** `login|logout|me`: who sits at this terminal. */
export function loginCommands(program: Command, desk: Desk): void {
  const { t } = desk;
  leaf(program, 'login', t.commands.login, desk)
    .requiredOption('--url <url>', t.options.url)
    .option('--person <id>', t.options.person)
    .option('--token <token>', t.options.token)
    .action(async (options: Options) => {
      const door = await signIn(desk, options.url ?? '', options);
      const me = await httpTo(door, desk.lang).get<Me>('/api/v1/me');
      const file = profilesFile(desk.context.env);
      const name = options.profile ?? DEFAULT;
      const { doors } = readProfiles(file);
      writeProfiles(file, { current: name, doors: { ...doors, [name]: door } });
      desk.answer(
        () => ({ profile: name, person: me.person }),
        () => [desk.paper.green(t.say.signedIn(me.name, name))],
      );
    });
  leaf(program, 'logout', t.commands.logout, desk).action(async ({ profile }: Options) => {
    const file = profilesFile(desk.context.env);
    const { current, doors } = readProfiles(file);
    const name = profile ?? current ?? DEFAULT;
    const { [name]: door, ...rest } = doors;
    // Signed out here even where the service does not answer; there the session ends by itself.
    if (door?.session !== undefined)
      await httpTo(door, desk.lang)
        .send('DELETE', '/api/v1/session')
        .catch(() => undefined);
    writeProfiles(file, { current: current === name ? null : current, doors: rest });
    desk.answer(
      () => ({ profile: name, done: 'logout' }),
      () => [t.say.signedOut(name)],
    );
  });
  leaf(program, 'me', t.commands.me, desk).action(() =>
    desk.withHttp(async (http) => {
      const me = await http.get<Me>('/api/v1/me');
      desk.answer(
        () => me,
        () => [
          `${desk.paper.bold(me.name)}  ${me.person}`,
          ...me.grants.map(({ role, unit }) => `${role}  ${unit === '' ? '*' : unit}`),
        ],
      );
    }),
  );
}

async function signIn(desk: Desk, url: string, { person, token }: Options): Promise<Door> {
  if (token !== undefined) return { url, token };
  const { t } = desk;
  const id = person ?? (await asked(t.say.askPerson, false));
  const password = desk.context.env['KAOWU_PASSWORD'] ?? (await asked(t.say.askPassword, true));
  const http = httpTo({ url }, desk.lang);
  const begun = await http.send<Begun>('POST', '/api/v1/session', { person: id, password });
  const door = { url, session: begun.session };
  if (begun.needsCode) {
    const code = desk.context.env['KAOWU_CODE'] ?? (await asked(t.say.askCode, false));
    await httpTo(door, desk.lang).send('POST', '/api/v1/session/totp', { code });
  }
  return door;
}

/** Asks at the terminal; a password is not shown while it is typed. */
async function asked(question: string, isSecret: boolean): Promise<string> {
  if (!process.stdin.isTTY)
    throw new Refusal(
      'no-terminal',
      '没有终端可询问，请用 KAOWU_PASSWORD 或 --token',
      'there is no terminal to ask at: use KAOWU_PASSWORD or --token',
    );
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
  const mutable = lines as unknown as { _writeToOutput?: (text: string) => void };
  try {
    const answer = lines.question(`${question} `);
    if (isSecret) mutable._writeToOutput = () => {};
    return (await answer).trim();
  } finally {
    lines.close();
    if (isSecret) process.stderr.write('\n');
  }
}
