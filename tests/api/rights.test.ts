import { expect, it } from 'vitest';
import { season } from '../cli/a-season.js';
import { anApi, COMPLETE } from './a-api.js';

const SHOW = `/api/v1/seasons/${season.id}/units/lanxi.site-3/steps/listening-tried`;

it('completes under one’s own name, whatever is claimed', async () => {
  const { ask, sent } = await anApi();
  await ask('POST', COMPLETE, { as: 'site', body: { form: { rooms: 36 } } });
  expect(sent[0]?.message).toMatchObject({ by: 'p-site', step: 'listening-tried' });
  expect(sent[0]?.message).not.toHaveProperty('recordedBy');
});

it('writes down each change before and after, and each denial', async () => {
  const { ask, audit } = await anApi();
  await ask('POST', COMPLETE, { as: 'site', body: {} });
  await ask('POST', COMPLETE, { as: 'auditor', body: {} });
  await ask('GET', SHOW, { as: 'site' });
  expect(audit.rows.map(({ person, operation, outcome }) => [person, operation, outcome])).toEqual([
    ['p-site', 'duty.complete', 'done'],
    ['p-audit', 'duty.complete', 'denied'],
  ]);
});

it('denies in the words of absence what somebody may not even see', async () => {
  const { ask, sent } = await anApi({
    showDuty: () => Promise.reject(new Error('never asked')),
  });
  const theirs = await ask('GET', SHOW, { as: 'other' });
  const nothing = await ask('GET', '/api/v1/nothing', { as: 'other' });
  expect([theirs.statusCode, theirs.body]).toEqual([404, nothing.body]);
  expect((await ask('POST', COMPLETE, { as: 'other', body: {} })).statusCode).toBe(404);
  const seen = await ask('POST', COMPLETE, { as: 'auditor', body: {} });
  expect([seen.statusCode, seen.json().code]).toEqual([403, 'denied']);
  expect(sent).toEqual([]);
});

it('carries nothing out that would not be on record', async () => {
  const { ask, sent, audit } = await anApi();
  audit.takeAway();
  const answer = await ask('POST', COMPLETE, { as: 'site', body: {} });
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'audit-unavailable']);
  expect(sent).toEqual([]);
});

it('records for somebody only who may, for whom it concerns, and with both names', async () => {
  const { ask, sent } = await anApi();
  const forSite = { body: { by: 'p-site' } };
  expect((await ask('POST', COMPLETE, { as: 'other', ...forSite })).statusCode).toBe(404);
  expect((await ask('POST', COMPLETE, { as: 'site', body: { by: 'p-other' } })).statusCode).toBe(
    403,
  );
  expect(sent).toEqual([]);
  // A coordinator owes nothing here himself: what he needs is the right to record.
  expect((await ask('POST', COMPLETE, { as: 'coordinator', ...forSite })).statusCode).toBe(200);
  expect(sent[0]?.message).toMatchObject({ by: 'p-site', recordedBy: 'p-coord' });
});

it('shows seasons and units to whom they are shown', async () => {
  const { ask } = await anApi();
  expect((await ask('GET', '/api/v1/seasons', { as: 'site' })).json().items).toHaveLength(1);
  expect((await ask('GET', '/api/v1/seasons', { as: 'nobody' })).statusCode).toBe(403);
});
