import type { Shown } from '../../src/api/admission.js';
import { createApi } from '../../src/api/app.js';
import { accountRoutes } from '../../src/api/routes/accounts.js';
import { invitationRoutes } from '../../src/api/routes/invitations.js';
import { sessionRoutes, type AccountsRoom } from '../../src/api/routes/session.js';
import type { Actor } from '../../src/policy/actor.js';
import { createAccountsPort } from '../../src/service/accounts/port.js';
import { createGuard } from '../../src/service/guarded.js';
import { anOffice } from '../adapters/an-office.js';
import { answersInMemory } from './a-api.js';

interface Ask {
  readonly cookie?: string;
  readonly bearer?: string;
  readonly body?: object;
}

/** The application with accounts on a real store, asked as a browser or a program would. */
export async function aHouse(actorAt: (shown: Shown) => Actor | null = () => null) {
  const office = await anOffice();
  const guard = createGuard(office.audit);
  const accountsFor = createAccountsPort(office.parts, guard);
  const room: AccountsRoom = { accounts: office.accounts, accountsFor, isSecure: true };
  const api = await createApi(
    {
      who: async (shown) => actorAt(shown) ?? office.accounts.actorOf(shown),
      answers: answersInMemory(),
      routes: [sessionRoutes(room), invitationRoutes(room.accounts), accountRoutes(room)],
      logger: null,
      version: '0.0.0',
    },
    { trustProxy: false, isSecure: true },
  );
  const ask = async (method: 'GET' | 'POST' | 'DELETE', path: string, given: Ask = {}) => {
    const { cookie, bearer, body } = given;
    const answer = await api.inject({
      method,
      url: `/api/v1/${path}`,
      headers: {
        'idempotency-key': crypto.randomUUID(),
        ...(cookie !== undefined && { cookie: `kaowu=${cookie}` }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
      ...(body && { payload: body }),
    });
    const set = answer.cookies.find(({ name }) => name === 'kaowu');
    return { status: answer.statusCode, json: () => answer.json(), set, answer };
  };
  return { api, office, ask };
}
