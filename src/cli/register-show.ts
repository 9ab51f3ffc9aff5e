import type { Command } from 'commander';
import type { Dossier, EntryList } from '../service/registers/registers.js';
import type { EntryView, Reach } from '../service/registers/views.js';
import type { Desk } from './desk.js';
import { leaf } from './leaf.js';
import { misuse } from './misuse.js';
import { facts, table } from './table.js';

const LISTED = ['people', 'departments', 'devices'] as const;
const dotted = (path: string): string => path.replaceAll('/', '.');

interface ListOptions {
  readonly owner?: string;
  readonly text?: string;
  readonly limit?: string;
  readonly after?: string;
}

/** `register list`: a page of a register. */
export function addList(register: Command, desk: Desk): void {
  const t = desk.t.registers;
  leaf(register, 'list', t.list, desk)
    .argument('<register>', t.listedArgument)
    .option('--owner <id>', t.owner)
    .option('--text <text>', t.text)
    .option('--limit <n>', t.limit)
    .option('--after <id>', t.after)
    .action((kind: string, { owner, text, limit, after }: ListOptions) =>
      desk.withHttp(async (http) => {
        const query = { owner: owner && dotted(owner), q: text, limit, cursor: after };
        const list = await http.get<EntryList>(`/api/v1/${listed(desk, kind)}`, query);
        const rows = list.items.map(({ id, body, phone = '', mail = '' }) => [
          ...[id, nameIn(body), belongsTo(body), phone, mail],
        ]);
        desk.answer(
          () => list,
          () => [
            ...(rows.length > 0 ? table(t.entryHeads, rows, desk.paper) : [t.none]),
            ...(list.next === null ? [] : [t.more(list.next)]),
          ],
        );
      }),
    );
}

/** `register show`: one entry with its history. */
export function addShow(register: Command, desk: Desk): void {
  const t = desk.t.registers;
  leaf(register, 'show', t.show, desk)
    .argument('<register>', t.listedArgument)
    .argument('<id>', t.idArgument)
    .option('--reveal', t.reveal)
    .action((kind: string, id: string, { reveal = false }: { readonly reveal?: boolean }) =>
      desk.withHttp(async (http) => {
        const address = `/api/v1/${listed(desk, kind)}/${encodeURIComponent(dotted(id))}`;
        const dossier = await http.get<Dossier>(address);
        const reach = reveal ? await http.send<Reach>('POST', `${address}/reveal`) : null;
        const entry = { ...dossier.entry, ...reach };
        desk.answer(
          () => ({ ...dossier, entry }),
          () => dossierLines(desk, { ...dossier, entry }),
        );
      }),
    );
}

function listed(desk: Desk, kind: string): string {
  if (LISTED.some((one) => one === kind)) return kind;
  throw misuse(desk.lang, (words) => words.other(`${kind}: ${LISTED.join(', ')}`));
}

function dossierLines(
  desk: Desk,
  { entry, history, declarations, trainings, posts }: Dossier,
): string[] {
  const t = desk.t.registers;
  const { paper } = desk;
  const bodyLine = ({ body }: EntryView): string =>
    Object.entries(body)
      .filter(([, value]) => isSaid(value))
      .map(([name, value]) => `${name}=${plainly(desk, value)}`)
      .join(' ');
  const reach = Object.entries({ phone: entry.phone, mail: entry.mail });
  const named = [...Object.entries(entry.body), ...reach].filter(([, value]) => isSaid(value));
  const part = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', paper.bold(title), ...lines];
  return [
    ...facts(
      named.map(([name, value]) => [name, plainly(desk, value)]),
      paper,
    ),
    ...part(t.declarations, declarations.map(bodyLine)),
    ...part(t.trainings, trainings.map(bodyLine)),
    ...part(
      t.posts,
      posts.map(({ season, post, from, to }) => `${season}  ${post}  ${from}–${to}`),
    ),
    ...part(
      t.history,
      table(
        t.historyHeads,
        history.map((one) => [
          String(one.rev),
          new Date(one.at).toISOString(),
          one.by,
          bodyLine(one),
        ]),
        paper,
      ),
    ),
  ];
}

const isSaid = (value: unknown): boolean =>
  value !== '' && value !== undefined && !(Array.isArray(value) && value.length === 0);

const plainly = ({ t }: Desk, value: unknown): string =>
  Array.isArray(value) ? value.join(t.list) : String(value);

const nameIn = (body: EntryView['body']): string =>
  wordIn(body['name'] ?? body['zh'] ?? body['kind']);
const belongsTo = (body: EntryView['body']): string =>
  wordIn(body['school'] || body['department'] || body['unit'] || body['parent']);

const wordIn = (value: unknown): string => (typeof value === 'string' ? value : '');
