import { Connection } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import { until } from '../../bin/waiting.js';

/** The kinds of search attributes used, with their numbers in Temporal's API (IndexedValueType). */
const indexedValueType = { Keyword: 2, Int: 3 } as const;
type SearchAttributeKind = keyof typeof indexedValueType;
export type SearchAttributes = Readonly<Record<string, SearchAttributeKind>>;

/** Closed runs stay readable for the audit's 180 days. */
const retentionMs = 180 * 24 * 3_600_000;

/** Which namespace is to be ready, and how long to wait for it. */
export interface NamespaceWish {
  readonly address: string;
  readonly namespace: string;
  readonly searchAttributes: SearchAttributes;
  readonly forMs: number;
  /** Fires when the server's process has ended: no use to wait any longer. */
  readonly ended?: AbortSignal;
}

/**
 * Waits until the server serves the namespace, and makes sure that it keeps closed runs for 180 days and
 * knows the search attributes (the start of the server gives none to a database that exists already).
 *
 * @returns whether it answered in time
 * @throws {Error} when the retention or an attribute cannot be had
 */
export async function prepareNamespace(wish: NamespaceWish): Promise<boolean> {
  const connection = await connect(wish);
  if (connection === undefined) return false;
  try {
    const retention = await until(
      async () =>
        wish.ended?.aborted === true ? null : await readRetentionMs(connection, wish.namespace),
      { everyMs: 100, forMs: wish.forMs },
    );
    if (retention === undefined || retention === null) return false;
    if (retention < retentionMs) await raiseRetention(connection, wish.namespace);
    await addMissing(connection, wish.namespace, wish.searchAttributes);
    return true;
  } finally {
    await connection.close();
  }
}

async function connect({ address, forMs, ended }: NamespaceWish): Promise<Connection | undefined> {
  const connection = await until(
    async () => {
      if (ended?.aborted === true) return null;
      try {
        return await Connection.connect({ address, connectTimeout: 3_000 });
      } catch {
        // A server that is starting refuses or hangs up; the caller tells about one that never answers.
        return undefined;
      }
    },
    { everyMs: 100, forMs },
  );
  return connection ?? undefined;
}

async function readRetentionMs(
  connection: Connection,
  namespace: string,
): Promise<number | undefined> {
  try {
    const found = await connection.withDeadline(Date.now() + 3_000, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
    const ttl = found.config?.workflowExecutionRetentionTtl;
    return ttl ? tsToMs(ttl) : 0;
  } catch {
    // Not serving yet, for instance while its parts find each other.
    return undefined;
  }
}

async function raiseRetention(connection: Connection, namespace: string): Promise<void> {
  const workflowExecutionRetentionTtl = msToTs(retentionMs);
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl },
  });
  const now = await readRetentionMs(connection, namespace);
  if (now === undefined || now < retentionMs) {
    throw new Error(`无法设置保留期 · the retention of ${namespace} could not be set to 180 days`);
  }
}

async function addMissing(
  connection: Connection,
  namespace: string,
  wanted: SearchAttributes,
): Promise<void> {
  const known = await connection.operatorService.listSearchAttributes({ namespace });
  const missing: Record<string, number> = {};
  for (const [name, kind] of Object.entries(wanted)) {
    const there = known.customAttributes[name];
    if (there === undefined) missing[name] = indexedValueType[kind];
    else if (there !== indexedValueType[kind]) {
      throw new Error(
        `搜索属性类型不符 · search attribute ${name} exists with another type than ${kind}`,
      );
    }
  }
  if (Object.keys(missing).length === 0) return;
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: missing });
}
