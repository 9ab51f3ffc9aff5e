import { createHash } from 'node:crypto';
import type { AuditKeys } from '../../adapters/audit-keys.js';
import type { AuditScope } from '../../adapters/store/audit-read.js';
import { checkpointText, rowText } from '../../adapters/store/audit-text.js';
import type { AuditStore } from '../../adapters/store/audit.js';

const ROWS_A_PAGE = 1_000;
const CHECKPOINTS_A_PAGE = 20;

/**
 * The log as lines of JSON: what it is, the checkpoints, the rows chain by chain, and at the end a signature over
 * all of them. Each line holds the very text that was hashed, so `tools/verify-audit.mjs` needs nothing but this
 * file. Yields some thousand rows at a time; the memory does not grow with the log.
 */
export async function* exported(
  store: AuditStore,
  keys: AuditKeys,
  at: number,
  scope?: AuditScope,
): AsyncGenerator<string, void, undefined> {
  const about = { season: scope?.season ?? null, unit: scope?.unit ?? null };
  const publicKeys = keys.publicKeys().map(({ id, pem }) => ({ id, pem }));
  yield line({ kaowu: 'audit-export', version: 1, at, ...about, keys: publicKeys });
  yield* checkpointLines(store);

  const total = { chains: 0, rows: 0 };
  const digest = createHash('sha256');
  for (let chain = await store.nextChain('', scope); chain !== null; ) {
    total.chains += 1;
    for (let seq = 0; ; ) {
      const rows = await store.rowsAfter(chain, seq, ROWS_A_PAGE);
      for (const { hash } of rows) digest.update(hash);
      total.rows += rows.length;
      yield rows.map((row) => `{"row":${rowText(row)},"hash":"${row.hash}"}\n`).join('');
      seq = rows.at(-1)?.seq ?? seq;
      if (rows.length < ROWS_A_PAGE) break;
    }
    chain = await store.nextChain(chain, scope);
  }
  const { season, unit } = about;
  const end = ['kaowu-export-1', at, season, unit, total.chains, total.rows, digest.digest('hex')];
  const text = JSON.stringify(end);
  const signer = keys.signing();
  yield `{"end":${text},"key":"${signer.id}","signature":"${signer.sign(text)}"}\n`;
}

async function* checkpointLines(store: AuditStore): AsyncGenerator<string, void, undefined> {
  for (let seq = 0; ; ) {
    const page = await store.checkpointsAfter(seq, CHECKPOINTS_A_PAGE);
    for (const one of page) {
      const text = checkpointText(one);
      yield `{"checkpoint":${text},"hash":"${one.hash}","signature":"${one.signature}"}\n`;
      seq = one.seq;
    }
    if (page.length < CHECKPOINTS_A_PAGE) return;
  }
}

const line = (thing: unknown): string => `${JSON.stringify(thing)}\n`;
