/** Slow digests of passwords, each with its own salt. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(digest: string, password: string): Promise<boolean>;
}
