import { USUAL_SETTINGS, type CourierSettings } from '../courier/settings.js';
import { parseDuration } from '../engine/moment.js';
import { faultAt, type Fault } from '../plan/faults.js';
import { COURIER, type CourierFile } from './courier-schema.js';
import { readSettings } from './read-settings.js';

/** Reads `courier.yaml`; each fault with its line and column, in both languages. */
export function readCourier(
  file: string,
  bytes: Uint8Array,
): { readonly settings: CourierSettings } | { readonly faults: readonly Fault[] } {
  const read = readSettings(file, bytes, COURIER);
  if ('faults' in read) return read;
  const { said, source } = read;
  const settings = settingsOf(said);
  if (isQuiet(settings, settings.lastCall))
    return {
      faults: [faultAt(source.place(['lastCall']), 'last-call-quiet', { at: settings.lastCall })],
    };
  return { settings };
}

function settingsOf({ wait, unanswered, brief, ...said }: CourierFile): CourierSettings {
  const usual = USUAL_SETTINGS;
  return {
    windowMs: {
      critical: 0,
      urgent: inMs(wait?.urgent, usual.windowMs.urgent),
      ordinary: inMs(wait?.ordinary, usual.windowMs.ordinary),
    },
    quiet: said.quiet === undefined ? usual.quiet : said.quiet,
    morningMs: inMs(said.morning, usual.morningMs),
    ceiling: said.ceiling ?? usual.ceiling,
    lastCall: said.lastCall ?? usual.lastCall,
    lines: said.lines ?? usual.lines,
    unansweredMs: {
      critical: patienceMs(unanswered?.critical, usual.unansweredMs.critical),
      urgent: patienceMs(unanswered?.urgent, usual.unansweredMs.urgent),
      ordinary: null,
    },
    brief: {
      morning: brief?.morning ?? usual.brief.morning,
      afterSessionMs: inMs(brief?.afterSession, usual.brief.afterSessionMs),
    },
  };
}

/** The schema has let no other text through. */
const inMs = (text: string | undefined, usual: number): number =>
  text === undefined ? usual : (parseDuration(text) ?? usual);

const patienceMs = (text: string | undefined, usual: number | null): number | null =>
  text === 'never' ? null : text === undefined ? usual : parseDuration(text);

function isQuiet({ quiet }: CourierSettings, time: string): boolean {
  if (quiet === null || quiet.from === quiet.to) return false;
  const { from, to } = quiet;
  return from < to ? time >= from && time < to : time >= from || time < to;
}
