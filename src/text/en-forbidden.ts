import type { zhForbidden } from './zh-CN-forbidden.js';

export const enForbidden = {
  in: (field: string, what: string) => `"${field}" holds ${what}`,
  what: {
    paper: 'paper contents or answers, which are secret and must not be entered',
    code: 'a password or combination, which must not be entered; report only that it was changed or divided',
    route: 'the route of an escort, which is secret and must not be entered',
    'id-number': 'a national id number, which must not be entered; use the id in the register',
    'bank-card': 'the number of a bank card, which must not be entered',
    mobile: 'a mobile number, which must not be entered; contacts belong in the register',
  },
  refused: 'this has not been accepted: take it out and send it again',
} satisfies typeof zhForbidden;
