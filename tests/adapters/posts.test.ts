import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aCommit } from './a-plan.js';
import { aStoreWithPlan } from './a-store.js';

const holder = (post: string, person: string, from = '', to = '') => ({
  ...{ post, person, name: `名${person}`, title: '组长', from, to },
});
const POSTS = [
  holder('c#office', 'p1'),
  holder('c/a#doer', 'p2', '', '2027-06-10'),
  holder('c/a#doer', 'p3', '2027-06-11', ''),
  holder('c/a/1#doer', 'p2'),
  holder('c/a/1#leader', 'p4'),
  holder('c/a-2#doer', 'p5'),
];
const names = (held: readonly { readonly post: string }[]) => held.map(({ post }) => post);

it('lists each post once with all who hold it, and keeps to a subtree and a person', async () => {
  const store = await aStoreWithPlan(aCommit({ posts: POSTS }));
  const asked = (wish: object) => store.postPage({ season: 's', limit: 100, ...wish });
  const all = await asked({});
  expect(names(all)).toEqual([
    ...['c#office', 'c/a#doer', 'c/a-2#doer', 'c/a/1#doer', 'c/a/1#leader'],
  ]);
  expect(all[1]).toMatchObject({
    path: 'c/a',
    unitTitle: { zh: 'c/a', en: 'c/a (en)' },
    holders: [{ person: 'p2', to: '2027-06-10' }, { person: 'p3' }],
  });
  expect(names(await asked({ under: 'c/a' }))).toEqual(['c/a#doer', 'c/a/1#doer', 'c/a/1#leader']);
  expect(names(await asked({ person: 'p2' }))).toEqual(['c/a#doer', 'c/a/1#doer']);
  expect(await asked({ season: 'other' })).toEqual([]);
});

it('gives pages that are the whole list together, no post in two of them', async () => {
  const roles = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(roles, fc.integer({ min: 1, max: 5 }), async (some, limit) => {
      const posts = some.flatMap((role, n) =>
        Array.from({ length: (n % 3) + 1 }, (_, i) => holder(`c/a#${role}`, `p${i}`)),
      );
      const store = await aStoreWithPlan(aCommit({ posts }));
      const read: string[] = [];
      for (let after: string | undefined; ; ) {
        const page = await store.postPage({ season: 's', limit, ...(after && { after }) });
        read.push(...names(page));
        if (page.length < limit) break;
        after = page.at(-1)?.post;
      }
      expect(read).toEqual(some.map((role) => `c/a#${role}`).sort());
    }),
    { numRuns: 5 },
  );
});
