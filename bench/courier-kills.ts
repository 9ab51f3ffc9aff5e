import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  buildCourierProgram,
  idOf,
  killCouriers,
  repeatedIn,
} from '../tests/adapters/a-killed-courier.js';
import { aDatabase, startPostgres } from '../tests/support/postgres-server.js';

/**
 * Duplicates against kills: couriers are killed (SIGKILL) one after another while each sends, and the last one goes on to the
 * end. Says what is lost, what arrived more than once, and of how many the ledger says that they may have.
 * `npx tsx bench/courier-kills.ts [--postgres] [--kills 0,1,3,10] [--lanes 4] [--seed 1] [--json]`
 */
const { values } = parseArgs({
  options: {
    postgres: { type: 'boolean', default: false },
    kills: { type: 'string', default: '0,1,3,10' },
    lanes: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const lanes = Number(values.lanes);
const folder = mkdtempSync(join(tmpdir(), 'kaowu-bench-'));
const server = values.postgres ? await startPostgres() : null;
const program = await buildCourierProgram();
const results: object[] = [];
for (const kills of values.kills.split(',').map(Number)) {
  const url = server ? await aDatabase(server.address) : `file:${join(folder, `${kills}.db`)}`;
  const { lines, received } = await killCouriers({
    ...{ url, program, kills, lanes, seed: Number(values.seed), isShared: server !== null },
  });
  const arrived = new Set(received.map(idOf));
  results.push({
    ...{ store: server ? 'postgres' : 'file', kills, lanes, messages: lines.length },
    lost: lines.filter(({ message }) => message === null || !arrived.has(message)).length,
    repeated: received.length - arrived.size,
    'repeated, of which the ledger says so': lines.filter(
      ({ message, isPerhapsRepeated }) =>
        isPerhapsRepeated && message !== null && repeatedIn(received).has(message),
    ).length,
    'possible repeat in the ledger': lines.filter(({ isPerhapsRepeated }) => isPerhapsRepeated)
      .length,
  });
}
if (values.json) console.log(JSON.stringify(results));
else console.table(results);
await server?.stop();
rmSync(program, { force: true });
rmSync(folder, { recursive: true, force: true });
