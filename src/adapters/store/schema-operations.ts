/** The tables of operation, as `migration-0007.ts` makes them. */
export interface OperationsTables {
  /** When something was done last, by name; `body` is JSON. */
  heartbeats: { name: string; at: number; body: string };
}
