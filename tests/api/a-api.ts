import type { Api, Routes } from '../../src/api/api.js';
import type { Who } from '../../src/api/admission.js';
import { createApi, type ApiOptions } from '../../src/api/app.js';
import type { KeptAnswer, KeptAnswers } from '../../src/api/only-once.js';
import { dutyRoutes } from '../../src/api/routes/duties.js';
import { listRoutes } from '../../src/api/routes/lists.js';
import { planRoutes } from '../../src/api/routes/plans.js';
import { seasonRoutes } from '../../src/api/routes/seasons.js';
import { epochMs } from '../../src/engine/model.js';
import type { Actor, Grant, Role } from '../../src/policy/actor.js';
import { AuditUnavailable, type Attempt, type AuditLog } from '../../src/service/audit-port.js';
import { createGuard } from '../../src/service/guarded.js';
import type { GuardedParts } from '../../src/service/guarded-act.js';
import { guardedPort } from '../../src/service/guarded-port.js';
import type { Planner } from '../../src/service/planner.js';
import type { Port } from '../../src/service/port.js';
import { season, view } from '../cli/a-season.js';

const AT = epochMs(1_812_900_000_000);
export const SITE = 'lanxi/site-3';

export const grant = (role: Role, unit: string, department: string | null = null): Grant => ({
  ...{ id: `${role}-${unit}`, role, unit, season: null, department },
});

export const actor = (
  person: string,
  grants: readonly Grant[],
  more: Partial<Actor> = {},
): Actor => ({
  ...{ person, name: person, grants, way: 'session', secret: `session/${person}`, factors: 2 },
  ...{ scopes: null, only: null },
  ...more,
});

/** Who may come in, by the secret that is shown. */
export const PEOPLE: Readonly<Record<string, Actor>> = {
  coordinator: actor('p-coord', [grant('coordinator', 'lanxi')]),
  site: actor('p-site', [grant('site', SITE)]),
  other: actor('p-other', [grant('site', 'lanxi/site-1')]),
  auditor: actor('p-audit', [grant('auditor', '')]),
  system: actor('p-sys', [grant('system-admin', '')]),
  nobody: actor('p-none', []),
};

/** An audit log that can be looked at, and taken away. */
export function auditInMemory() {
  const rows: (Attempt & { readonly outcome: string })[] = [];
  let isAway = false;
  const put = (attempt: Attempt, outcome: string) => {
    if (isAway) throw new AuditUnavailable('away');
    rows.push({ ...attempt, outcome });
    return { chain: '', seq: rows.length - 1 };
  };
  const log: AuditLog = {
    attempt: async (attempt) => put(attempt, 'open'),
    outcome: async ({ seq }, outcome) => {
      const row = rows[seq];
      if (row) rows[seq] = { ...row, outcome };
    },
    denied: async (attempt) => void put(attempt, 'denied'),
  };
  return { log, rows, takeAway: () => (isAway = true) };
}

export function answersInMemory(): KeptAnswers {
  const kept = new Map<string, KeptAnswer>();
  return {
    async begin(person, key, digest) {
      const known = kept.get(`${person} ${key}`);
      if (!known) kept.set(`${person} ${key}`, { digest, status: 0, body: '', startedAt: 0 });
      return known ?? null;
    },
    async end(person, key, status, body) {
      const known = kept.get(`${person} ${key}`);
      if (known) kept.set(`${person} ${key}`, { ...known, status, body });
    },
    drop: async (person, key) => void kept.delete(`${person} ${key}`),
  };
}

/** A service that takes down what reaches it. */
function fakePort(parts: Partial<Port> = {}) {
  const sent: { season: string; path: string; name: string; message: unknown }[] = [];
  const port: Partial<Port> = {
    seasons: async () => [season],
    units: async () => [],
    overdue: async () => ({ seasons: [{ season, now: AT }], lines: [], next: null }),
    act: async (of, path, name, message) => {
      sent.push({ season: of, path, name, message });
      return { at: AT };
    },
    showDuty: async (_of, path, duty) => ({
      ...{ duty: view({ path, duty }), events: [], notices: [], now: AT, people: [], names: {} },
      ...{ fields: [], recordedLateMs: 900_000 },
    }),
    governSeason: async (of, type, by) =>
      void sent.push({ season: of, path: '', name: type, message: by }),
    ...parts,
  };
  return { port: port as Port, sent };
}

/** Duties of the site are its leader's; others are nobody's. */
const concerned: GuardedParts['concerned'] = {
  postsOf: async (_season, path) => ({
    owners: [`${path}#leader`],
    acceptors: ['lanxi#office'],
    answering: [],
    signing: [`${path}#chief`, `${path}#keeper`],
  }),
  allPostsOf: async (_season, path) => [`${path}#keeper`],
  heldBy: async (_season, person) =>
    person === 'p-site' ? [`${SITE}#leader`, `${SITE}#chief`] : [],
  rootOf: async () => 'lanxi',
};

const noPlanner: Planner = {
  prepare: () => Promise.reject(new Error('no plans here')),
  simulate: () => Promise.reject(new Error('no plans here')),
};

/** The whole application on a fake service, for requests without a network. */
export async function anApi(
  parts: Partial<Port> = {},
  more: readonly Routes[] = [],
  who: Who = async ({ bearer, session }) => PEOPLE[bearer ?? session ?? ''] ?? null,
  options: Partial<ApiOptions> = {},
) {
  const { port, sent } = fakePort(parts);
  const audit = auditInMemory();
  const guard = createGuard(audit.log);
  const all: GuardedParts = {
    ...{ port, guard, concerned },
    checkContent: () => {},
    checkSignature: async () => {},
    checkStandIn: async () => {},
    checkHands: async () => {},
  };
  const portFor = (visitor: Parameters<typeof guardedPort>[1]) => guardedPort(all, visitor);
  const api: Api = await createApi(
    {
      who,
      answers: answersInMemory(),
      routes: [
        ...[seasonRoutes(portFor), dutyRoutes(portFor), listRoutes(portFor)],
        ...[planRoutes(noPlanner, guard, async () => {}), ...more],
      ],
      logger: null,
      version: '0.0.0',
    },
    { trustProxy: false, isSecure: false, ...options },
  );
  const ask = (
    method: 'GET' | 'POST',
    url: string,
    {
      as,
      body,
      headers = {},
    }: { as?: string; body?: object; headers?: Record<string, string> } = {},
  ) =>
    api.inject({
      method,
      url,
      headers: {
        ...(as !== undefined && { authorization: `Bearer ${as}` }),
        ...(method === 'POST' && { 'idempotency-key': `key-${Math.random()}` }),
        ...headers,
      },
      ...(body && { payload: body }),
    });
  return { api, ask, sent, audit, port };
}

export const COMPLETE = `/api/v1/seasons/${season.id}/units/lanxi.site-3/steps/listening-tried/complete`;
