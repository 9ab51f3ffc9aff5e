import { forbiddenIn } from '../policy/forbidden.js';
import type { ForbiddenKind } from '../policy/forbidden-words.js';
import { texts } from '../text/texts.js';
import type { Lang } from '../text/lang.js';
import { Refusal } from './outcome.js';

/**
 * Refuses a command whose words hold what must not be in the service; the refusal names the field and what
 * kind of thing it is, never the words. A guard against slips, not against whoever wants to hide something.
 */
export function assertNothingForbidden(command: unknown): void {
  const found = firstIn(command, '');
  if (found) throw refusal(found);
}

interface Found {
  readonly field: string;
  readonly kind: ForbiddenKind;
}

/** Ids, instants and keys: short, held against lists elsewhere, and no words. Inside a form every name is a field. */
const NO_WORDS: ReadonlySet<string> = new Set([
  ...[
    'key',
    'by',
    'recordedBy',
    'step',
    'occurrence',
    'as',
    'post',
    'to',
    'person',
    'line',
    'state',
  ],
  ...[
    'id',
    'doer',
    'answerable',
    'parent',
    'happenedAt',
    'promiseAt',
    'dueAt',
    'from',
    'until',
    'type',
  ],
]);

function firstIn(thing: unknown, field: string): Found | null {
  if (typeof thing === 'string' || typeof thing === 'number') {
    const kind = forbiddenIn(String(thing));
    return kind && { field: field || '?', kind };
  }
  if (typeof thing !== 'object' || thing === null) return null;
  const isForm = /(?:^|\.)form$/.test(field);
  for (const [name, value] of Object.entries(thing)) {
    if (!isForm && NO_WORDS.has(name)) continue;
    const kind = forbiddenIn(name);
    const inside = fieldOf(field, kind ? '' : name);
    const found = kind ? { field: inside, kind } : firstIn(value, inside);
    if (found) return found;
  }
  return null;
}

// A name that is no id is somebody's words, too.
function fieldOf(above: string, name: string): string {
  const said = /^[a-z][\w-]{0,63}$/i.test(name) || /^\d{1,4}$/.test(name) ? name : '?';
  return above === '' ? said : `${above}.${said}`;
}

const refusal = ({ field, kind }: Found): Refusal =>
  new Refusal('forbidden-content', sentence('zh', field, kind), sentence('en', field, kind));

function sentence(lang: Lang, field: string, kind: ForbiddenKind): string {
  const words = texts(lang).forbidden;
  return `${words.in(field, words.what[kind])}${lang === 'zh' ? '。' : '. '}${words.refused}`;
}
