import assert from 'node:assert/strict';
import type { StorageTraits } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { expectTree } from '../support/look.ts';
import { put } from '../support/put.ts';

const can = { traits: ({ atomicReplace }: StorageTraits) => atomicReplace };
const cannot = { traits: ({ atomicReplace }: StorageTraits) => !atomicReplace };

export const replace: readonly Scenario[] = subject('replace', [], (scenario) => {
  scenario('without the trait it is unsupported, and nothing moves', cannot, async (context) => {
    const { provider } = context;
    await put(provider, '/new', 'new');
    await put(provider, '/old', 'old');
    await fails(provider.move({ from: '/new', to: '/old', replace: true }), 'unsupported');
    assert.equal(await get(provider, '/new'), 'new');
    assert.equal(await get(provider, '/old'), 'old');
  });

  scenario('a file takes the place of another', can, async ({ provider }) => {
    const { id } = await put(provider, '/new', 'new');
    await put(provider, '/old', 'old, and longer');
    const entry = await provider.move({ from: '/new', to: '/old', replace: true });
    assert.equal(entry.id, id);
    assert.equal(await get(provider, '/old'), 'new');
    await expectTree(provider, '/old');
  });

  scenario('a free place is simply taken', can, async ({ provider }) => {
    await put(provider, '/new', 'new');
    await provider.move({ from: '/new', to: '/x/old', replace: true });
    assert.equal(await get(provider, '/x/old'), 'new');
  });

  scenario('a file does not replace a folder', can, async ({ provider }) => {
    await put(provider, '/file');
    await provider.createFolder({ path: '/folder' });
    await fails(provider.move({ from: '/file', to: '/folder', replace: true }), 'is-a-folder');
    await expectTree(provider, '/file', '/folder');
  });

  scenario('a folder does not replace a file', can, async ({ provider }) => {
    await put(provider, '/file', 'kept');
    await put(provider, '/folder/inside');
    await fails(provider.move({ from: '/folder', to: '/file', replace: true }), 'not-a-folder');
    assert.equal(await get(provider, '/file'), 'kept');
    await expectTree(provider, '/file', '/folder', '/folder/inside');
  });

  scenario('a missing source replaces nothing', can, async ({ provider }) => {
    await put(provider, '/old', 'old');
    await fails(provider.move({ from: '/missing', to: '/old', replace: true }), 'not-found');
    assert.equal(await get(provider, '/old'), 'old');
  });

  scenario('the target is there at every moment', can, async ({ provider, outsider }) => {
    await put(provider, '/target', 'version 0');
    for (let round = 1; round <= 5; round++) {
      await put(provider, '/next', `version ${round}`);
      const [seen] = await Promise.all([
        get(outsider, '/target'),
        provider.move({ from: '/next', to: '/target', replace: true }),
      ]);
      assert.match(seen, new RegExp(`^version (${round - 1}|${round})$`));
    }
  });

  const canCopy = { ...can, capabilities: ['copy'] } as const;
  const cannotCopy = { ...cannot, capabilities: ['copy'] } as const;

  scenario('by a copy is unsupported too without the trait', cannotCopy, async ({ provider }) => {
    await put(provider, '/new', 'new');
    await put(provider, '/old', 'old');
    await fails(provider.copy({ from: '/new', to: '/old', replace: true }), 'unsupported');
    assert.equal(await get(provider, '/old'), 'old');
  });

  scenario('a copy takes the place of a file', canCopy, async ({ provider }) => {
    await put(provider, '/new', 'new');
    await put(provider, '/old', 'old, and longer');
    await provider.copy({ from: '/new', to: '/old', replace: true });
    assert.equal(await get(provider, '/old'), 'new');
    assert.equal(await get(provider, '/new'), 'new');
    await expectTree(provider, '/new', '/old');
  });
});
