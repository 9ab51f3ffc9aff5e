import { readFileSync } from 'node:fs';

const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');

/** This build's version, as package.json has it. */
export const VERSION: string = (JSON.parse(manifest) as { version: string }).version;
