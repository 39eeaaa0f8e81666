import { checkModel } from '@mooring/contract/model';
import { capabilities } from '@mooring/core';
import { it } from 'vitest';
import { openEmulatedStore } from './open-emulated-store.ts';

// A failure prints its seed: `MODEL_SEED=… npx vitest run packages/dropbox/test/contract/model.test.ts` finds it again.
const seed =
  process.env['MODEL_SEED'] === undefined ? undefined : Number(process.env['MODEL_SEED']);

it('random programs do on Dropbox what the model says', { timeout: 120_000 }, async () => {
  await checkModel(openEmulatedStore, { capabilities, runs: 30, seed });
});
