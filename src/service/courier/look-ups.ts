import { gatheredReads } from '../../adapters/store/gather.js';
import type { Recipient } from '../../adapters/store/ledger-types.js';
import type { Store } from '../../adapters/store/store.js';
import type { Notice } from '../../adapters/store/types.js';
import type { Word } from '../../courier/word.js';
import type { EpochMs } from '../../engine/model.js';
import type { Brake } from './brake-port.js';
import { laterIn, type Later } from './later.js';
import type { SeasonTraits } from './season-hours.js';

/** What must be known to write to somebody; of all who are written to at the same time it is asked at once. */
export interface LookUps {
  /** Notices that are held back, with the reason. */
  withheld(words: readonly Word[]): Promise<ReadonlyMap<number, string>>;
  /** Whether what each of these words is about is done by now. */
  done(words: readonly Word[]): Promise<(word: Word) => boolean>;
  /** Messages since an instant, the critical ones left out. */
  sentSince(recipient: Recipient, since: EpochMs): Promise<number>;
  /** In the order asked for; unknown ones are left out. */
  notices(ids: readonly number[]): Promise<readonly Notice[]>;
  traits(season: string): Promise<SeasonTraits | null>;
  /** By how much sessions were extended at the units of a season. */
  later(season: string): Promise<Later>;
}

const AT_ONCE = 256;
const DONE: ReadonlySet<string> = new Set(['accepted', 'waived', 'void']);

export function createLookUps({
  store,
  brake,
  traitsOf,
  now,
}: {
  readonly store: Pick<Store, 'ledger' | 'noticesById' | 'extensions'>;
  readonly brake: Brake;
  readonly traitsOf: (season: string) => Promise<SeasonTraits | null>;
  readonly now: () => EpochMs;
}): LookUps {
  const withheld = gatheredReads(AT_ONCE, async (asked: readonly (readonly Word[])[]) => {
    const found = await brake.withheld(asked.flat(), now());
    return () => found;
  });
  const done = gatheredReads(AT_ONCE, async (asked: readonly (readonly Word[])[]) => {
    const duties = asked
      .flat()
      .flatMap(({ season, path, duty }) => (duty === null ? [] : [{ season, path, duty }]));
    const facts = await store.ledger.boardFacts(duties);
    const keys = new Set(facts.flatMap((one) => (DONE.has(one.status) ? [keyOf(one)] : [])));
    return () => (word: Word) => keys.has(keyOf(word));
  });
  const sent = gatheredReads(AT_ONCE, async (asked: readonly SentSince[]) => {
    const counts = new Map<EpochMs, (recipient: Recipient) => number>();
    for (const since of new Set(asked.map((one) => one.since))) {
      const mine = asked.filter((one) => one.since === since);
      counts.set(
        since,
        await store.ledger.sentSince(
          mine.map(({ recipient }) => recipient),
          since,
        ),
      );
    }
    return ({ recipient, since }) => counts.get(since)?.(recipient) ?? 0;
  });
  const notices = gatheredReads(AT_ONCE, async (asked: readonly (readonly number[])[]) => {
    const rows = await store.noticesById([...new Set(asked.flat())]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return (ids) => ids.flatMap((id) => byId.get(id) ?? []);
  });
  const traits = gatheredReads(AT_ONCE, async (seasons: readonly string[]) => {
    const found = new Map<string, SeasonTraits | null>();
    for (const season of new Set(seasons)) found.set(season, await traitsOf(season));
    return (season) => found.get(season) ?? null;
  });
  const later = gatheredReads(AT_ONCE, async (seasons: readonly string[]) => {
    const found = new Map<string, Later>();
    for (const season of new Set(seasons))
      found.set(season, laterIn(await store.extensions(season)));
    return (season) => found.get(season) ?? new Map();
  });
  return {
    ...{ withheld, done, notices, traits, later },
    sentSince: (recipient, since) => sent({ recipient, since }),
  };
}

interface SentSince {
  readonly recipient: Recipient;
  readonly since: EpochMs;
}

const keyOf = ({ season, path, duty }: Pick<Word, 'season' | 'path' | 'duty'>): string =>
  `${season} ${path} ${duty}`;
