import type { ContractOptions } from '../contract-options.ts';
import type { StorageUnderTest } from '../storage-under-test.ts';
import { scenarios } from '../suite/scenarios.ts';
import { judge } from './judge.ts';
import { unknownExemptions } from './unknown-exemptions.ts';
import type { Verdict } from './verdict.ts';

export interface ScenarioReport {
  readonly id: string;
  readonly subject: string;
  readonly verdict: Verdict;
}

export interface Selection {
  /** Only scenarios of these subjects. All of them unless told. */
  readonly subjects?: readonly string[] | undefined;
}

/**
 * Runs the suite without a test runner, one scenario after another, and reports each as it ends. Leave the loop to
 * stop early.
 *
 * @throws Error when an exemption names a scenario, or the selection a subject, that the suite does not have
 */
export async function* runContract(
  open: () => Promise<StorageUnderTest>,
  options: ContractOptions,
  { subjects }: Selection = {},
): AsyncGenerator<ScenarioReport, void, undefined> {
  const unknown = [
    ...unknownExemptions(options),
    ...(subjects ?? []).filter((name) => !scenarios.some(({ subject }) => subject === name)),
  ];
  if (unknown.length > 0) throw new Error(`the suite has no "${unknown.join('", "')}"`);
  for (const scenario of scenarios) {
    const { id, subject } = scenario;
    if (subjects !== undefined && !subjects.includes(subject)) continue;
    yield { id, subject, verdict: await judge(scenario, open, options) };
  }
}
