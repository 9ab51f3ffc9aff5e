/** One person about to sign, or one who has signed: of the same duty, within its window. */
export interface Signing {
  readonly person: string;
  /** Names what he showed: a session, a card's line. Null: nothing is on record of it. */
  readonly secret: string | null;
  /** The bodies he belongs to: his department, and the unit of the post he signs for. */
  readonly offices: readonly string[];
}

/** Who signs now, and what is known of it besides. */
export interface Asking extends Signing {
  /** Whether he holds the post he signs for, a stand-in included. */
  readonly holds: boolean;
  /** Who types it in for him; nobody where he signs himself. */
  readonly typist?: string;
}

export interface SigningRule {
  /** No two signatories of one body. */
  readonly differentOffices: boolean;
  /** Whoever had a hand in another's signature: typed it in, or named the one who stood in. */
  readonly initiators: readonly string[];
  /** A rehearsal at one terminal: one secret plays all the parts. */
  readonly oneSecret?: true;
}

/** Why a signature does not count as that of a second person. */
export type SigningFault =
  | 'not-the-holder'
  | 'signed-for-himself'
  | 'secret-shared'
  | 'office-shared'
  | 'had-a-hand'
  | 'secret-unknown';

/**
 * Whether a signature may go in beside those there are: by the holder of the post, another person, with another
 * secret, of another body where the plan asks for it, and not by one who brought the others about. Null: it may.
 */
export function signingFault(
  asking: Asking,
  before: readonly Signing[],
  rule: SigningRule,
): SigningFault | null {
  if (!asking.holds) return 'not-the-holder';
  const pair = before
    .map((other) => pairFault(asking, other, rule))
    .find((fault) => fault !== null);
  if (pair) return pair;
  const { person, typist } = asking;
  const hands = typist === undefined ? [person] : [person, typist];
  const isInitiator = before.length > 0 && hands.some((hand) => rule.initiators.includes(hand));
  // One who has signed himself has no hand in the second signature.
  const hasSigned = before.some((other) => other.person === typist);
  return isInitiator || hasSigned ? 'had-a-hand' : null;
}

/** Why two signatures are not those of two people; the same whichever came first. */
export function pairFault(
  one: Signing,
  other: Signing,
  { differentOffices, oneSecret }: Pick<SigningRule, 'differentOffices' | 'oneSecret'>,
): SigningFault | null {
  if (one.person === other.person) return 'signed-for-himself';
  if (!oneSecret && one.secret !== null && one.secret === other.secret) return 'secret-shared';
  const isShared = one.offices.some((office) => other.offices.includes(office));
  return differentOffices && isShared ? 'office-shared' : null;
}

/** A signature as the log and the kept secrets have it together. */
export interface Signed extends Signing {
  readonly at: number;
}

/** What does not hold of the signatures that closed a duty: two people, two secrets, their bodies, their window. */
export function signedFaults(
  signed: readonly Signed[],
  rule: Pick<SigningRule, 'differentOffices' | 'oneSecret'> & { readonly withinMs: number },
): (SigningFault | 'window-passed')[] {
  const pairs = signed.flatMap((one, n) =>
    signed.slice(n + 1).flatMap((other) => pairFault(one, other, rule) ?? []),
  );
  const unknown = signed.some(({ secret }) => secret === null) ? (['secret-unknown'] as const) : [];
  const times = signed.map(({ at }) => at);
  const tooLong = Math.max(...times) - Math.min(...times) > rule.withinMs;
  return [...new Set([...pairs, ...unknown, ...(tooLong ? (['window-passed'] as const) : [])])];
}

/** A post on which nobody can stand in who already signs the same duty for another; null where he may. */
export function postSignedTwice(
  wanted: { readonly post: string; readonly held: readonly string[] },
  signatures: readonly (readonly string[])[],
): string | null {
  const { post, held } = wanted;
  const both = signatures.find(
    (posts) =>
      posts.includes(post) && posts.some((other) => other !== post && held.includes(other)),
  );
  return both?.find((other) => other !== post && held.includes(other)) ?? null;
}
