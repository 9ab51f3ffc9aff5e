import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from '../../src/plan/json-schemas.js';

/** Writes `schemas/*.json` anew: `node --import tsx tests/support/publish-schemas.ts`. */
mkdirSync('schemas', { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas()))
  writeFileSync(join('schemas', name), `${JSON.stringify(schema, null, 2)}\n`);
