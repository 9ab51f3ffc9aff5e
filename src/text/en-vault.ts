import type { zhVault } from './zh-CN-vault.js';

export const enVault = {
  command: {
    vault: 'vaults: look, hand over key and combination, withdraw the permit, the lock',
    list: 'how every vault stands: permit, key and combination, alarms',
    show: 'who has what in a vault, who watches, when its lock may open, what it owes',
    pass: 'give the key or the combination to another',
    take: 'take the key or the combination that is given',
    withdraw: 'withdraw the permit; it is to be given anew in time',
    lock: 'report that the lock was opened',
  },
  option: {
    unit: 'path of the vault, such as lanxi/vault',
    what: 'key or combination',
    to: 'who takes it',
    handedOut: 'the step by which both are handed out first',
    permit: 'the step that gives the permit',
    reason: 'why it is withdrawn',
    place: 'which lock',
  },
  head: {
    vault: 'vault',
    permit: 'permit',
    key: 'key',
    combination: 'combination',
    crew: 'on duty',
    late: 'late',
    alarms: 'alarms',
    window: 'lock may open',
    due: 'due',
    duty: 'duty',
    status: 'status',
  },
  said: {
    inForce: 'in force',
    notInForce: 'not in force',
    offered: (to) => `offered to ${to}`,
    opened: (by) => `opened (${by})`,
    openedWrongly: (by) => `opened out of its hour (${by})`,
  },
  none: 'There is no vault.',
} satisfies typeof zhVault;
