import type { Command } from 'commander';
import { asked } from './asked.js';
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
  /** `code`: the one-time code is asked for before the session is good for anything. */
  readonly needs: 'code' | 'enrol' | null;
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
  const shown = { login: id, password, terminal: true };
  const begun = await http.send<Begun>('POST', '/api/v1/session', shown);
  if (begun.needs !== 'code') return { url, session: begun.session };
  const code = desk.context.env['KAOWU_CODE'] ?? (await asked(t.say.askCode, false));
  const half = httpTo({ url, session: begun.session }, desk.lang);
  const whole = { code, terminal: true };
  const { session } = await half.send<Begun>('POST', '/api/v1/session/totp', whole);
  return { url, session };
}
