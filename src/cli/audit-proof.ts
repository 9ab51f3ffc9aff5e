import type { Command } from 'commander';
import type { Audit } from '../service/audit/audit.js';
import type { AuditVerdict } from '../service/audit/verify.js';
import { EXIT, type Desk } from './desk.js';
import { leaf } from './leaf.js';
import { table } from './table.js';
import { takeAway } from './take-away.js';

interface Checkpoint {
  readonly seq: number;
  readonly hash: string;
  readonly chains: number;
}

interface ExportOptions {
  readonly season?: string;
  readonly unit?: string;
  readonly out: string;
}

/** `audit checkpoint|verify|key|export`: what makes the log a proof, here and elsewhere. */
export function auditProof(audit: Command, desk: Desk): void {
  const { command, option } = desk.t.audit;
  leaf(audit, 'checkpoint', command.checkpoint, desk).action(() => checkpoint(desk));
  leaf(audit, 'verify', command.verify, desk)
    .option('--season <id>', option.season)
    .option('--checkpoint <seq:hash>', option.kept)
    .action((query: { readonly season?: string; readonly checkpoint?: string }) =>
      verify(desk, { season: query.season, checkpoint: query.checkpoint }),
    );
  leaf(audit, 'key', command.key, desk).action(() => keys(desk));
  leaf(audit, 'export', command.export, desk)
    .option('--season <id>', option.season)
    .option('--unit <path>', option.unit)
    .requiredOption('--out <file>', option.out)
    .action((options: ExportOptions) => exportLog(desk, options));
}

const checkpoint = (desk: Desk): Promise<void> =>
  desk.withHttp(async (http) => {
    const { t, paper } = desk;
    const made = await http.send<Checkpoint>('POST', '/api/v1/audit/checkpoints');
    desk.answer(
      () => made,
      () => [paper.green(t.audit.signed(made.seq, made.chains)), t.audit.keep(made.seq, made.hash)],
    );
  });

const verify = (
  desk: Desk,
  query: { readonly season: string | undefined; readonly checkpoint: string | undefined },
): Promise<void> =>
  desk.withHttp(async (http) => {
    const verdict = await http.get<AuditVerdict>('/api/v1/audit/verdict', query);
    if (verdict.faults.length > 0) desk.exitCode = EXIT.refused;
    desk.answer(
      () => ({ ok: verdict.faults.length === 0, ...verdict }),
      () => verdictLines(desk, verdict),
    );
  });

function verdictLines(desk: Desk, { faults, rows, chains, checkpoints, open }: AuditVerdict) {
  const { t, paper } = desk;
  const { column, fault: words } = t.audit;
  const first = open.first.slice(0, 5).map(({ chain, seq }) => `${chain} ${seq}`);
  const unknown =
    open.count > 0 ? [paper.yellow(t.audit.open(open.count, first.join(t.list)))] : [];
  if (faults.length === 0)
    return [paper.green(t.audit.holds(rows, chains, checkpoints)), ...unknown];
  const bad = faults.map(({ chain, seq, fault, detail }) => [
    ...[chain, String(seq), words[fault] ?? fault, detail],
  ]);
  return [
    ...table([column.chain, column.seq, column.fault, column.detail], bad, paper),
    ...unknown,
    paper.red(t.audit.violated(faults.length)),
  ];
}

const keys = (desk: Desk): Promise<void> =>
  desk.withHttp(async (http) => {
    const { items } = await http.get<{ items: ReturnType<Audit['publicKeys']> }>(
      '/api/v1/audit/keys',
    );
    desk.answer(
      () => ({ keys: items }),
      () =>
        items.flatMap(({ pem, fingerprint }) => [
          desk.t.audit.fingerprint(fingerprint),
          pem.trimEnd(),
        ]),
    );
  });

const exportLog = (desk: Desk, { season, unit, out }: ExportOptions): Promise<void> =>
  desk.withHttp(async (http) => {
    const query = { season, unit: unit?.replaceAll('/', '.') };
    await takeAway(desk, await http.stream('/api/v1/audit/export', query), out);
    desk.answer(
      () => ({ file: out }),
      () => [desk.t.audit.exported(out)],
    );
  });
