/** A document as offices send it: a title, lines under it, sections of sentences and tables, who signs. */
export interface OfficialDocument {
  readonly title: string;
  readonly lines: readonly string[];
  readonly sections: readonly {
    readonly title: string;
    readonly notes: readonly string[];
    readonly heads: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
  /** At the end, to the right: the body and the day. */
  readonly signed: readonly string[];
}

/** Half points: 二号, 四号, 小四. */
const SIZE = { title: 44, text: 28, table: 24 } as const;
/** A4 with the margins of official papers, in twentieths of a point. */
const PAGE = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 2_098, bottom: 1_984, left: 1_587, right: 1_474 },
} as const;
const FONT = { ascii: 'Times New Roman', eastAsia: '仿宋' } as const;
const HEAD_FONT = { ascii: 'Times New Roman', eastAsia: '黑体' } as const;

/** The document as a docx file, on A4. What is in it is text: nothing is read from it. */
export async function documentDocx({
  title,
  lines,
  sections,
  signed,
}: OfficialDocument): Promise<Buffer> {
  // Loaded only here: no other command should wait for it.
  const docx = await import('docx');
  const { AlignmentType, Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } = docx;
  const said = (
    text: string,
    size: number = SIZE.text,
    font: typeof FONT | typeof HEAD_FONT = FONT,
  ) => new TextRun({ text, size, font });
  const paragraph = (text: string) =>
    new Paragraph({
      children: [said(text)],
      // Two characters in, as official papers begin a paragraph.
      indent: { firstLine: SIZE.text * 20 },
      spacing: { line: 560 },
    });
  const cell = (text: string, isHead: boolean) =>
    new TableCell({
      children: [new Paragraph({ children: [said(text, SIZE.table, isHead ? HEAD_FONT : FONT)] })],
    });
  const table = (heads: readonly string[], rows: readonly (readonly string[])[]) =>
    new Table({
      width: { size: 100, type: docx.WidthType.PERCENTAGE },
      rows: [
        new TableRow({ tableHeader: true, children: heads.map((head) => cell(head, true)) }),
        ...rows.map(
          (row) =>
            new TableRow({ cantSplit: true, children: row.map((text) => cell(text, false)) }),
        ),
      ],
    });
  const children = [
    new Paragraph({
      children: [said(title, SIZE.title, HEAD_FONT)],
      alignment: AlignmentType.CENTER,
      spacing: { after: 240 },
    }),
    ...lines.map(
      (line) => new Paragraph({ children: [said(line)], alignment: AlignmentType.CENTER }),
    ),
    ...sections.flatMap(({ title: heading, notes, heads, rows }) => [
      new Paragraph({ children: [said(heading, SIZE.text, HEAD_FONT)], spacing: { before: 240 } }),
      ...notes.map(paragraph),
      ...(rows.length > 0 ? [table(heads, rows)] : []),
    ]),
    ...signed.map(
      (line) => new Paragraph({ children: [said(line)], alignment: AlignmentType.RIGHT }),
    ),
  ];
  return Packer.toBuffer(new Document({ sections: [{ properties: { page: PAGE }, children }] }));
}
