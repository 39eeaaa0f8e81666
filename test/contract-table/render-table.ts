import type { ScenarioReport } from '@mooring/contract/run';

/** What the suite said of one store. */
export interface Judgement {
  readonly name: string;
  readonly reports: readonly ScenarioReport[];
}

/** The page of the docs. The same results give the same page. */
export function renderTable(judgements: readonly Judgement[]): string {
  const [first] = judgements;
  const subjects = [...new Set(first?.reports.map(({ subject }) => subject))];
  const rows = [
    ['subject', 'scenarios', ...judgements.map(({ name }) => name)],
    ['---', ...new Array<string>(judgements.length + 1).fill('---:')],
    ...subjects.map((subject) => [
      subject,
      String(first?.reports.filter((one) => one.subject === subject).length),
      ...judgements.map(({ reports }) => cell(reports.filter((one) => one.subject === subject))),
    ]),
    ['**all**', `**${first?.reports.length}**`, ...judgements.map(({ reports }) => cell(reports))],
  ];
  return `# Which provider passes what

Written by \`npm run contract-table\`, which runs [the contract suite](../packages/contract) on every provider; a test checks that it
is up to date. A number counts scenarios that passed. Where there are less than there could be, the rest does not apply: a capability that
the provider does not promise, other traits, or a fault that cannot be brought about. **e** counts exemptions.

${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}

## Exemptions

An exempt scenario runs all the same, and the suite fails once it passes.

${exemptions(judgements).join('\n') || 'None.'}
`;
}

function cell(reports: readonly ScenarioReport[]): string {
  const count = (outcome: string) =>
    reports.filter(({ verdict }) => verdict.outcome === outcome).length;
  const parts = [
    count('passed') > 0 ? String(count('passed')) : '',
    count('exempt') > 0 ? `${count('exempt')} **e**` : '',
    count('failed') > 0 ? `${count('failed')} FAILED` : '',
  ];
  return parts.filter((part) => part !== '').join(', ') || '–';
}

function exemptions(judgements: readonly Judgement[]): readonly string[] {
  return judgements.flatMap(({ name, reports }) =>
    reports.flatMap(({ id, verdict }) =>
      verdict.outcome === 'exempt' ? [`- ${name}: *${id}*: ${verdict.reason}.`] : [],
    ),
  );
}
