import type { ContractOptions } from '../contract-options.ts';
import type { StorageUnderTest } from '../storage-under-test.ts';
import { scenarios } from '../suite/scenarios.ts';
import { exemptionProblems } from './exemption-problems.ts';
import { judge } from './judge.ts';
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
 * @throws Error when an exemption names a scenario, or the selection a subject, that the suite does not have, and when an
 *   exemption has no reason
 */
export async function* runContract(
  open: () => Promise<StorageUnderTest>,
  options: ContractOptions,
  { subjects }: Selection = {},
): AsyncGenerator<ScenarioReport, void, undefined> {
  const known = new Set(scenarios.map(({ subject }) => subject));
  const unknown = (subjects ?? []).filter((name) => !known.has(name));
  const problems = [
    ...exemptionProblems(options),
    ...unknown.map((name) => `the suite has no subject "${name}"`),
  ];
  if (problems.length > 0) throw new Error(problems.join('; '));
  for (const scenario of scenarios) {
    const { id, subject } = scenario;
    if (subjects !== undefined && !subjects.includes(subject)) continue;
    yield { id, subject, verdict: await judge(scenario, open, options) };
  }
}
