import { generateKeyPairSync, sign } from 'node:crypto';
import type { Kysely } from 'kysely';
import {
  type AuditRow,
  checkpointText,
  rowText,
  sha256,
} from '../../src/adapters/store/audit-text.js';
import { checkpointsAfter } from '../../src/adapters/store/audit-checkpoints.js';
import type { Tables } from '../../src/adapters/store/schema.js';

/** What was done to the log, and which row has to be named for it. */
interface Harm {
  readonly chain: string;
  readonly seq: number;
}

type Db = Kysely<Tables>;
/** All of `rows` are covered by a checkpoint; `n` picks among what there is. */
type Tampering = (db: Db, rows: readonly AuditRow[], n: number) => Promise<Harm>;

const pick = <T>(list: readonly T[], n: number): T => {
  const one = list[n % list.length];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
};

const at = (db: Db, { chain, seq }: Harm) => ({
  set: (changes: Partial<AuditRow>) =>
    db
      .updateTable('audit_rows')
      .set(changes)
      .where('chain', '=', chain)
      .where('seq', '=', seq)
      .execute(),
  remove: () =>
    db.deleteFrom('audit_rows').where('chain', '=', chain).where('seq', '=', seq).execute(),
});

const TEXTS = ['person', 'way', 'secret', 'operation', 'season', 'path', 'duty', 'key'] as const;
const OTHERS = ['digest', 'address', 'outcome', 'detail', 'prev', 'hash', 'kind'] as const;

/** Every way in which somebody with the database in his hands might try to have it another way. */
export const tamperings: Readonly<Record<string, Tampering>> = {
  async 'a byte flipped'(db, rows, n) {
    const row = pick(rows, n);
    const filled = [...TEXTS, ...OTHERS].filter((column) => row[column] !== null);
    const column = pick(filled, n >> 4);
    const bytes = Buffer.from(String(row[column]));
    const place = (n >> 8) % bytes.length;
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    await at(db, row).set({ [column]: bytes.toString('latin1') });
    return row;
  },
  async 'a number changed'(db, rows, n) {
    const row = pick(rows, n);
    await at(db, row).set({ at: row.at + 1 + (n % 1_000) });
    return row;
  },
  async 'a value taken away'(db, rows, n) {
    const row = pick(
      rows.filter(({ person }) => person !== null),
      n,
    );
    await at(db, row).set({ person: null });
    return row;
  },
  async 'a refusal made a success'(db, rows, n) {
    const row = pick(
      rows.filter(({ outcome }) => outcome === 'refused' || outcome === 'denied'),
      n,
    );
    await at(db, row).set({ outcome: 'done' });
    return row;
  },
  async 'a row removed'(db, rows, n) {
    const row = pick(rows, n);
    await at(db, row).remove();
    return row;
  },
  async 'two rows exchanged'(db, rows, n) {
    const pairs = rows.filter(({ chain, seq }) =>
      rows.some((other) => other.chain === chain && other.seq === seq + 1),
    );
    const { chain, seq } = pick(pairs, n);
    await at(db, { chain, seq }).set({ seq: -1 });
    await at(db, { chain, seq: seq + 1 }).set({ seq });
    await at(db, { chain, seq: -1 }).set({ seq: seq + 1 });
    return { chain, seq };
  },
  async 'a row moved to another chain'(db, rows, n) {
    const row = pick(rows, n);
    await at(db, row).set({ chain: 's/c/elsewhere', seq: 1 });
    return row;
  },
  async 'the end cut off'(db, rows, n) {
    const { chain, seq } = pick(rows, n);
    await cut(db, chain, seq);
    return { chain, seq };
  },
  async 'the end cut off, and the head set back'(db, rows, n) {
    const { chain, seq, prev } = pick(rows, n);
    await cut(db, chain, seq);
    await db
      .updateTable('audit_chains')
      .set({ seq: seq - 1, hash: prev })
      .where('chain', '=', chain)
      .execute();
    return { chain, seq };
  },
  async 'a chain removed with its head'(db, rows, n) {
    const { chain } = pick(rows, n);
    await cut(db, chain, 1);
    await db.deleteFrom('audit_chains').where('chain', '=', chain).execute();
    return { chain, seq: 1 };
  },
  async 'a row changed, and every hash after it'(db, rows, n) {
    const row = pick(rows, n);
    return { chain: row.chain, seq: await rewritten(db, row, 'p999') };
  },
  async 'a row put behind the end'(db, rows, n) {
    const { chain } = pick(rows, n);
    const last = pick(
      rows.filter((row) => row.chain === chain),
      -1 + rows.filter((row) => row.chain === chain).length,
    );
    const forged = { ...last, seq: last.seq + 1, prev: last.hash, refers: null };
    await db
      .insertInto('audit_rows')
      .values({ ...forged, hash: sha256(rowText(forged)) })
      .execute();
    return { chain, seq: forged.seq };
  },
  async 'a row changed, the hashes, the heads, and the checkpoint signed by another key'(
    db,
    rows,
    n,
  ) {
    await rewritten(db, pick(rows, n), 'p998');
    return { chain: '@checkpoints', seq: await resigned(db) };
  },
  async 'the last checkpoint removed'(db) {
    const { seq } = await db
      .selectFrom('audit_checkpoints')
      .select('seq')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    await db.deleteFrom('audit_signed').where('checkpoint', '=', seq).execute();
    await db.deleteFrom('audit_checkpoints').where('seq', '=', seq).execute();
    const row = await db
      .selectFrom('audit_rows')
      .select(['chain', 'seq'])
      .where('kind', '=', 'checkpoint')
      .where('key', '=', String(seq))
      .executeTakeFirstOrThrow();
    return row;
  },
};

const cut = (db: Db, chain: string, from: number) =>
  db.deleteFrom('audit_rows').where('chain', '=', chain).where('seq', '>=', from).execute();

/**
 * Changes who did it and makes every hash of the chain right again, the head's too. The first row after it that a
 * checkpoint has signed.
 */
async function rewritten(db: Db, row: AuditRow, person: string): Promise<number> {
  const rest = await db
    .selectFrom('audit_rows')
    .selectAll()
    .where('chain', '=', row.chain)
    .where('seq', '>=', row.seq)
    .orderBy('seq')
    .execute();
  let prev = row.prev;
  for (const one of rest) {
    const forged = { ...one, prev, ...(one.seq === row.seq && { person }) };
    prev = sha256(rowText(forged));
    await at(db, one).set({ ...forged, hash: prev });
  }
  await db.updateTable('audit_chains').set({ hash: prev }).where('chain', '=', row.chain).execute();
  const signed = await db
    .selectFrom('audit_signed')
    .select('seq')
    .where('chain', '=', row.chain)
    .where('seq', '>=', row.seq)
    .orderBy('seq')
    .executeTakeFirstOrThrow();
  return signed.seq;
}

/** Signs every checkpoint anew over what the chains say now, by a key of the forger's own; the first of them. */
async function resigned(db: Db): Promise<number> {
  const { privateKey } = generateKeyPairSync('ed25519');
  let prev: string | null = null;
  for (const one of await checkpointsAfter(db, 0, 100)) {
    const heads = [];
    for (const head of one.heads) {
      const { hash } = await db
        .selectFrom('audit_rows')
        .select('hash')
        .where('chain', '=', head.chain)
        .where('seq', '=', head.seq)
        .executeTakeFirstOrThrow();
      heads.push({ ...head, hash });
      await db
        .updateTable('audit_signed')
        .set({ hash })
        .where('checkpoint', '=', one.seq)
        .where('chain', '=', head.chain)
        .execute();
    }
    const text = checkpointText({ ...one, heads, prev: prev ?? one.prev, keyId: 'f'.repeat(16) });
    const hash = sha256(text);
    const signature = sign(null, Buffer.from(text), privateKey).toString('base64');
    await db
      .updateTable('audit_checkpoints')
      .set({ hash, signature, prev: prev ?? one.prev, key_id: 'f'.repeat(16) })
      .where('seq', '=', one.seq)
      .execute();
    prev = hash;
  }
  return 1;
}
