// @ts-check
// node bin/with-dependencies.js SCRIPT.ts [args]: installs what is missing, then runs the script.
import { runWithDependencies } from './dependencies.js';

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  process.stderr.write('usage: node bin/with-dependencies.js SCRIPT.ts [args]\n');
  process.exit(2);
}
await runWithDependencies(script, args);
