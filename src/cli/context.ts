import type { Service } from '../service/service.js';
import type { Lang } from '../text/lang.js';

/** What the command line needs of the world. */
export interface CliContext {
  /** Reaches the store and the server; throws `NotReachable` where one does not answer. */
  open(): Promise<{ readonly service: Service; close(): Promise<void> }>;
  /** Runs everything on this machine until stopped; answers the exit code. */
  up(options: UpOptions): Promise<number>;
  out(line: string): void;
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): number;
  readonly isTty: boolean;
  readonly columns: number;
}

export interface UpOptions {
  readonly plan?: string;
  readonly season?: string;
  /** `YYYY-MM-DD` */
  readonly examDay?: string;
  readonly rehearsal?: boolean;
  readonly seconds?: number;
  readonly port?: number;
  readonly uiPort?: number;
  readonly lang: Lang;
}
