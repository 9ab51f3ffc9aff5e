import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import { groupedBy } from '../../engine/grouped.js';
import { epochMs, type EpochMs } from '../../engine/model.js';
import type { OpenMessage, Recipient, Waits } from './ledger-types.js';
import type { LedgerWrite } from './ledger-writes.js';
import { toWord } from './ledger-words.js';
import { locksRows } from './postgres.js';
import type { Tables } from './schema.js';
import type { LedgerTables } from './schema-ledger.js';

/**
 * Who writes to whom: one courier to a person at a time, any number of couriers. A claim that is not renewed lapses, by
 * the database's own clock, and what its holder had begun is found by the next one.
 */
export const claimsOn = (
  { db, asked }: { readonly db: Kysely<Tables>; readonly asked: Kysely<Tables> },
  clock: () => RawBuilder<number>,
  write: (write: LedgerWrite) => Promise<void>,
) => ({
  /** Persons with something due, the most urgent first; they are this courier's for so long, and longer if renewed. */
  claim: (courier: string, claiming: Claiming) => claim(db, clock, courier, claiming),
  /** All that this courier holds. */
  renew: async (courier: string, forMs: number): Promise<void> => {
    await db
      .updateTable('recipients')
      .set({ claimed_until: sql<number>`${clock()} + ${sql.lit(forMs)}` })
      .where('claimed_by', '=', courier)
      .execute();
  },
  /** Where there is one courier at a time: whatever another held has ended with it. */
  lapseAll: async (): Promise<void> => {
    await db
      .updateTable('recipients')
      .set({ claimed_until: 0 })
      .where('claimed_by', 'is not', null)
      .execute();
  },
  /** Gives a person back, to be looked at again at an instant; null: when something new comes. */
  release: (
    courier: string,
    recipient: Recipient,
    next: { readonly at: EpochMs; readonly rank: number } | null,
  ) => write({ do: 'release', courier, recipient, next }),
  waits: (recipients: readonly Recipient[]) => waits(asked, recipients),
  /** Messages to each of these persons since an instant, the critical ones left out. */
  sentSince: (recipients: readonly Recipient[], since: EpochMs) =>
    sentSince(asked, recipients, since),
});

interface Claiming {
  readonly limit: number;
  readonly now: EpochMs;
  readonly forMs: number;
  /** Only those to whom something of this rank, or of a more urgent one, is owed. */
  readonly upTo?: number;
}

async function claim(
  db: Kysely<Tables>,
  clock: () => RawBuilder<number>,
  courier: string,
  { limit, now, forMs, upTo }: Claiming,
): Promise<readonly Recipient[]> {
  const due = sql`select person, rehearsal from recipients
    where (next_at <= ${now} or claimed_by is not null) and claimed_until < ${clock()}
      ${upTo === undefined ? sql`` : sql`and rank <= ${sql.lit(upTo)}`}
    order by rank, next_at limit ${limit}`;
  // What comes meanwhile calls again; what waits already is said when the person is given back.
  const taken = sql`set claimed_by = ${courier}, claimed_until = ${clock()} + ${sql.lit(forMs)},
    next_at = null`;
  const { rows } = await (locksRows(db)
    ? sql<Row>`with due as materialized (${due} for update skip locked)
        update recipients ${taken} from due
        where recipients.person = due.person and recipients.rehearsal = due.rehearsal
        returning recipients.person, recipients.rehearsal`
    : sql<Row>`update recipients ${taken} where (person, rehearsal) in (${due})
        returning person, rehearsal`
  ).execute(db);
  return rows.map(({ person, rehearsal }) => ({ person, rehearsal: rehearsal === 1 }));
}

type Row = Pick<LedgerTables['recipients'], 'person' | 'rehearsal'>;

async function waits(
  db: Kysely<Tables>,
  recipients: readonly Recipient[],
): Promise<readonly Waits[]> {
  const persons = [...new Set(recipients.map(({ person }) => person))];
  if (persons.length === 0) return [];
  const words = await db
    .selectFrom('owed_words')
    .selectAll()
    .where('person', 'in', persons)
    .where('state', '=', sql.lit('open' as const))
    .orderBy('notice')
    .execute();
  const messages = await openMessages(db, persons);
  const wordsOf = groupedBy(words.map(toWord), keyOf);
  const messagesOf = groupedBy(messages, keyOf);
  return recipients.map((one) => ({
    ...one,
    words: wordsOf.get(keyOf(one)) ?? [],
    messages: messagesOf.get(keyOf(one)) ?? [],
  }));
}

const keyOf = ({ person, rehearsal }: Recipient): string => `${rehearsal} ${person}`;

async function sentSince(
  db: Kysely<Tables>,
  recipients: readonly Recipient[],
  since: EpochMs,
): Promise<(recipient: Recipient) => number> {
  const rows = await db
    .selectFrom('messages')
    .select((eb) => ['person', 'rehearsal', eb.fn.countAll().as('count')])
    .where('person', 'in', [...new Set(recipients.map(({ person }) => person))])
    .where('made_at', '>=', since)
    .where('urgency', '<>', 'critical')
    .where('state', '<>', 'failed')
    .groupBy(['person', 'rehearsal'])
    .execute();
  const sent = new Map(
    rows.map(({ person, rehearsal, count }) => [
      keyOf({ person, rehearsal: rehearsal === 1 }),
      Number(count),
    ]),
  );
  return (recipient) => sent.get(keyOf(recipient)) ?? 0;
}

async function openMessages(
  db: Kysely<Tables>,
  persons: readonly string[],
): Promise<readonly OpenMessage[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('person', 'in', persons)
    .where('state', 'in', [sql.lit('sending' as const), sql.lit('waiting' as const)])
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const unknown = await db
    .selectFrom('deliveries')
    .select(['message', 'channel'])
    .where(
      'message',
      'in',
      rows.map(({ id }) => id),
    )
    .where('outcome', '=', 'trying')
    .execute();
  const on = new Map(unknown.map(({ message, channel }) => [message, channel]));
  return rows.map((row) => toMessage(row, on.get(row.id) ?? null));
}

function toMessage(
  row: Selectable<LedgerTables['messages']>,
  unknownOn: string | null,
): OpenMessage {
  const { id, person, urgency, counted, state, tries } = row;
  return {
    ...{ id, person, urgency, counted, tries, unknownOn },
    rehearsal: row.rehearsal === 1,
    notices: JSON.parse(row.notices),
    state: state === 'waiting' ? 'waiting' : 'sending',
    madeAt: epochMs(row.made_at),
    tryAt: epochMs(row.try_at),
  };
}
