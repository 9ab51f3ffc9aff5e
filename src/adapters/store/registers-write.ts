import { type Kysely, sql } from 'kysely';
import { lockSeason } from './postgres.js';
import {
  REGISTERS,
  RegisterMoved,
  type EntryWrite,
  type RegisterKind,
  type Writing,
} from './register-types.js';
import { inGroups } from './rows.js';
import type { Db, Tables } from './schema.js';

/** No season has such an id. */
const LOCK = '@registers';

/**
 * Writes new states of entries, all or none; what stood before stays in the history. Ids may come in any order,
 * each at most once a kind. Throws `RegisterMoved` where something was written after `basis`.
 */
export async function putEntries(
  db: Kysely<Tables>,
  writes: readonly EntryWrite[],
  { by, at, basis }: Writing,
): Promise<void> {
  if (writes.length === 0) return;
  await db.transaction().execute(async (trx) => {
    await lockSeason(trx, LOCK);
    if (basis !== undefined && (await headOf(trx)) !== basis)
      throw new RegisterMoved('the registers were written to meanwhile');
    for (const kind of REGISTERS) {
      const own = writes.filter((write) => write.kind === kind);
      await inGroups(own, (group) => putGroup(trx, kind, group, { by, at }));
    }
  });
}

/** Counts up with everything that is written. */
export async function headOf(db: Db): Promise<number> {
  const row = await db
    .selectFrom('register_entries')
    .select((eb) => eb.fn.max('seq').as('head'))
    .executeTakeFirst();
  return row?.head ?? 0;
}

async function putGroup(
  trx: Db,
  kind: RegisterKind,
  group: readonly EntryWrite[],
  { by, at }: Writing,
): Promise<void> {
  const ids = group.map(({ id }) => id);
  const present = await trx
    .selectFrom('register_entries')
    .select(['id', 'rev'])
    .where('kind', '=', kind)
    .where('id', 'in', ids)
    .where('is_current', '=', sql.lit(1))
    .execute();
  const revs = new Map(present.map(({ id, rev }) => [id, rev]));
  if (present.length > 0)
    await trx
      .updateTable('register_entries')
      .set({ is_current: 0 })
      .where('kind', '=', kind)
      .where('id', 'in', [...revs.keys()])
      .where('is_current', '=', sql.lit(1))
      .execute();
  await trx
    .insertInto('register_entries')
    .values(
      group.map(({ id, owner, label, body }) => ({
        ...{ kind, id, owner, label, by, at, is_current: 1 },
        ...{ rev: (revs.get(id) ?? 0) + 1, body: JSON.stringify(body) },
      })),
    )
    .execute();
  await putContacts(trx, group);
}

async function putContacts(trx: Db, group: readonly EntryWrite[]): Promise<void> {
  const contacts = group.flatMap(({ id, contacts: own = [] }) =>
    own.map(({ field, to }) => ({ person: id, field, to })),
  );
  const gone = contacts.filter(({ to }) => to === null);
  for (const { person, field } of gone)
    await trx
      .deleteFrom('register_contacts')
      .where('person', '=', person)
      .where('field', '=', field)
      .execute();
  const kept = contacts.flatMap(({ person, field, to }) =>
    to === null ? [] : [{ person, field, ...to }],
  );
  if (kept.length > 0)
    await trx
      .insertInto('register_contacts')
      .values(kept)
      .onConflict((conflict) =>
        conflict.columns(['person', 'field']).doUpdateSet((eb) => ({
          sealed: eb.ref('excluded.sealed'),
          print: eb.ref('excluded.print'),
        })),
      )
      .execute();
}
