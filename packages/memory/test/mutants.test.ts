import { runContract, type ScenarioReport } from '@mooring/contract/run';
import { capabilities, withLayers } from '@mooring/core';
import { describe, expect, it } from 'vitest';
import { facetMutants } from './mutants/facet-mutants.ts';
import { mannerMutants } from './mutants/manner-mutants.ts';
import type { Mutant } from './mutants/mutant.ts';
import { readingMutants } from './mutants/reading-mutants.ts';
import { writingMutants } from './mutants/writing-mutants.ts';
import { openMemory } from './stores.ts';

const mutants: readonly Mutant[] = [
  ...readingMutants,
  ...writingMutants,
  ...facetMutants,
  ...mannerMutants,
];

/** The first scenario of a subject that fails on a mutant. */
async function firstFailure({ layer, caughtBy }: Mutant): Promise<ScenarioReport | undefined> {
  const open = async () => {
    const store = await openMemory({ pageSize: 5 });
    return {
      ...store,
      provider: withLayers(store.provider, layer),
      outsider: withLayers(store.outsider, layer),
    };
  };
  const options = { capabilities, timeoutMs: 500 };
  for await (const report of runContract(open, options, { subjects: [caughtBy] })) {
    if (report.verdict.outcome === 'failed') return report;
  }
  return undefined;
}

describe('a provider with one mistake fails the suite', () => {
  it.each(mutants)('$mistake (caught by $caughtBy)', async (mutant) => {
    expect(await firstFailure(mutant)).toBeDefined();
  });
});

it('a provider without a mistake passes, set up as the mutants are', async () => {
  const failures: string[] = [];
  const open = () => openMemory({ pageSize: 5 });
  for await (const { id, verdict } of runContract(open, { capabilities })) {
    if (verdict.outcome === 'failed') failures.push(`${id}: ${String(verdict.error)}`);
  }
  expect(failures).toEqual([]);
});
