import { existsSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtProgram } from '../bin/build.js';
import { createKeyRing } from '../src/adapters/secrets/key-ring.js';
import { workflowBundle } from '../src/temporal/bundle.js';
import { converterOf } from '../src/temporal/codec.js';

// Builds ahead what else the first start would build: the program, under a name that does not change, and
// the workflow code with encryption and without. So an image or an installation starts without writing to itself.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = await builtProgram(root, (line) => console.error(line));
const name = join(dirname(program), 'kaowu.js');
if (!existsSync(name)) symlinkSync(basename(program), name);
const noKeys = createKeyRing(() => [], Date.now);
for (const isEncrypted of [true, false])
  await workflowBundle(converterOf(noKeys, isEncrypted).failureConverterPath);
console.error(`ready: ${name}`);
