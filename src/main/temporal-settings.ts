import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Environment } from './config.js';
import type { Values } from './config-variables.js';
import type { Reach } from '../temporal/connect.js';

/** How a Temporal server is reached, and the namespace there; `reach` is null where no address is set. */
export interface TemporalReach {
  readonly reach: Reach | null;
  readonly namespace: string;
}

interface Fault {
  readonly name: string;
  readonly reason: string;
}

/**
 * Reads what Temporal's own tools read: the variables `TEMPORAL_*` over a profile of a settings file. The
 * file is read only where `TEMPORAL_CONFIG_FILE` or `TEMPORAL_PROFILE` says so: the profile that a user of this machine
 * keeps for other work must not send a season elsewhere.
 */
export function temporalOf(
  env: Environment,
  values: Values,
): TemporalReach | { readonly fault: Fault } {
  const { TEMPORAL_PROFILE: profile, TEMPORAL_CONFIG_FILE: file } = values;
  const isFileWanted = profile !== undefined || file !== undefined;
  try {
    const { connectionOptions, namespace } = loadClientConnectConfig({
      overrideEnvVars: definedOf(env),
      disableFile: !isFileWanted,
      configFileStrict: true,
    });
    const { address, apiKey, tls, metadata } = connectionOptions;
    return {
      namespace: namespace ?? values.TEMPORAL_NAMESPACE ?? 'kaowu',
      reach:
        address === undefined
          ? null
          : {
              address,
              ...(tls !== undefined && tls !== null && { tls }),
              ...(apiKey !== undefined && typeof apiKey === 'string' && { apiKey }),
              ...(metadata !== undefined && { metadata }),
            },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const name = profile !== undefined ? 'TEMPORAL_PROFILE' : 'TEMPORAL_CONFIG_FILE';
    return { fault: { name, reason } };
  }
}

const definedOf = (env: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
