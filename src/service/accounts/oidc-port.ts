/** What must be the same when the provider sends somebody back. */
export interface OidcChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OidcPerson {
  /** Value of the claim that names the person. */
  readonly person: string;
  /** Whether the provider says that it has seen two factors. */
  readonly factors: 1 | 2;
}

/** A house's own sign-in service (OpenID Connect: authorization code with PKCE). */
export interface Oidc {
  /** Where the browser is to go, and what has to be remembered until it comes back. */
  start(): Promise<{ readonly url: string; readonly checks: OidcChecks }>;
  /** Whom the provider names, or why its answer does not hold. `address` is the full address it came back to. */
  finish(address: string, checks: OidcChecks): Promise<OidcPerson | { readonly refused: string }>;
}
