import type { Client } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { readServerRecord } from '../setup/server-record.js';
import { connectClient, SEARCH_ATTRIBUTES, type Reach } from '../temporal/connect.js';
import { finding, type DoctorFinding } from './doctor-finding.js';
import { exposureOf } from './doctor-exposure.js';
import { reachedFrom } from './parts.js';
import type { Place } from './place.js';

const DAY_MS = 24 * 3_600_000;
const RETENTION_DAYS = 180;
const ANSWER_WITHIN_MS = 3_000;

/** The Temporal server: its version, what the namespace keeps and knows, and who can reach it. */
export async function temporalFindings(place: Place): Promise<readonly DoctorFinding[]> {
  const reach = await reachedFrom(place).catch(() => null);
  if (reach === null) return [finding('server', 'bad', (words) => words.notRunning)];
  const exposure = await exposureFinding(reach);
  const client = await connectClient(reach, place.namespace).catch(() => null);
  // That it does not answer is said by the health.
  if (client === null) return [exposure];
  try {
    return [
      await versionFinding(client, place),
      await retentionFinding(client, place),
      await attributesFinding(client, place),
      exposure,
    ];
  } finally {
    await client.connection.close();
  }
}

const soon = <Result>(client: Client, ask: () => Promise<Result>): Promise<Result> =>
  client.withDeadline(Date.now() + ANSWER_WITHIN_MS, ask);

async function versionFinding(client: Client, { dataFolder, reach }: Place) {
  const info = await soon(client, () => client.workflowService.getSystemInfo({}));
  const running = info.serverVersion ?? '?';
  const wrote = reach === null ? (await readServerRecord(dataFolder))?.serverVersion : undefined;
  return wrote === undefined || wrote === running
    ? finding('server', 'ok', (words) => words.server(running))
    : finding('server', 'bad', (words) => words.otherServer(running, wrote));
}

async function retentionFinding(client: Client, { namespace }: Place): Promise<DoctorFinding> {
  const ask = () => client.workflowService.describeNamespace({ namespace });
  const found = await soon(client, ask).catch(() => null);
  if (found === null) return finding('namespace', 'bad', (words) => words.noNamespace(namespace));
  const ttl = found.config?.workflowExecutionRetentionTtl;
  const days = Math.floor((ttl ? tsToMs(ttl) : 0) / DAY_MS);
  return days >= RETENTION_DAYS
    ? finding('namespace')
    : finding('namespace', 'bad', (words) => words.retention(days));
}

async function attributesFinding(client: Client, { namespace }: Place): Promise<DoctorFinding> {
  const { operatorService } = client.connection as typeof client.connection & Operator;
  const ask = () => operatorService.listSearchAttributes({ namespace });
  const known = (await soon(client, ask)).customAttributes;
  const lacking = Object.keys(SEARCH_ATTRIBUTES).filter((name) => !(name in known));
  return lacking.length === 0
    ? finding('attributes')
    : finding('attributes', 'bad', (words) => words.attributes(lacking.join(', ')));
}

// A client says no more of its connection than it needs itself.
interface Operator {
  readonly operatorService: {
    listSearchAttributes(wish: { namespace: string }): Promise<{
      readonly customAttributes: Readonly<Record<string, number>>;
    }>;
  };
}

async function exposureFinding({ address, tls }: Reach): Promise<DoctorFinding> {
  const found = await exposureOf(address);
  if (found.kind === 'bound')
    return finding('exposure', 'bad', (words) => words.exposed(found.address));
  if (found.kind === 'public' && !tls)
    return finding('exposure', 'bad', (words) => words.publicHost(found.host));
  return finding('exposure');
}
