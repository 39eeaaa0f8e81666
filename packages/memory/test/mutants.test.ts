import { runContract, type ScenarioReport } from '@mooring/contract/run';
import { capabilities, withLayers } from '@mooring/core';
import { describe, expect, it } from 'vitest';
import { allMutants } from './mutants/all-mutants.ts';
import { layerOf, type Mutant } from './mutants/mutant.ts';
import { openMemory } from './stores.ts';

/** The first scenario of a subject that fails on a mutant. */
async function firstFailure(mutant: Mutant): Promise<ScenarioReport | undefined> {
  const open = async () => {
    const store = await openMemory({ pageSize: 5 });
    const layer = layerOf(mutant);
    return {
      ...store,
      provider: withLayers(store.provider, layer),
      outsider: withLayers(store.outsider, layer),
    };
  };
  const options = { capabilities, timeoutMs: 500 };
  for await (const report of runContract(open, options, { subjects: [mutant.caughtBy] })) {
    if (report.verdict.outcome === 'failed') return report;
  }
  return undefined;
}

describe('a provider with one mistake fails the suite', () => {
  it.each(allMutants)('$mistake (caught by $caughtBy)', async (mutant) => {
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
