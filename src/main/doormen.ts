import type { Store } from '../adapters/store/store.js';
import type { UpOptions } from '../cli/context.js';
import type { Accounts } from '../service/accounts/accounts.js';
import { texts } from '../text/texts.js';
import type { Place } from './place.js';

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/** Whether sample accounts may be made here at all: for a rehearsal that nobody can reach from elsewhere. */
export const mayDemo = ({ api }: Place, { plan, rehearsal = false }: UpOptions): boolean =>
  LOOPBACK.includes(api.host) && (rehearsal || plan === undefined);

/**
 * Says how people come in for the first time: sample accounts where they were asked for, loudly; else the one-time
 * secret by which administrators are named, as long as there is nobody who can give rights.
 */
export async function openDoors(
  { accounts, store }: { readonly accounts: Accounts; readonly store: Store },
  { demo = false, lang }: UpOptions,
  url: string,
  out: (line: string) => void,
): Promise<void> {
  const { say } = texts(lang).accounts;
  if (!demo) {
    await accounts.endDemo();
    const token = await accounts.firstStart();
    if (token !== null) for (const line of say.firstStart(url, token)) out(line);
    return;
  }
  const seasons = await store.seasons();
  const latest = seasons[0] && (await store.planVersion(seasons[0].id));
  if (!latest) return;
  const cast = accounts.demoCast(latest.plan, latest.posts);
  const { logins, password } = await accounts.startDemo(seasons, cast);
  for (const line of say.demo(logins, password)) out(line);
}
