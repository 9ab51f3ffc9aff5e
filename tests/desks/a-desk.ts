import { createHmac } from 'node:crypto';
import { createKeyRing } from '../../src/adapters/secrets/key-ring.js';
import { linkMarks } from '../../src/adapters/secrets/link-marks.js';
import type { Store } from '../../src/adapters/store/store.js';
import type { PlanCommit } from '../../src/adapters/store/types.js';
import { epochMs, type Duty } from '../../src/engine/model.js';
import type { Passwords } from '../../src/service/accounts/password-port.js';
import { aCommit, aRow, aStep, aUnit, T0 } from '../adapters/a-plan.js';
import { aStore } from '../adapters/a-store.js';
import { duty } from '../engine/unit.js';

/** The first morning of the exam, as everybody here sees the time. */
export const NOW = T0;
export const SITE = 'c/a/1';

/** A clock that stands still until it is moved. */
export interface Clock {
  now: () => number;
  pass: (ms: number) => void;
}
export function aClock(start: number = NOW): Clock {
  let at = start;
  return {
    now: () => at,
    pass: (ms) => {
      at += ms;
    },
  };
}

/** Quick digests: what is slow on purpose is tested where it lives. */
export const quickPasswords: Passwords = {
  hash: async (text) => `quick:${text}`,
  verify: async (digest, text) => digest === `quick:${text}`,
};

export const aSeal = {
  fingerprint: (text: string) => createHmac('sha256', 'a key').update(text).digest('base64url'),
  seal: (text: string, about: string) => `${about}|${Buffer.from(text).toString('base64')}`,
  open: (sealed: string, about: string) => {
    const [known, body = ''] = sealed.split('|');
    if (known !== about) throw new Error('moved');
    return Buffer.from(body, 'base64').toString('utf8');
  },
};

export const aMarks = linkMarks(
  createKeyRing(
    () => [
      {
        ...{ id: '0a0b0c0d', created: '2026-01-01T00:00:00Z', from: '2026-01-01T00:00:00Z' },
        secret: Buffer.alloc(32, 7).toString('base64'),
      },
    ],
    () => NOW,
  ),
);

const holder = (post: string, person: string, name: string) => ({
  ...{ post, person, name, title: '组长', from: '', to: '' },
});
const POSTS = [
  holder(`${SITE}#doer`, 'li', '李竹'),
  holder(`${SITE}#leader`, 'zhao', '赵兰'),
  holder(`${SITE}#keeper`, 'li', '李竹'),
  holder(`${SITE}#head`, 'qian', '钱梅'),
  holder('c/a#inspector', 'wang', '王松'),
  holder('c/a#doer', 'sun', '孙柏'),
];

const SIGNED: Partial<Duty> = {
  kind: 'signed',
  sign: {
    ...{ posts: [`${SITE}#keeper`, 'c/a#inspector'], withinMs: 1_800_000, ordered: false },
    offices: 'different',
  },
};

/** A county whose site 一号 has a task, a list, a signed packet and a gate, all due this morning. */
export function aDeskCommit(parts: { readonly rehearsal?: boolean } = {}): PlanCommit {
  const steps = [aStep('line'), aStep('rooms'), aStep('packet', 'exam'), aStep('ready')];
  const commit = aCommit({
    steps: steps.map((step) => (step.id === 'packet' ? { ...step, label: 'sensitive' } : step)),
    posts: POSTS,
    units: [
      aUnit('c', 'county'),
      aUnit('c/a', 'area'),
      aUnit(SITE),
      aUnit('c/power', 'department'),
    ],
    rows: {
      [SITE]: [
        aRow('line', { doer: `${SITE}#doer`, answerable: `${SITE}#leader` }),
        aRow('rooms', { kind: 'ask' }),
        aRow('packet', { kind: 'signed' }),
        aRow('ready', { kind: 'gate' }),
      ],
    },
  });
  const duties = [
    duty('line', epochMs(T0), { doer: `${SITE}#doer`, answerable: `${SITE}#leader` }),
    duty('packet', epochMs(T0), SIGNED),
    duty('rooms', epochMs(T0), {
      ...{ kind: 'ask', doer: `${SITE}#doer`, answerable: `${SITE}#leader` },
      lines: ['r1', 'r2'].map((id) => ({ id, by: `${SITE}#doer` })),
    }),
  ];
  return {
    ...commit,
    rehearsal: parts.rehearsal ?? false,
    clock: null,
    unitPlans: commit.unitPlans.map((one) =>
      one.path === SITE ? { ...one, body: { ...one.body, duties } } : one,
    ),
  };
}

export async function aDeskStore(parts: { readonly rehearsal?: boolean } = {}): Promise<Store> {
  const store = await aStore();
  await store.commitPlan(aDeskCommit(parts));
  return store;
}
