import type { UnitEvent } from '../engine/model.js';
import { NotReachable } from '../service/outcome.js';
import type { Http, Query } from './http.js';

/** An event as the service tells it; `id` is where to go on from. */
export interface ToldEvent {
  readonly id: string;
  readonly season: string;
  readonly path: string;
  readonly seq: number;
  readonly event: UnitEvent;
  readonly recordedAt: number;
}

/** Something heard: an event, or that there is none and where to go on from. */
export interface Heard {
  readonly id: string;
  readonly event: ToldEvent | null;
}

/** The service says something every 15 seconds: after three times that the line is dead. */
const SILENCE_MS = 45_000;
const MOST_UNREAD = 4_000_000;

/**
 * What comes over one connection, behind `after`; without it, from now on. Ends by `NotReachable` when the
 * connection does: whoever wants more comes again with the last id he heard.
 */
export async function* listen(
  http: Http,
  query: Query,
  after: string | undefined,
  silenceMs = SILENCE_MS,
): AsyncGenerator<Heard> {
  const headers = {
    accept: 'text/event-stream',
    ...(after !== undefined && { 'last-event-id': after }),
  };
  const { body } = await http.stream('/api/v1/events', query, headers);
  const reader = (body ?? new ReadableStream()).getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const bytes = await withinSilence(reader, silenceMs);
      text += decoder.decode(bytes, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      if (text.length > MOST_UNREAD) throw new NotReachable('/api/v1/events: no end of a message');
      for (const block of blocks) {
        const heard = heardIn(block);
        if (heard) yield heard;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function withinSilence(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  silenceMs: number,
): Promise<Uint8Array> {
  const patience = AbortSignal.timeout(silenceMs);
  const silent = new Promise<never>((_, reject) => {
    patience.addEventListener('abort', () => reject(new NotReachable('/api/v1/events: silence')));
  });
  const { value, done } = await Promise.race([
    reader.read().catch((error: unknown) => {
      throw new NotReachable(error instanceof Error ? error.message : String(error));
    }),
    silent,
  ]);
  if (done || value === undefined) throw new NotReachable('/api/v1/events: closed');
  return value;
}

/** A message of the stream, by the standard's fields; null for one without an id. */
function heardIn(block: string): Heard | null {
  const lines = block.split('\n');
  const field = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const [id, data] = [field('id'), field('data')];
  if (id === undefined) return null;
  return { id, event: data === undefined ? null : (JSON.parse(data) as ToldEvent) };
}
