import type { zhApi } from './zh-CN-api.js';

export const enApi = {
  denied: 'no right to do this',
  notFound: 'there is no such thing, or it is not yours to see',
  notSignedIn: 'sign in first',
  foreign: 'the request comes from another site and was not let in',
  auditAway:
    'the audit log cannot be written: nothing was done, since it would not be on record; try again',
  unknownOutcome: 'no answer yet, it may have been done; ask again with the same Idempotency-Key',
  busy: 'too many at this moment: this was not begun and changed nothing; try the same again soon',
  defect: 'a fault of the service; it has been logged',
  malformed: 'the request is malformed and was not let in',
  tooMany: 'too many requests from this address: try again in a minute',
  invalid: 'the content is not valid; see each field',
  keyMissing: 'a change needs an Idempotency-Key (8 to 200 visible ASCII characters)',
  keyReused: 'this Idempotency-Key was used for another request; take a new one',
  inProgress: 'the same request is being carried out; try again in a moment',
  addressGuard: 'too many requests; try again in a moment',
} satisfies typeof zhApi;
