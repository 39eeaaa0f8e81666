import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runContract, type ScenarioReport } from '@mooring/contract/run';
import { type JudgedStore, judgedStores } from './judged-stores.ts';
import { type Judgement, renderTable } from './render-table.ts';

// Prints the table and keeps it in the docs. With `--check` it changes nothing, and fails if the docs say otherwise.
const page = join(import.meta.dirname, '../../docs/contract-table.md');
const judgements = await Promise.all(judgedStores.map(judgeStore));

const table = renderTable(judgements);
if (!process.argv.includes('--check')) {
  await writeFile(page, table);
  process.stdout.write(table);
} else if ((await readFile(page, 'utf8')) !== table) {
  process.exitCode = 1;
  process.stderr.write('docs/contract-table.md is out of date: npm run contract-table\n');
}

async function judgeStore({ name, open, options }: JudgedStore): Promise<Judgement> {
  const reports: ScenarioReport[] = [];
  for await (const report of runContract(open, { ...options, timeoutMs: 30_000 })) {
    reports.push(report);
    const { verdict } = report;
    if (verdict.outcome !== 'failed') continue;
    process.exitCode = 1;
    process.stderr.write(`${name}: ${report.id}\n  ${String(verdict.error)}\n`);
  }
  return { name, reports };
}
