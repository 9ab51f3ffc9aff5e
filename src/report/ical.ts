/** One date of a calendar: a moment, not a stretch of time. */
export interface CalendarEntry {
  /** The same for ever, whatever else changes. */
  readonly uid: string;
  /** Milliseconds since the epoch, real time. */
  readonly at: number;
  readonly title: string;
  readonly description: string;
  /** Counts up with every change, so that a client knows which is newer. */
  readonly sequence: number;
  readonly changedAt: number;
  /** Nothing is due any more: clients take it away, or show it struck out. */
  readonly isCancelled: boolean;
  /** So many milliseconds before: the client may remind by itself. */
  readonly remindBeforeMs?: number;
}

export interface CalendarPage {
  readonly name: string;
  /** How often a client should look again, in minutes. */
  readonly everyMinutes: number;
  readonly entries: readonly CalendarEntry[];
}

const CRLF = '\r\n';
/** Octets of a line, its end not counted (RFC 5545, 3.1). */
const MOST_OCTETS = 75;

/** A calendar that any client can subscribe to (RFC 5545). Times in UTC: a zone's rules need not travel. */
export function icalendar({ name, everyMinutes, entries }: CalendarPage): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kaowu//Kaowu 考务//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${everyMinutes}M`,
    `X-PUBLISHED-TTL:PT${everyMinutes}M`,
    ...entries.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => folded(line) + CRLF).join('');
}

function eventLines(entry: CalendarEntry): string[] {
  const { uid, at, title, description, sequence, changedAt, isCancelled } = entry;
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${utc(changedAt)}`,
    `LAST-MODIFIED:${utc(changedAt)}`,
    `DTSTART:${utc(at)}`,
    `SEQUENCE:${sequence}`,
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    // Being owed something does not make anybody busy.
    'TRANSP:TRANSPARENT',
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(description)}`,
    ...(isCancelled ? [] : alarmLines(entry)),
    'END:VEVENT',
  ];
}

function alarmLines({ remindBeforeMs, title }: CalendarEntry): string[] {
  if (remindBeforeMs === undefined) return [];
  const minutes = Math.max(1, Math.round(remindBeforeMs / 60_000));
  const alarm = [`TRIGGER:-PT${minutes}M`, 'ACTION:DISPLAY', `DESCRIPTION:${escaped(title)}`];
  return ['BEGIN:VALARM', ...alarm, 'END:VALARM'];
}

/** `20270616T010000Z` */
const utc = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d{3}/, '');

/** Text as a value (3.3.11); other control characters may not stand in a calendar at all. */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x09\x0b-\x1f\x7f]/g, ' ')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');

/** A line as lines of at most 75 octets, never cut inside a character. */
function folded(line: string): string {
  let [out, octets] = ['', 0];
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > MOST_OCTETS) {
      out += `${CRLF} `;
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
