import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LookAtHealth } from '../service/health.js';

export interface OperationsParts {
  readonly health: LookAtHealth;
  /** The figures in Prometheus' text format; null: this process has none. */
  readonly metrics: (() => Promise<string>) | null;
}

export interface OperationsServer {
  readonly port: number;
  close(): Promise<void>;
}

// Prometheus gives up after ten seconds by default.
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * The port for whoever runs the service: `/healthz`, `/readyz` with every finding in both languages, `/metrics`. No
 * accounts: it belongs on the loopback or a network of machines. Port 0 takes any free one.
 */
export async function serveOperations(
  { host, port }: { readonly host: string; readonly port: number },
  parts: OperationsParts,
): Promise<OperationsServer> {
  const server = createServer((request, response) => void answer(request, response, parts));
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const JSON_TYPE = 'application/json; charset=utf-8';
const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { health, metrics }: OperationsParts,
): Promise<void> {
  const send = (status: number, type: string, body: string) =>
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
  const path = request.url?.split('?')[0];
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') send(405, JSON_TYPE, '{}');
    else if (path === '/healthz') send(200, JSON_TYPE, '{"alive":true}');
    else if (path === '/readyz') {
      const found = await health();
      send(found.ready ? 200 : 503, JSON_TYPE, JSON.stringify(found));
    } else if (path === '/metrics' && metrics) send(200, METRICS_TYPE, await metrics());
    else send(404, JSON_TYPE, '{}');
  } catch {
    // The next scrape asks again; what is wrong shows in the health.
    send(500, JSON_TYPE, '{}');
  }
}
