import type { FastifyRequest } from 'fastify';
import type { Lang } from '../../text/lang.js';
import type { NamedSeason } from '../../web/season-choice.js';
import type { PageParts } from './page.js';

/** The season that a page is asked about, the newest that runs where none is; '' where none runs. And all there are. */
export async function chosenSeason(
  { house }: Pick<PageParts, 'house'>,
  request: FastifyRequest,
  lang: Lang,
): Promise<{
  readonly season: string;
  readonly seasons: readonly NamedSeason[];
  readonly timezone: string;
}> {
  // The latest that was started comes first.
  const running = await house.running();
  const { season = running[0]?.id ?? '' } = request.query as { readonly season?: string };
  const seasons = running.map(({ id, title }) => [id, title[lang]] as const);
  const timezone = zoneIn(running, season);
  return { season, seasons, timezone };
}

/** The zone of a season whose address somebody has. */
export const zoneOfSeason = async (
  { house }: Pick<PageParts, 'house'>,
  season: string,
): Promise<string> => zoneIn(await house.running(), season);

const zoneIn = (running: Awaited<ReturnType<PageParts['house']['running']>>, season: string) =>
  running.find(({ id }) => id === season)?.timezone ?? 'Asia/Shanghai';
