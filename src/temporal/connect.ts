import { Client, Connection } from '@temporalio/client';

/** The search attributes that our workflows set; a namespace has to know them. */
export const SEARCH_ATTRIBUTES = {
  KaowuSeason: 'Keyword',
  KaowuUnit: 'Keyword',
  KaowuOverdue: 'Int',
} as const;

/** A client on its own connection; throws when the server does not answer within seconds. */
export async function connectClient(address: string, namespace: string): Promise<Client> {
  const connection = await Connection.connect({ address, connectTimeout: '5 seconds' });
  return new Client({ connection, namespace });
}
