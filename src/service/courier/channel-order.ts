import type { Label, Urgency } from '../../courier/model.js';
import type { Address, Channel } from './channel-port.js';

/** The channels that a service is set up with. */
export interface Channels {
  readonly all: readonly SetChannel[];
  /** Names in the order in which they are tried. */
  readonly order: Readonly<Record<Urgency, readonly string[]>>;
}

export interface SetChannel {
  readonly channel: Channel;
  readonly kind: string;
  /** The highest label whose titles it carries. */
  readonly carries: Label;
  readonly links: boolean;
}

/**
 * The names of the channels to try for somebody, in their order. What he prefers comes first, but for what is
 * critical: there the house decides. Nobody can prefer himself out of being told.
 */
export function orderFor(
  { order }: Pick<Channels, 'order'>,
  { prefers = [] }: Pick<Address, 'prefers'>,
  urgency: Urgency,
): readonly string[] {
  const set = order[urgency];
  const own = urgency === 'critical' ? [] : prefers.filter((name) => set.includes(name));
  return [...new Set([...own, ...set])];
}
