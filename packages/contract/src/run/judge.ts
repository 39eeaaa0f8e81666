import type { Capability, StorageProviderWith } from '@mooring/core';
import type { ContractOptions } from '../contract-options.ts';
import type { Scenario, ScenarioContext } from '../scenario/scenario.ts';
import type { StorageUnderTest } from '../storage-under-test.ts';
import { reasonNotToApply } from './reason-not-to-apply.ts';
import type { Verdict } from './verdict.ts';

export const defaultTimeoutMs = 10_000;

/** Runs one scenario on a store of its own. Rejects only when the store cannot be opened or closed. */
export async function judge(
  scenario: Scenario,
  open: () => Promise<StorageUnderTest>,
  options: ContractOptions,
): Promise<Verdict> {
  const exemption = options.exempt?.[scenario.id];
  const underTest = await open();
  try {
    const reason = reasonNotToApply(scenario, underTest, options);
    if (reason !== undefined) {
      return exemption === undefined
        ? { outcome: 'not-applicable', reason }
        : failed(`exempt, and does not even apply (${reason}): remove the exemption`);
    }
    const context = createContext(underTest, options);
    const error = await failureOf(scenario, context, options.timeoutMs ?? defaultTimeoutMs);
    if (exemption === undefined) {
      return error === undefined ? { outcome: 'passed' } : { outcome: 'failed', error };
    }
    return error === undefined
      ? failed(`exempt ("${exemption}"), and passes: remove the exemption`)
      : { outcome: 'exempt', reason: exemption };
  } finally {
    await underTest.close?.();
  }
}

function createContext(
  underTest: StorageUnderTest,
  { capabilities }: ContractOptions,
): ScenarioContext<Capability> {
  const { provider, outsider } = underTest;
  return {
    // A scenario that uses a capability names it in its needs, and runs only where it is promised.
    provider: provider as StorageProviderWith<Capability>,
    outsider: outsider as StorageProviderWith<Capability>,
    traits: provider.traits,
    promised: new Set(capabilities),
    failNext: async (fault) => underTest.failNext?.(fault),
  };
}

/** What a scenario failed with; undefined when it passed. */
async function failureOf(
  scenario: Scenario,
  context: ScenarioContext<Capability>,
  timeoutMs: number,
): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    const stop = () => reject(new Error(`the scenario did not end within ${timeoutMs} ms`));
    timer = setTimeout(stop, timeoutMs);
  });
  try {
    await Promise.race([scenario.run(context), timeUp]);
    return undefined;
  } catch (error) {
    return error ?? new Error('the scenario failed with undefined');
  } finally {
    clearTimeout(timer);
  }
}

function failed(message: string): Verdict {
  return { outcome: 'failed', error: new Error(message) };
}
