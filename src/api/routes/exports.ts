import { Readable } from 'node:stream';
import { z } from 'zod';
import type { createExports, ExportedTable } from '../../service/reads/exports.js';
import { Refusal } from '../../service/outcome.js';
import { csvText, guarded } from '../../sheets/season-text.js';
import { tableXlsx } from '../../sheets/table-xlsx.js';
import { en } from '../../text/en.js';
import { zh } from '../../text/zh-CN.js';
import { visitorOf, type Routes } from '../api.js';
import { langOf } from '../problems.js';
import { langQuery, pathOf, problems, seasonId, unitInAddress } from '../schemas/words.js';

const CSV = 'text/csv; charset=utf-8';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** A workbook is made in memory; beyond this it would be slow to open, too. */
const MOST_IN_XLSX = 50_000;

/** Tables to take along: as CSV of any length, as xlsx of a length that people open. */
export const exportRoutes =
  (exported: ReturnType<typeof createExports>): Routes =>
  (api) => {
    for (const format of ['csv', 'xlsx'] as const)
      api.route({
        method: 'GET',
        url: `/api/v1/seasons/:season/exports/:what.${format}`,
        config: { access: 'export.read', media: [format === 'csv' ? CSV : XLSX] },
        schema: {
          tags: ['exports'],
          summary: `Duties, or those that are late, as ${format}`,
          params: z.object({ season: seasonId, what: z.enum(['duties', 'overdue']) }),
          querystring: langQuery.extend({
            unit: unitInAddress.optional(),
            department: unitInAddress.optional(),
          }),
          response: { 200: z.unknown(), ...problems(409) },
        },
        handler: async (request, reply) => {
          const { unit, department } = request.query;
          const table = await exported(visitorOf(request), {
            ...request.params,
            ...(unit !== undefined && { under: pathOf(unit) }),
            ...(department !== undefined && { department: pathOf(department) }),
            lang: langOf(request),
          });
          const type = format === 'csv' ? CSV : XLSX;
          const body = format === 'csv' ? Readable.from(csvOf(table)) : await xlsxOf(table);
          return reply
            .header('content-disposition', `attachment; filename="${table.name}.${format}"`)
            .type(type)
            .send(body);
        },
      });
  };

async function* csvOf({ heads, rows }: ExportedTable): AsyncGenerator<string> {
  yield `\ufeff${csvText([heads], '\r\n')}`;
  for await (const page of rows)
    if (page.length > 0)
      yield csvText(
        page.map((cells) => cells.map(guarded)),
        '\r\n',
      );
}

async function xlsxOf({ heads, rows, name }: ExportedTable): Promise<Buffer> {
  const all: (readonly string[])[] = [];
  for await (const page of rows) {
    all.push(...page);
    if (all.length > MOST_IN_XLSX)
      throw new Refusal(
        'too-many-rows',
        zh.exports.tooManyRows(MOST_IN_XLSX),
        en.exports.tooManyRows(MOST_IN_XLSX),
      );
  }
  return tableXlsx(name, heads, all);
}
