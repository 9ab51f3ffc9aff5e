import { CST, Lexer } from 'yaml';
import { faultAt, type Fault } from './faults.js';
import { longLine, placeIn } from './text-file.js';

// Measured with yaml 2.9: a megabyte of `- - -` kills the process, `? ? ?` and `: : :` take minutes, a
// thousand aliases in a big file too. So the text is looked over by the lexer alone, and what our plans
// never use is refused before the parser sees it. What passes parses within seconds.
const MAX_TOKENS = 200_000;
const MAX_LINE = 2_000;
const MAX_DEPTH = 20;
const MAX_ITEMS_A_LINE = 4;
const MAX_REFERENCES = 100;

const UNUSED: Partial<Record<CST.TokenType, string>> = {
  'explicit-key-ind': '? (explicit keys)',
  tag: '! (tags)',
  'directive-line': '% (directives)',
};

interface Watch {
  tokens: number;
  depth: number;
  items: number;
  pairs: number;
  references: number;
  documents: number;
  commas: number;
}

/** The first thing in a YAML text that the parser had better not see, or null. Linear in the text. */
export function guardYaml(file: string, text: string): Fault | null {
  const long = longLine(text, MAX_LINE);
  if (long >= 0) return refuse(file, text, long, 'yaml-too-big', `${MAX_LINE} / line`);
  const watch = { tokens: 0, depth: 0, items: 0, pairs: 0, references: 0, documents: 0, commas: 0 };
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    const fault = look(CST.tokenType(token), watch);
    if (fault) return refuse(file, text, offset, ...fault);
    // The lexer marks documents and scalars by control characters that are not in the text.
    if (!MARKS.has(token)) offset += token.length;
  }
  return null;
}

const MARKS: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

type Finding = readonly [
  code: 'yaml-too-big' | 'yaml-unused' | 'yaml-aliases' | 'yaml-syntax',
  detail: string,
];

function look(type: CST.TokenType | null, watch: Watch): Finding | null {
  const unused = type === null ? undefined : UNUSED[type];
  if (unused !== undefined) return ['yaml-unused', unused];
  if ((watch.tokens += 1) > MAX_TOKENS) return ['yaml-too-big', `${MAX_TOKENS} tokens`];
  count(type, watch);
  if (watch.depth > MAX_DEPTH || watch.items > MAX_ITEMS_A_LINE)
    return ['yaml-too-big', `${MAX_DEPTH} levels`];
  if (watch.depth < 0) return ['yaml-syntax', 'a bracket too many'];
  if (watch.pairs > 1) return ['yaml-syntax', 'two ":" in one line: put the text in quotes'];
  if (watch.commas > 1) return ['yaml-syntax', 'nothing between two commas'];
  if (watch.references > MAX_REFERENCES) return ['yaml-aliases', `${MAX_REFERENCES}`];
  return watch.documents > 1 ? ['yaml-unused', '--- (several documents)'] : null;
}

function count(type: CST.TokenType | null, watch: Watch): void {
  if (type === 'newline') watch.items = watch.pairs = 0;
  if (type === 'flow-map-start' || type === 'flow-seq-start') watch.depth += 1;
  if (type === 'flow-map-end' || type === 'flow-seq-end') watch.depth -= 1;
  if (type === 'seq-item-ind') watch.items += 1;
  if (type === 'map-value-ind' && watch.depth === 0) watch.pairs += 1;
  if (type === 'anchor' || type === 'alias') watch.references += 1;
  if (type === 'doc-start') watch.documents += 1;
  if (type === 'comma') watch.commas += 1;
  else if (type !== 'space' && type !== 'newline' && type !== 'comment') watch.commas = 0;
}

function refuse(
  file: string,
  text: string,
  offset: number,
  code: Finding[0],
  detail: string,
): Fault {
  const place = { file, ...placeIn(text, offset) };
  return faultAt(place, code, { limit: detail, what: detail, message: detail });
}
