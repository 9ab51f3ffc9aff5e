import fc from 'fast-check';
import ICAL from 'ical.js';
import ical from 'node-ical';
import { expect, it } from 'vitest';
import { icalendar, type CalendarEntry } from '../../src/report/ical.js';

const AT = Date.UTC(2027, 5, 13, 9);
const entry = (changes: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: '2027-zhongkao/lanxi/site-3/listening-tried@kaowu',
  at: AT,
  title: '外语听力设备试播，备用功放和电源到位',
  description: '东湾中学考点\n责任人 示淳湖；6月13日 17:00 前',
  sequence: 2,
  changedAt: Date.UTC(2027, 5, 1),
  isCancelled: false,
  ...changes,
});
const page = (...entries: CalendarEntry[]) =>
  icalendar({ name: '示淳湖 · 考务', everyMinutes: 30, entries });

/** By one reader, and by another that shares nothing with it. */
function read(text: string) {
  const one = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => ({
    uid: event.getFirstPropertyValue('uid'),
    title: event.getFirstPropertyValue('summary'),
    description: event.getFirstPropertyValue('description'),
    at: (event.getFirstPropertyValue('dtstart') as ICAL.Time).toJSDate().getTime(),
  }));
  const other = Object.values(ical.sync.parseICS(text))
    .filter((event) => event?.type === 'VEVENT')
    .map((event) => ({
      uid: event?.uid,
      at: event && 'start' in event ? new Date(event.start as Date).getTime() : null,
    }));
  return { one, other };
}

it('reads as it was written, by two readers', () => {
  const { one, other } = read(page(entry(), entry({ uid: 'b', at: AT + 60_000, title: 'B' })));
  const { uid, title, description, at } = entry();
  expect(one[0]).toEqual({ uid, title, description, at });
  expect(other).toEqual([
    { uid, at },
    { uid: 'b', at: AT + 60_000 },
  ]);
});

it('says what is due no more, and reminds only of what is', () => {
  const lines = page(entry({ remindBeforeMs: 7_200_000 })).split('\r\n');
  expect(lines).toContain('STATUS:CONFIRMED');
  expect(lines).toContain('TRIGGER:-PT120M');
  const gone = page(entry({ remindBeforeMs: 7_200_000, isCancelled: true })).split('\r\n');
  expect(gone).toContain('STATUS:CANCELLED');
  expect(gone.join()).not.toContain('TRIGGER');
});

it('survives whatever a title says: no line over 75 octets, no character cut, nothing injected', () => {
  const text = fc
    .string({ unit: 'binary', maxLength: 120 })
    .map((said) => said.replaceAll('\r', ''));
  const wild = fc.oneof(
    text,
    fc.constantFrom(
      'END:VEVENT\nBEGIN:VEVENT',
      '考,务;\\n',
      '👩‍👩‍👧‍👦'.repeat(20),
      'a'.repeat(300),
      '\ud800',
    ),
  );
  fc.assert(
    fc.property(wild, wild, (title, description) => {
      const written = page(entry({ title, description }));
      for (const line of written.split('\r\n'))
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const { one, other } = read(written);
      expect([one.length, other.length]).toEqual([1, 1]);
      expect(one[0]?.title).toBe(asShown(title));
      expect(one[0]?.description).toBe(asShown(description));
    }),
  );
});

/** What may not stand in a calendar is a blank, or the mark for a broken character. */
const asShown = (text: string): string =>
  text.replace(/[\0-\x09\x0b-\x1f\x7f]/g, ' ').replace(/\p{Surrogate}/gu, '\ufffd');
