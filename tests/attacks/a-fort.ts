import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { pino } from 'pino';
import { ensureKeyFile } from '../../src/adapters/secrets/key-file.js';
import { openStore, type Store } from '../../src/adapters/store/store.js';
import type { PlanCommit } from '../../src/adapters/store/types.js';
import { pageRoutes } from '../../src/api/pages/index.js';
import { assembleApi, type ServedApi } from '../../src/main/assemble-api.js';
import { readConfig } from '../../src/main/config.js';
import { partsOn } from '../../src/main/parts.js';
import { placeOf, type Place } from '../../src/main/place.js';
import type { Role } from '../../src/policy/actor.js';
import { aDatabase } from '../support/postgres-server.js';
import { aDeskCommit } from '../desks/a-desk.js';

/** What the neighbours' county is called wherever its name is shown: nobody of county `c` may read it by chance. */
export const THEIRS = '邻县机密';

/** The whole application as a process serves it, on a real store; the units are a list of what reached them. */
export interface Fort {
  readonly api: ServedApi['api'];
  readonly accounts: ServedApi['accounts'];
  readonly store: Store;
  readonly place: Place;
  /** What went to Temporal: the workflow's id, the message's name, and what it said. */
  readonly effects: { readonly id: string; readonly name: string; readonly message: unknown }[];
  /** The log of the process, line by line. */
  readonly lines: string[];
  /** The session's cookie of each role. */
  readonly cookies: Readonly<Record<Role, string>>;
  /** The samples' common password. */
  readonly password: string;
  listen: ServedApi['listen'];
  close(): Promise<void>;
}

/** County `c` (season `s`), whose people have sessions, and its neighbour `d` (season `t`). */
export async function aFort(
  postgres?: string,
  ours: PlanCommit = aDeskCommit({ rehearsal: true }),
): Promise<Fort> {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-fort-'));
  const url =
    postgres === undefined ? `file:${join(folder, 'kaowu.db')}` : await aDatabase(postgres);
  const keys = join(folder, 'keys.json');
  ensureKeyFile(keys, Date.now());
  const config = readConfig({ KAOWU_DATA: folder, KAOWU_STORE: url, KAOWU_KEYS_FILE: keys });
  if ('faults' in config) throw new Error(config.faults.en.join('; '));
  const place = placeOf(config);
  const store = await openStore(url);
  await store.commitPlan(ours);
  await store.commitPlan(neighbours(aDeskCommit({ rehearsal: true })));
  const parts = partsOn(place, { address: '127.0.0.1:1' }, store);
  const effects: Fort['effects'] = [];
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
  const client = clientThat((id, name, message) => void effects.push({ id, name, message }));
  const served = await assembleApi(place, { ...parts, client }, log);
  const cast = served.accounts.demoCast(ours.plan, ours.posts);
  const { password } = await served.accounts.startDemo([{ rehearsal: true }], cast);
  const cookies = Object.fromEntries(
    await Promise.all(
      cast.map(async ({ login }) => {
        const { session } = await served.accounts.signIn({ login, password }, null);
        return [login, session] as const;
      }),
    ),
  );
  return {
    ...{ api: served.api, accounts: served.accounts, store, place, effects, lines, password },
    cookies: cookies as Fort['cookies'],
    listen: served.listen,
    async close() {
      await served.close();
      await parts.client.connection.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The same county again under another name, with people of its own. */
function neighbours(ours: PlanCommit): PlanCommit {
  const text = JSON.stringify(ours)
    .replaceAll(/"c(?=[/#"])/g, '"d')
    .replaceAll(/"(li|zhao|qian|wang|sun)"/g, '"$1-d"');
  const theirs = JSON.parse(text) as PlanCommit;
  const title = { zh: THEIRS, en: THEIRS };
  return {
    ...{ ...theirs, hash: 'h2', plan: { ...theirs.plan, season: 't', title } },
    unitPlans: theirs.unitPlans.map((one) => ({ ...one, hash: `t:${one.hash}` })),
    boardRows: Object.fromEntries(
      Object.entries(ours.boardRows).map(([path, rows]) => [
        path.replace(/^c/, 'd'),
        rows.map((row) => JSON.parse(JSON.stringify(row).replaceAll('"c/', '"d/'))),
      ]),
    ),
  };
}

type Heard = (id: string, name: string, message: unknown) => void;

/** Units that take everything down, and say yes. */
function clientThat(hears: Heard): Client {
  const handle = (workflowId: string) => ({
    workflowId,
    async executeUpdate(name: string, { args }: { readonly args: readonly unknown[] }) {
      hears(workflowId, name, args[0]);
      return [args[0]].flat().map(() => ({ at: Date.now() }));
    },
    async signal(name: string, ...args: unknown[]) {
      hears(workflowId, name, args[0]);
    },
    query: async () => ({}),
    describe: async () => ({ status: { name: 'RUNNING' } }),
  });
  const plain = {
    options: { namespace: 'fort' },
    withDeadline: <Result>(_at: unknown, work: () => Promise<Result>) => work(),
    withAbortSignal: <Result>(_signal: unknown, work: () => Promise<Result>) => work(),
    workflow: {
      getHandle: handle,
      async start(name: string, wish: { readonly workflowId: string }) {
        hears(wish.workflowId, name, wish);
        return handle(wish.workflowId);
      },
    },
  };
  return plain as unknown as Client;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in addresses, its parameters by name: `/seasons/{season}`. */
  readonly url: string;
  /** The right it asks for, `anybody` or `signed-in`. */
  readonly access: string;
  readonly isPage: boolean;
}

/** Every route there is: the API's from its own description, the pages' from what they add. */
export function routesOf({ api }: Pick<Fort, 'api'>): readonly Route[] {
  const paths = (api.swagger() as { paths: Record<string, Record<string, Described>> }).paths;
  const described = Object.entries(paths).flatMap(([url, methods]) =>
    Object.entries(methods).map(([method, { 'x-access': access }]) => ({
      ...{ method: method.toUpperCase() as Route['method'], url },
      ...{ access: access ?? 'signed-in', isPage: false },
    })),
  );
  return [...described, ...pagesThere()];
}

interface Described {
  readonly 'x-access'?: string;
}

function pagesThere(): Route[] {
  const found: Route[] = [];
  const add = (method: 'GET' | 'POST') => (url: string) =>
    found.push({
      ...{ method, url: url.replaceAll(/:(\w+)/g, '{$1}'), access: 'anybody', isPage: true },
    });
  const listens = { get: add('GET'), post: add('POST') };
  const rest = { addHook: () => {}, addContentTypeParser: () => {}, setErrorHandler: () => {} };
  pageRoutes({ house: {} } as never)({ ...listens, ...rest } as never);
  return found;
}

/** An address of a route; what is not given is there for nobody. */
export const filled = (url: string, given: Readonly<Record<string, string>> = {}): string =>
  url.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given[name] ?? 'x1'));
