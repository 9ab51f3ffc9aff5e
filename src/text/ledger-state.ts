/** Where a word to one person stands, as the ledger says. */
export type LedgerState =
  | 'pending'
  | 'open'
  | 'sending'
  | 'handed'
  | 'superseded'
  | 'undeliverable'
  | 'withheld';
