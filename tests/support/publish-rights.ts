import { writeFileSync } from 'node:fs';
import { rightsPage } from '../../src/report/rights.js';

/** Writes `docs/rights.md` anew: `node --import tsx tests/support/publish-rights.ts`. */
writeFileSync('docs/rights.md', rightsPage());
