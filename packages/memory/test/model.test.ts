import { checkModel } from '@mooring/contract/model';
import { capabilities, withLayers } from '@mooring/core';
import { caseSensitiveTraits } from '@mooring/memory';
import { describe, expect, it } from 'vitest';
import { allMutants } from './mutants/all-mutants.ts';
import { layerOf } from './mutants/mutant.ts';
import { openLayered, openLayeredWithoutCache, openMemory } from './stores.ts';

// A failure prints its seed: `MODEL_SEED=… npx vitest run packages/memory/test/model.test.ts` finds it again.
const seed =
  process.env['MODEL_SEED'] === undefined ? undefined : Number(process.env['MODEL_SEED']);
const timeout = 60_000;

it('random programs do on memory what the model says', { timeout }, async () => {
  await checkModel(openMemory, { capabilities, runs: 200, seed });
});

it('and on memory where case counts', { timeout }, async () => {
  const open = () => openMemory({ traits: caseSensitiveTraits });
  await checkModel(open, { capabilities, runs: 200, seed });
});

it('and on memory under every layer', { timeout }, async () => {
  // One device: what a second one does, the cache may tell of later.
  await checkModel(openLayered, { capabilities, runs: 100, seed, devices: 1 });
});

it('and on memory under every layer but the cache, by two devices', { timeout }, async () => {
  await checkModel(openLayeredWithoutCache, { capabilities, runs: 100, seed });
});

describe('the model notices', () => {
  const mistakes = new Set([
    'a folder that moves leaves its files behind',
    'a move replaces what is at its end',
    'a range is one byte short',
    'a write ignores ifRevision',
    'the feed loses a change',
    'the last page of a listing is dropped',
  ]);

  const mutants = allMutants.filter(({ mistake }) => mistakes.has(mistake));

  it.each(mutants)('$mistake', async (mutant) => {
    const open = async () => {
      const { provider, outsider } = await openMemory();
      const layer = layerOf(mutant);
      return { provider: withLayers(provider, layer), outsider: withLayers(outsider, layer) };
    };
    await expect(checkModel(open, { capabilities, runs: 500 })).rejects.toThrow(/seed: -?\d+/);
  });
});
