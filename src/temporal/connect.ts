import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';

/** The search attributes that our workflows set; a namespace has to know them. */
export const SEARCH_ATTRIBUTES = {
  KaowuSeason: 'Keyword',
  KaowuUnit: 'Keyword',
  KaowuOverdue: 'Int',
} as const;

/** How a server is reached: its address, and what it asks for besides. */
export interface Reach {
  /** `host:port` */
  readonly address: string;
  readonly tls?: NonNullable<ConnectionOptions['tls']>;
  readonly apiKey?: string;
  readonly metadata?: NonNullable<ConnectionOptions['metadata']>;
}

/** An address alone stands for a server that asks for nothing. */
export const reachOf = (to: string | Reach): Reach =>
  typeof to === 'string' ? { address: to } : to;

// Left to itself gRPC waits up to two minutes before it tries a server again that was away.
const SOON_AGAIN = {
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 2_000,
};

/** A client on its own connection; throws when the server does not answer within seconds. */
export async function connectClient(
  to: string | Reach,
  namespace: string,
  dataConverter: DataConverter = {},
): Promise<Client> {
  const connection = await Connection.connect({
    ...reachOf(to),
    connectTimeout: '5 seconds',
    channelArgs: SOON_AGAIN,
  });
  return new Client({ connection, namespace, dataConverter });
}

/** A client that connects when it is first used: for a process that must run also while the server is away. */
export const lazyClient = (
  to: string | Reach,
  namespace: string,
  dataConverter: DataConverter = {},
): Client =>
  new Client({
    connection: Connection.lazy({ ...reachOf(to), channelArgs: SOON_AGAIN }),
    namespace,
    dataConverter,
  });
