import { type Kysely, sql } from 'kysely';
import { locksRows } from './postgres.js';
import type { Tables } from './schema.js';

/**
 * Within a transaction that puts rows back: what triggers once did for them is among the rows, and must not be done
 * twice. Answers how they are switched on again.
 */
export async function triggersOff(trx: Kysely<Tables>): Promise<() => Promise<void>> {
  return locksRows(trx) ? postgresOff(trx) : fileOff(trx);
}

async function postgresOff(trx: Kysely<Tables>): Promise<() => Promise<void>> {
  const asked = sql<{ name: string }>`
    select distinct r.relname as name from pg_trigger t
    join pg_class r on r.oid = t.tgrelid join pg_namespace n on n.oid = r.relnamespace
    where not t.tgisinternal and n.nspname = 'public'`;
  const { rows } = await asked.execute(trx);
  const all = async (how: 'enable' | 'disable') => {
    for (const { name } of rows)
      await sql`alter table ${sql.table(name)} ${sql.raw(how)} trigger user`.execute(trx);
  };
  await all('disable');
  return () => all('enable');
}

async function fileOff(trx: Kysely<Tables>): Promise<() => Promise<void>> {
  const asked = sql<{ name: string; made: string }>`
    select name, sql as made from sqlite_master where type = 'trigger'`;
  const { rows } = await asked.execute(trx);
  for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(trx);
  return async () => {
    for (const { made } of rows) await sql.raw(made).execute(trx);
  };
}
