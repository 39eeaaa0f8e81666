import type { ContractOptions } from '../contract-options.ts';
import type { Scenario } from '../scenario/scenario.ts';
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

/**
 * Runs the suite without a test runner, one scenario after another, and reports each as it ends. Leave the loop to
 * stop early.
 *
 * @throws Error when an exemption names a scenario that the suite does not have
 */
export async function* runContract(
  open: () => Promise<StorageUnderTest>,
  options: ContractOptions,
): AsyncGenerator<ScenarioReport, void, undefined> {
  const unknown = unknownExemptions(options);
  if (unknown.length > 0) throw new Error(`the suite has no scenario "${unknown.join('", "')}"`);
  for (const scenario of scenarios) yield await report(scenario, open, options);
}

async function report(
  scenario: Scenario,
  open: () => Promise<StorageUnderTest>,
  options: ContractOptions,
): Promise<ScenarioReport> {
  const { id, subject } = scenario;
  return { id, subject, verdict: await judge(scenario, open, options) };
}
