import assert from 'node:assert/strict';
import { capabilities } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { namesIn } from '../support/look.ts';
import { put } from '../support/put.ts';

export const promises: readonly Scenario[] = subject('promises', [], (scenario) => {
  scenario('has the capabilities that it promises, and no others', async (context) => {
    const present = capabilities.filter((name) => context.provider[name] !== undefined);
    assert.deepEqual(present.toSorted(), [...context.promised].toSorted());
  });

  scenario('speaks version 1 of the interface, and has an id', async ({ provider }) => {
    assert.equal(provider.specVersion, 1);
    assert.match(provider.id, /^[a-z][a-z0-9-]*$/);
  });

  scenario(
    'names that differ in case are two names',
    { traits: ({ caseSensitive }) => caseSensitive },
    async ({ provider }) => {
      await put(provider, '/Name', 'upper');
      await put(provider, '/name', 'lower');
      assert.equal(await get(provider, '/Name'), 'upper');
      assert.equal(await get(provider, '/name'), 'lower');
    },
  );

  scenario(
    'names that differ in case are one name, spelled as it was first',
    { traits: ({ caseSensitive }) => !caseSensitive },
    async ({ provider }) => {
      await put(provider, '/Über Name', 'first');
      await fails(put(provider, '/üBER nAME', 'second'), 'already-exists');
      assert.equal(await get(provider, '/ÜBER NAME'), 'first');
      assert.deepEqual(await namesIn(provider), ['Über Name']);
    },
  );

  scenario(
    'composed and decomposed accents are one name, stored composed',
    { traits: ({ normalization }) => normalization === 'nfc' },
    async ({ provider }) => {
      await put(provider, '/cafe\u0301', 'decomposed');
      await fails(put(provider, '/caf\u00e9', 'composed'), 'already-exists');
      assert.equal(await get(provider, '/caf\u00e9'), 'decomposed');
      assert.deepEqual(await namesIn(provider), ['caf\u00e9']);
    },
  );

  scenario(
    'composed and decomposed accents are two names, each stored as given',
    { traits: ({ normalization }) => normalization === 'none' },
    async ({ provider }) => {
      await put(provider, '/cafe\u0301', 'decomposed');
      await put(provider, '/caf\u00e9', 'composed');
      assert.deepEqual(await namesIn(provider), ['cafe\u0301', 'caf\u00e9']);
      assert.equal(await get(provider, '/cafe\u0301'), 'decomposed');
    },
  );

  scenario('takes names up to its longest, and refuses longer ones', async (context) => {
    const { provider, traits } = context;
    const longest = 'n'.repeat(traits.maxNameLength);
    assert.equal(traits.checkName(longest), undefined);
    assert.equal(traits.checkName(`${longest}n`)?.reason, 'too-long');
    await put(provider, `/${longest}`, 'long');
    assert.deepEqual(await namesIn(provider), [longest]);
    await fails(put(provider, `/${longest}n`), 'invalid-path');
  });
});
