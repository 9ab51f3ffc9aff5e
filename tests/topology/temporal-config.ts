/** Where the parts of one Temporal server listen, and the database they share. */
export interface ServerSetting {
  readonly databasePort: number;
  /** Eight of them: a port and a membership port for each of the four services. */
  readonly ports: readonly number[];
}

const SERVICES = ['frontend', 'history', 'matching', 'worker'] as const;

/** The settings file of a Temporal server on PostgreSQL, all four services in one process, on the loopback. */
export function serverConfig({ databasePort, ports }: ServerSetting): string {
  const store = (database: string, connections: number) => ({
    sql: {
      pluginName: 'postgres12',
      databaseName: database,
      connectAddr: `127.0.0.1:${databasePort}`,
      connectProtocol: 'tcp',
      user: 'kaowu',
      password: '',
      maxConns: connections,
      maxIdleConns: connections,
      maxConnLifetime: '1h',
    },
  });
  const service = (n: number) => ({
    rpc: { grpcPort: ports[n * 2], membershipPort: ports[n * 2 + 1], bindOnIP: '127.0.0.1' },
  });
  // YAML reads JSON.
  return JSON.stringify(
    {
      log: { stdout: true, level: 'warn' },
      persistence: {
        defaultStore: 'default',
        visibilityStore: 'visibility',
        numHistoryShards: 4,
        datastores: {
          default: store('temporal', 20),
          visibility: store('temporal_visibility', 5),
        },
      },
      global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
      services: Object.fromEntries(SERVICES.map((name, n) => [name, service(n)])),
      clusterMetadata: {
        enableGlobalNamespace: false,
        failoverVersionIncrement: 10,
        masterClusterName: 'active',
        currentClusterName: 'active',
        clusterInformation: {
          active: {
            enabled: true,
            initialFailoverVersion: 1,
            rpcName: 'frontend',
            rpcAddress: `127.0.0.1:${ports[0]}`,
          },
        },
      },
      dcRedirectionPolicy: { policy: 'noop' },
      dynamicConfigClient: { filepath: 'config/dynamic.yaml', pollInterval: '60s' },
    },
    null,
    2,
  );
}

/** The server would ask the internet for newer versions. */
export const DYNAMIC_CONFIG = 'frontend.enableServerVersionCheck:\n  - value: false\n';
