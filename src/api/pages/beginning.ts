import type { Answer, Refusal as Code } from '../../engine/model.js';
import type { ProcedureSight, UnitProcedures } from '../../service/desks/procedure-sight.js';
import type { Visitor } from '../../service/guarded.js';
import { Refusal } from '../../service/outcome.js';
import { refusalSentence } from '../../text/refusals.js';
import type { Lang } from '../../text/lang.js';
import { instantSaid } from './deed.js';
import { keyOf, type Fields, type PageParts } from './page.js';

/** Which procedure of which unit a page is about. */
export interface ProcedureAddress {
  readonly season: string;
  readonly path: string;
  readonly procedure: string;
}

/** A page's procedure with its unit, as whoever asks may see them. */
export interface AtProcedure {
  readonly unit: UnitProcedures;
  readonly procedure: ProcedureSight;
}

/** What was begun, for the receipt. */
export interface Begun {
  readonly answer: Answer;
  readonly about: string;
  readonly happenedAt: number | undefined;
}

/** What pages do with procedures, whoever stands before them: look, and begin. */
export function beginningsOf({ house, portFor }: Pick<PageParts, 'house' | 'portFor'>) {
  return { unitAt, at, begin };

  async function unitAt(visitor: Visitor, season: string, path: string): Promise<UnitProcedures> {
    const views = await portFor(visitor).procedures(season, path);
    return house.procedures(visitor.actor, season, path, views);
  }

  /** Refuses a procedure that the unit has not got. */
  async function at(visitor: Visitor, address: ProcedureAddress): Promise<AtProcedure> {
    const unit = await unitAt(visitor, address.season, address.path);
    const procedure = unit.procedures.find(({ id }) => id === address.procedure);
    if (procedure === undefined) throw refusedAs('unknown-procedure', () => address.procedure);
    return { unit, procedure };
  }

  /** Begins it as the form says; `by` is left to the guard unless it is recorded for somebody. Throws `Refusal`. */
  async function begin(
    visitor: Visitor,
    { unit, procedure }: AtProcedure,
    fields: Fields,
    by = '',
  ): Promise<Begun> {
    const { about = '', session = '' } = fields;
    const happenedAt = instantSaid(unit.season.timezone, fields['happenedAt']);
    const answer = await portFor(visitor).act(unit.season.id, unit.unit.path, 'begin', {
      ...{ procedure: procedure.id, about, by, key: keyOf(fields, 'begin') },
      ...(session !== '' && { session }),
      ...(happenedAt !== undefined && { happenedAt }),
    });
    if (answer.refused === undefined) return { answer, about: about.trim(), happenedAt };
    throw refusedAs(answer.refused, (lang) => namesIn(lang, unit, answer.detail));
  }
}

const refusedAs = (code: Code, detail: (lang: Lang) => string): Refusal =>
  new Refusal(
    code,
    refusalSentence(code, detail('zh'), 'zh'),
    refusalSentence(code, detail('en'), 'en'),
  );

/** The unit names sessions by their ids; people, by what they are called. */
function namesIn(lang: Lang, { sessions }: UnitProcedures, detail = ''): string {
  const titles = new Map(sessions.map(({ id, title }) => [id, title[lang]]));
  return detail
    .split(' ')
    .map((id) => titles.get(id) ?? id)
    .join(' ');
}
