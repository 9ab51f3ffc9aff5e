import { escaped } from '../../text/escaped.js';

/** A piece of a page that is safe to stand in another. */
export interface Html {
  readonly html: string;
}

type Piece = Html | string | number | readonly Piece[] | null;

/** A piece of a page; whatever is put into it is escaped, but other pieces. */
export const html = (texts: TemplateStringsArray, ...pieces: readonly Piece[]): Html => ({
  html: texts.map((text, n) => text + said(pieces[n] ?? null)).join(''),
});

function said(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escaped(String(piece));
  return 'html' in piece ? piece.html : piece.map(said).join('');
}
