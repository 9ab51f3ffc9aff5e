import type { Port } from '../service/port.js';
import type { Lang } from '../text/lang.js';
import type { Http } from './http.js';
import type { KeyDesk } from './keys.js';
import type { OperationsDesk } from './operations.js';

/** What the command line needs of the world. */
export interface CliContext {
  /** The way to the service, as whoever has signed in here; throws `NotReachable` where there is none. */
  open(lang: Lang, profile: string | undefined): Promise<Opened>;
  /** Runs everything on this machine until stopped; answers the exit code. */
  up(options: UpOptions): Promise<number>;
  /** The API alone, or a worker alone, until stopped; answers the exit code. */
  api(lang: Lang): Promise<number>;
  worker(lang: Lang): Promise<number>;
  /** The keys of this machine. */
  keys(): Promise<KeyDesk>;
  /** Backups of this machine, and what there is to see of its health. */
  operations(): Promise<OperationsDesk>;
  out(line: string): void;
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): number;
  readonly isTty: boolean;
  readonly columns: number;
}

export interface Opened {
  readonly service: Port;
  readonly http: Http;
  close(): Promise<void>;
}

export interface UpOptions {
  readonly plan?: string;
  readonly season?: string;
  /** `YYYY-MM-DD` */
  readonly examDay?: string;
  readonly rehearsal?: boolean;
  /** Sample accounts for every role, with a password that is printed. */
  readonly demo?: boolean;
  readonly seconds?: number;
  /** How long the season only shows what it would send, as `7d`. */
  readonly showOnly?: string;
  readonly port?: number;
  readonly uiPort?: number;
  readonly lang: Lang;
}
