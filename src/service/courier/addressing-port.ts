import type { Season } from '../../adapters/store/types.js';
import type { EpochMs, Post } from '../../engine/model.js';
import type { Lang } from '../../text/lang.js';
import type { Address } from './channel-port.js';

/** Who is to hear what a post is owed. */
export interface Addressing {
  /** For each post the persons to be tried, in their order: on duty, deputy, stand-in; none where nobody holds it. Plan time. */
  chain(
    season: Season,
    posts: readonly Post[],
    at: EpochMs,
  ): Promise<(post: Post) => readonly string[]>;
}

/** How a person is written to. */
export interface Correspondent {
  readonly to: Address;
  readonly lang: Lang;
}

/** Where people are reached. Opened when a message is sent, and never kept. */
export interface AddressBook {
  of(person: string): Promise<Correspondent>;
}
