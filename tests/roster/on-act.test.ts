import { expect, it } from 'vitest';
import { createTwoPersons } from '../../src/service/desks/two-persons.js';
import { assertAssignable } from '../../src/service/registers/on-act.js';
import { actor } from '../api/a-api.js';
import { aRoster, JUNE } from './a-roster.js';

const SITE = 'lanxi/site-1';
const standIn = (post: string, from: number, until: number) => ({
  ...{ by: 'office', post, person: 'zhao', from, until },
});

it('nobody stands in by telephone or form either for a head who may not leave', async () => {
  const { store } = await aRoster();
  const parts = { store, now: () => JUNE(1, '10:00') };
  const ask = (from: number, until: number) =>
    assertAssignable(parts, '2027', SITE, 'standIn', standIn(`${SITE}#head`, from, until));
  await expect(ask(JUNE(16, '07:00'), JUNE(16, '12:00'))).rejects.toMatchObject({
    code: 'may-not-leave',
  });
  await expect(ask(JUNE(10), JUNE(11))).resolves.toBeUndefined();
});

it('whoever has taken a post over signs for it, but not beside the one who arranged it', async () => {
  const { store, roster } = await aRoster();
  const twoPersons = createTwoPersons({
    ...{ store, now: () => JUNE(9, '10:00'), officeOf: async () => null },
  });
  const sign = (person: string, post: string) =>
    twoPersons.assertSignature(
      { actor: actor(person, []), address: null },
      ...(['2027', SITE] as const),
      { by: person, step: 'seals', post: `${SITE}#${post}`, content: 'sealed' },
    );
  await expect(sign('zhao', 'keeper')).rejects.toMatchObject({ code: 'not-the-holder' });
  const days = { since: JUNE(8), until: JUNE(12), reason: '出差' };
  await roster.handOver({ from: 'li', to: 'zhao', ...days }, 'wang');
  await expect(sign('zhao', 'keeper')).resolves.toBeUndefined();
  await expect(sign('wang', 'witness')).rejects.toMatchObject({ code: 'had-a-hand' });
});
