import { writeFileSync } from 'node:fs';
import { lettersPage } from '../courier/letters-page.js';

/** Writes `docs/letters.md` anew: `node --import tsx tests/support/publish-letters.ts`. */
writeFileSync('docs/letters.md', lettersPage());
