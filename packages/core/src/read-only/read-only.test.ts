import { expect, it } from 'vitest';
import { invoke, scriptedProvider } from '../../test/scripted-provider.ts';
import { withLayers } from '../layer/with-layers.ts';
import { operationNames, operations } from '../operation/operations.ts';
import { readOnly } from './read-only.ts';

it.each(
  operationNames,
)('%s is refused if it can change the store, else answered', async (operation) => {
  const { provider, calls } = scriptedProvider(() => 'answer');
  const call = invoke(withLayers(provider, readOnly()), operation);
  if (operations[operation].mutates) {
    await expect(call).rejects.toMatchObject({ code: 'read-only', retryable: false });
    expect(calls).toEqual([]);
  } else {
    expect(await call).toBe('answer');
  }
});
