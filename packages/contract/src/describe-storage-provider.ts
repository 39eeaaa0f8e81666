import { describe, expect, it } from 'vitest';
import type { ContractOptions } from './contract-options.ts';
import { exemptionProblems } from './run/exemption-problems.ts';
import { defaultTimeoutMs, judge } from './run/judge.ts';
import type { StorageUnderTest } from './storage-under-test.ts';
import { scenarios } from './suite/scenarios.ts';

/**
 * Declares the suite as Vitest tests: one per scenario, grouped by subject. `open` is called for each of them, and
 * gives a store that is empty and not shared with another.
 */
export function describeStorageProvider(
  name: string,
  open: () => Promise<StorageUnderTest>,
  options: ContractOptions,
): void {
  // The suite's own limit comes first, so that the store is closed before Vitest gives up on the test.
  const timeout = (options.timeoutMs ?? defaultTimeoutMs) + 5000;
  describe(name, () => {
    it('is exempt only from scenarios that the suite has, each with a reason', () => {
      expect(exemptionProblems(options)).toEqual([]);
    });
    for (const [subject, members] of Map.groupBy(scenarios, (scenario) => scenario.subject)) {
      describe(subject, () => {
        for (const scenario of members) {
          const reason = options.exempt?.[scenario.id];
          const title =
            reason === undefined ? scenario.title : `${scenario.title} (exempt: ${reason})`;
          it(title, { timeout }, async ({ skip }) => {
            const verdict = await judge(scenario, open, options);
            if (verdict.outcome === 'failed') throw verdict.error;
            if (verdict.outcome === 'not-applicable') skip(verdict.reason);
          });
        }
      });
    }
  });
}
