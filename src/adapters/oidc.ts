import * as client from 'openid-client';
import type { Oidc } from '../service/accounts/oidc-port.js';

/** A house's sign-in service, as its configuration names it. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** Where it sends people back: `https://kaowu.example/api/v1/session/oidc/callback`. */
  readonly redirect: string;
  /** The claim whose value is the person's id in the register. */
  readonly claim: string;
}

/** Values of `amr` (RFC 8176) that mean: two factors were seen. */
const TWO_FACTORS: readonly string[] = ['mfa', 'otp', 'hwk', 'swk', 'sc', 'fido'];
const TIMEOUT_S = 10;

/**
 * Signs people in by OpenID Connect: authorization code with PKCE, state and nonce. The provider is asked for its own
 * description at the first use, and again where that failed.
 */
export function createOidc(settings: OidcSettings): Oidc {
  const { issuer, clientId, clientSecret, redirect, claim } = settings;
  let known: Promise<client.Configuration> | null = null;
  const discovered = (): Promise<client.Configuration> => {
    known ??= client
      .discovery(
        new URL(issuer),
        clientId,
        undefined,
        clientSecret === null ? client.None() : client.ClientSecretPost(clientSecret),
        {
          timeout: TIMEOUT_S,
          ...(isLoopback(issuer) && { execute: [client.allowInsecureRequests] }),
        },
      )
      .catch((error: unknown) => {
        known = null;
        throw error;
      });
    return known;
  };
  return {
    async start() {
      const verifier = client.randomPKCECodeVerifier();
      const checks = { state: client.randomState(), nonce: client.randomNonce(), verifier };
      const address = client.buildAuthorizationUrl(await discovered(), {
        ...{ redirect_uri: redirect, scope: 'openid profile', state: checks.state },
        nonce: checks.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url: address.href, checks };
    },
    async finish(address, { state, nonce, verifier }) {
      // Its own address as the provider knows it: a proxy before us may have changed host and scheme.
      const back = new URL(redirect);
      back.search = new URL(address, redirect).search;
      try {
        const tokens = await client.authorizationCodeGrant(await discovered(), back, {
          ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        const person = claims?.[claim];
        if (typeof person !== 'string' || person === '') return { refused: `no claim ${claim}` };
        const seen = Array.isArray(claims?.['amr']) ? (claims['amr'] as readonly unknown[]) : [];
        const isTwo = seen.some((one) => typeof one === 'string' && TWO_FACTORS.includes(one));
        return { person, factors: isTwo ? 2 : 1 };
      } catch (error) {
        if (isAnswer(error)) return { refused: `${error.name}: ${error.message}`.slice(0, 200) };
        throw error;
      }
    },
  };
}

/** Without TLS only to this machine itself. */
const isLoopback = (issuer: string): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(issuer).hostname);

/** The provider, or the browser, said something that does not hold: that is an answer, and not a failure of ours. */
const isAnswer = (error: unknown): error is Error =>
  error instanceof client.AuthorizationResponseError ||
  error instanceof client.ResponseBodyError ||
  error instanceof client.WWWAuthenticateChallengeError ||
  error instanceof client.ClientError;
