import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { openTopology } from './topology.js';

/**
 * `node bin/with-dependencies.js tests/topology/start.ts [--apis 2] [--workers 2]`: the topology of many
 * machines on this one, until Ctrl-C. Says where everything is, how long it took and how much memory it has.
 */
const { values } = parseArgs({
  options: {
    apis: { type: 'string', default: '2' },
    workers: { type: 'string', default: '2' },
    /** Stop again when everything has started: for the figures alone. */
    once: { type: 'boolean', default: false },
  },
});
const say = (line: string) => console.log(line);
const begun = performance.now();
const topology = await openTopology(
  { apis: Number(values.apis), workers: Number(values.workers) },
  say,
);
say(`everything runs after ${((performance.now() - begun) / 1000).toFixed(1)} s`);
say(`Temporal ${topology.temporalAddress}, store ${topology.storeUrl}`);
say(`APIs ${topology.apis.map(({ url }) => url).join(' ')}`);
say(`settings: ${topology.folder}`);
if (!values.once) await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
say('stopping …');
await topology.stop();
