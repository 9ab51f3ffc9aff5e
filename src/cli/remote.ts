import type { Answer } from '../engine/model.js';
import { epochMs } from '../engine/model.js';
import type { ActName, Port } from '../service/port.js';
import type { Http } from './http.js';

const SEASONS = '/api/v1/seasons';
const dotted = (path: string): string => path.replaceAll('/', '.');

/** The last part of the address, by the unit's update. */
const ADDRESS: Readonly<Record<ActName, string>> = {
  completeSteps: 'complete',
  signFor: 'sign-for',
  answer: 'answer',
  confirm: 'confirm',
  leave: 'leave',
  accept: 'accept',
  return: 'return',
  waive: 'waive',
  handOn: 'hand-on',
  object: 'object',
  amend: 'amend',
  custody: 'custody',
  vault: 'vault',
  unlock: 'lock',
  addStep: 'steps',
  begin: 'procedures',
  standIn: 'stand-ins',
};

/** Who decided, where somebody else types it in. */
const named = (by: string) => (by === '' ? {} : { by });

/** The port over HTTP: the API answers what the service does, so nothing is translated. */
export function remotePort(http: Http): Port {
  const of = (season: string, rest = ''): string => `${SEASONS}/${season}${rest}`;
  return {
    seasons: async () =>
      (await http.get<{ items: Awaited<ReturnType<Port['seasons']>> }>(SEASONS)).items,
    startSeason: (bundle, wish) => http.send('POST', SEASONS, { bundle, wish }),
    async governSeason(season, type, by) {
      await http.send('POST', of(season, `/${type}`), named(by));
    },
    closeSeason: (season, by) => http.send('POST', of(season, '/close'), named(by)),
    statusOf: (season) => http.get(of(season)),
    seasonReport: (season) => http.get(of(season, '/report')),
    units: async (season, under) =>
      (
        await http.get<{ items: Awaited<ReturnType<Port['units']>> }>(
          of(season, '/units'),
          under === undefined ? {} : { under: dotted(under) },
        )
      ).items,
    posts: (season, { under, ...wish } = {}) =>
      http.get(of(season, '/posts'), { ...wish, unit: under && dotted(under) }),
    overdue: ({ season, under, department, phase, level, sort, cursor, limit }) =>
      http.get('/api/v1/overdue', {
        ...{ season, phase, level, sort, cursor, limit },
        unit: under && dotted(under),
        department: department && dotted(department),
      }),
    duties: ({ season, under, department, isOverdue, status, kind, narrowed: _, ...wish }, page) =>
      http.get('/api/v1/duties', {
        ...{ season, ...wish, sort: page?.sort, lang: page?.lang, cursor: page?.cursor },
        ...{ limit: page?.limit, desc: page?.isDescending || undefined },
        ...{ count: page?.isCounted || undefined, overdue: isOverdue || undefined },
        ...{ status: status?.join(','), kind: kind?.join(',') },
        unit: under && dotted(under),
        department: department && dotted(department),
      }),
    async act(season, path, name, message) {
      const { key, ...rest } = message;
      const unit = of(season, `/units/${dotted(path)}`);
      if (!('step' in rest))
        return http.send<Answer>('POST', `${unit}/${ADDRESS[name]}`, rest, key);
      const { step, ...body } = rest;
      return http.send<Answer>('POST', `${unit}/steps/${step}/${ADDRESS[name]}`, body, key);
    },
    async completeAll(season, path, items) {
      const address = of(season, `/units/${dotted(path)}/completions`);
      const { answers } = await http.send<{ answers: Answer[] }>('POST', address, { items });
      return answers.map((one) => ({ ...one, at: epochMs(one.at) }));
    },
    showDuty(season, path, duty) {
      const cut = duty.indexOf('@');
      const [step, occurrence] = cut < 0 ? [duty] : [duty.slice(0, cut), duty.slice(cut + 1)];
      return http.get(of(season, `/units/${dotted(path)}/steps/${step}`), { occurrence });
    },
    custodies: async (season) =>
      (await http.get<{ items: Awaited<ReturnType<Port['custodies']>> }>(of(season, '/custody')))
        .items,
    procedures: async (season, path) =>
      (
        await http.get<{ items: Awaited<ReturnType<Port['procedures']>> }>(
          of(season, `/units/${dotted(path)}/procedures`),
        )
      ).items,
    custody: (season, path) => http.get(of(season, `/units/${dotted(path)}/custody`)),
    vaults: async (season) =>
      (await http.get<{ items: Awaited<ReturnType<Port['vaults']>> }>(of(season, '/vaults'))).items,
    vault: (season, path) => http.get(of(season, `/units/${dotted(path)}/vault`)),
    verify: (season) => http.get(of(season, '/verdict')),
    rebuild: (season) => http.send('POST', of(season, '/rebuild')),
    reseed: (season) => http.send('POST', of(season, '/reseed')),
    reconcile: (season) => http.send('POST', of(season, '/reconcile')),
  };
}
