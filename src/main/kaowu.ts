import { runCli } from '../cli/program.js';
import { openService } from './parts.js';
import { placeOf } from './place.js';
import { up } from './up.js';

const place = placeOf(process.env);
const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => resolve());
});
const out = (line: string) => void process.stdout.write(`${line}\n`);

process.exitCode = await runCli(
  {
    open: () => openService(place),
    up: (options) => up(place, options, out, stopped),
    out,
    err: (line) => void process.stderr.write(`${line}\n`),
    env: process.env,
    now: Date.now,
    isTty: process.stdout.isTTY === true,
    columns: process.stdout.columns ?? 100,
  },
  process.argv.slice(2),
);
// Connections of the server's client may outlive their close by seconds; nothing else is waited for.
process.exit();
