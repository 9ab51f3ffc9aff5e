import type { FastifyRequest } from 'fastify';
import type { DeskRow } from '../../adapters/store/desks.js';
import type { OpenTurn } from '../../service/desks/desk-turns.js';
import type { House } from '../../service/desks/house.js';
import { deskRefusal } from '../../service/desks/refusing.js';

export const DESK_COOKIE = 'kaowu-desk';
export const TURN_COOKIE = 'kaowu-turn';

/** Which registered computer asks, and whose turn it is there. */
export function atDesk({ siteDesks, turns }: Pick<House, 'siteDesks' | 'turns'>) {
  const deskOf = (request: FastifyRequest): Promise<DeskRow> =>
    siteDesks.deskOf(request.cookies[DESK_COOKIE]);
  async function turnOf(request: FastifyRequest, desk: DeskRow): Promise<OpenTurn | null> {
    const token = request.cookies[TURN_COOKIE];
    return token === undefined ? null : turns.turnOf(desk, token);
  }
  return {
    deskOf,
    turnOf,
    /** Throws where it is nobody's turn. */
    async turnNow(request: FastifyRequest): Promise<{ desk: DeskRow; turn: OpenTurn }> {
      const desk = await deskOf(request);
      const turn = await turnOf(request, desk);
      if (turn === null) throw deskRefusal('turn-over');
      return { desk, turn };
    },
  };
}
