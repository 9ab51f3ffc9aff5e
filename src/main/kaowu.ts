import { openDoor } from '../cli/open-door.js';
import { runCli } from '../cli/program.js';
import { Misconfigured } from '../cli/misuse.js';
import { readConfig } from './config.js';
import { placeOf, type Place } from './place.js';

// Read when it is needed: whoever only checks a plan is not troubled with the service's settings.
function place(): Place {
  const config = readConfig(process.env);
  if ('faults' in config) throw new Misconfigured(config.faults);
  return placeOf(config);
}
/** The same for whoever serves: wrong settings of channels and courier are told before anything is started. */
async function servingPlace(): Promise<Place> {
  const found = place();
  (await import('./channel-settings.js')).channelSettings(found);
  (await import('./courier-settings.js')).courierSettings(found);
  return found;
}
// A launcher may pass on what the terminal has sent as well: only a later signal means impatience.
const TWICE_MS = 3_000;
const stopped = new Promise<void>((resolve) => {
  let firstAt = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (firstAt > 0 && Date.now() - firstAt > TWICE_MS) process.exit(130);
      firstAt ||= Date.now();
      resolve();
    });
});
// A reader that has seen enough (`| head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? 0 : 1),
);
const out = (line: string) => void process.stdout.write(`${line}\n`);

process.exitCode = await runCli(
  {
    // Loaded only where they are used: client and worker take seconds that nobody else should wait for.
    open: async (lang, profile) => openDoor(process.env, place().dataFolder, lang, profile),
    up: async (options) =>
      (await import('./up.js')).up(await servingPlace(), options, out, stopped),
    api: async (lang) =>
      (await import('./api.js')).api({ ...(await servingPlace()), lang }, stopped),
    operations: async () =>
      (await import('./operations-desk.js')).operationsDesk(place, (error) =>
        error instanceof Misconfigured ? error.sentences : null,
      ),
    keys: async () => (await import('./keys.js')).openKeyDesk(place()),
    worker: async (lang) =>
      (await import('./worker.js')).worker({ ...(await servingPlace()), lang }, stopped),
    out,
    err: (line) => void process.stderr.write(`${line}\n`),
    env: process.env,
    now: Date.now,
    isTty: process.stdout.isTTY,
    columns: process.stdout.columns ?? 100,
  },
  process.argv.slice(2),
);
// Connections of the server's client may outlive their close by seconds; nothing else is waited for.
// What is still on its way through a pipe is not lost: a long answer would end in the middle of a word.
process.stdout.write('', () => process.exit());
