import type { Season } from '../../adapters/store/types.js';
import { createActorOf } from './actor-of.js';
import { demoCast, endDemo, startDemo, type DemoPerson } from './demo.js';
import {
  firstStart,
  isFirstStart,
  nameAdministrators,
  type FirstAdministrator,
} from './first-start.js';
import { join, openInvitation, type Joining } from './invitations.js';
import { finishOidc, startOidc } from './oidc-sign-in.js';
import type { AccountParts } from './parts.js';
import { nobodysDigest, signIn, signInCode, signOut, type Credentials } from './sign-in.js';

export type Accounts = ReturnType<typeof createAccounts>;

/** How people come in, and who they are then. What needs a right stands in `port.ts`. */
export function createAccounts(parts: AccountParts) {
  // Made now: made at the first unknown name, it would take longer than a wrong password.
  void nobodysDigest(parts.passwords);
  return {
    actorOf: createActorOf(parts),
    signIn: (credentials: Credentials, address: string | null) =>
      signIn(parts, credentials, address),
    signInCode: (
      given: { readonly session: string; readonly code: string; readonly newPassword?: string },
      address: string | null,
    ) => signInCode(parts, given, address),
    signOut: (session: string, address: string | null = null) => signOut(parts, session, address),
    hasOidc: parts.oidc !== null,
    startOidc: () => startOidc(parts),
    finishOidc: (
      given: { readonly secret: string; readonly address: string },
      from: string | null,
    ) => finishOidc(parts, given, from),
    openInvitation: (token: string) => openInvitation(parts, token),
    join: (joining: Joining, address: string | null = null) => join(parts, joining, address),
    firstStart: () => firstStart(parts),
    isFirstStart: (token: string) => isFirstStart(parts, token),
    nameAdministrators: (
      token: string,
      named: readonly FirstAdministrator[],
      address: string | null = null,
    ) => nameAdministrators(parts, token, named, address),
    demoCast,
    startDemo: (seasons: readonly Pick<Season, 'rehearsal'>[], cast: readonly DemoPerson[]) =>
      startDemo(parts, seasons, cast),
    endDemo: () => endDemo(parts),
  };
}
