import type { AccountDossier, AccountView, Link } from '../service/accounts/people.js';
import type { AccountsPort } from '../service/accounts/port.js';
import type { Http } from './http.js';

/** What the command line asks of accounts. */
export type AccountsDesk = Pick<
  AccountsPort,
  | 'list'
  | 'show'
  | 'add'
  | 'disable'
  | 'reset'
  | 'unlock'
  | 'grant'
  | 'proposals'
  | 'confirm'
  | 'reject'
  | 'revoke'
  | 'begin'
  | 'tokens'
  | 'revokeToken'
> & {
  createToken(wish: {
    readonly title: string;
    readonly scopes: readonly string[];
    readonly days?: number;
  }): ReturnType<AccountsPort['createToken']>;
};

const ACCOUNTS = '/api/v1/accounts';
const GRANTS = '/api/v1/grants';
const TOKENS = '/api/v1/tokens';

/** Accounts over HTTP: the API answers what the service does. */
export function remoteAccounts(http: Http): AccountsDesk {
  const of = (person: string, rest = ''): string =>
    `${ACCOUNTS}/${encodeURIComponent(person)}${rest}`;
  const change = async (address: string): Promise<void> => {
    await http.send('POST', address);
  };
  return {
    async list() {
      const all: AccountView[] = [];
      let after: string | null = '';
      while (after !== null) {
        const page: { items: readonly AccountView[]; next: string | null } = await http.get(
          ACCOUNTS,
          { after: after === '' ? undefined : after },
        );
        all.push(...page.items);
        after = page.next;
      }
      return all;
    },
    show: (person) => http.get<AccountDossier>(of(person)),
    add: (person) => http.send<Link>('POST', ACCOUNTS, person),
    disable: (person) => change(of(person, '/disable')),
    reset: (person) => http.send<Link>('POST', of(person, '/reset')),
    unlock: (person) => change(of(person, '/unlock')),
    grant: (person, wanted) => http.send('POST', of(person, '/grants'), wanted),
    proposals: async () =>
      (
        await http.get<{ items: Awaited<ReturnType<AccountsPort['proposals']>> }>(
          `${GRANTS}/proposed`,
        )
      ).items,
    confirm: (id) => change(`${GRANTS}/${id}/confirm`),
    reject: (id) => change(`${GRANTS}/${id}/reject`),
    revoke: (id) => change(`${GRANTS}/${id}/revoke`),
    begin: async () => (await http.send<{ token: string }>('POST', '/api/v1/invitations')).token,
    tokens: async () =>
      (await http.get<{ items: Awaited<ReturnType<AccountsPort['tokens']>> }>(TOKENS)).items,
    createToken: (wish) => http.send('POST', TOKENS, wish),
    async revokeToken(id) {
      await http.send('DELETE', `${TOKENS}/${id}`);
    },
  };
}
