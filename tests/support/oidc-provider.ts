import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface TestProvider {
  readonly issuer: string;
  /** Goes the way of a browser from the address that the service gave to the one it is sent back to. */
  signIn(url: string, person: string): Promise<string>;
  stop(): Promise<void>;
}

const REDIRECT = 'http://127.0.0.1/api/v1/session/oidc/callback';

/** A real OpenID provider on this machine. Whoever it is told is signed in; `amr` says two factors for `*-mfa`. */
export async function startOidcProvider(): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'kaowu',
        client_secret: 'a secret between two',
        redirect_uris: [REDIRECT],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub', 'amr'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => ({
      accountId: id,
      claims: async () => ({ sub: id }),
    }),
  });
  let person = '';
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    void (async () => {
      const { prompt, params, grantId } = await provider.interactionDetails(request, response);
      const amr = person.endsWith('-mfa') ? ['pwd', 'otp'] : ['pwd'];
      const accountId = person.replace(/-mfa$/, '');
      if (prompt.name === 'login')
        return provider.interactionFinished(request, response, { login: { accountId, amr } });
      const grant = grantId
        ? await provider.Grant.find(grantId)
        : new provider.Grant({ accountId, clientId: String(params['client_id']) });
      grant?.addOIDCScope('openid profile');
      const consent = { grantId: (await grant?.save()) ?? '' };
      return provider.interactionFinished(
        request,
        response,
        { consent },
        { mergeWithLastSubmission: true },
      );
    })();
  });
  return {
    issuer,
    async signIn(url, who) {
      person = who;
      return follow(url);
    },
    stop: () => stop(server),
  };
}

export const OIDC_REDIRECT = REDIRECT;

/** Follows redirects with cookies until the service's own address is reached. */
async function follow(start: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let hops = 0; hops < 12; hops += 1) {
    if (url.startsWith(REDIRECT)) return url;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const one of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      cookies.set(name, value);
    }
    const next = response.headers.get('location');
    if (next === null) throw new Error(`${response.status} ${await response.text()}`);
    url = new URL(next, url).href;
  }
  throw new Error('too many redirects');
}

const stop = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.closeAllConnections();
    server.close(() => done());
  });
