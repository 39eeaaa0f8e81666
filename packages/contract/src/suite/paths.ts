import assert from 'node:assert/strict';
import { joinPath, rootPath, type StoragePath } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { toBytes } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { expectTree } from '../support/look.ts';
import { put } from '../support/put.ts';

// The type already forbids some of these; callers in JavaScript and careless casts do not.
const wrongPaths = [
  '',
  'a',
  '/a/',
  '/a//b',
  '//',
  '/.',
  '/a/..',
  '/../a',
  '/a\0b',
] as StoragePath[];

export const paths: readonly Scenario[] = subject('paths', [], (scenario) => {
  scenario('reading refuses a path that is not canonical', async ({ provider }) => {
    for (const path of wrongPaths) {
      await fails(provider.stat({ path }), 'invalid-path');
      await fails(provider.list({ path }), 'invalid-path');
      await fails(provider.read({ path }), 'invalid-path');
    }
  });

  scenario('writing refuses a path that is not canonical', async ({ provider }) => {
    for (const path of wrongPaths) {
      const content = toBytes('x');
      await fails(provider.write({ path, content, mode: 'overwrite' }), 'invalid-path');
      await fails(provider.createFolder({ path }), 'invalid-path');
      await fails(provider.remove({ path, recursive: true }), 'invalid-path');
    }
    await expectTree(provider);
  });

  scenario('moving refuses a path that is not canonical, at either end', async ({ provider }) => {
    await put(provider, '/here');
    for (const path of wrongPaths) {
      await fails(provider.move({ from: path, to: '/there' }), 'invalid-path');
      await fails(provider.move({ from: '/here', to: path }), 'invalid-path');
    }
    await expectTree(provider, '/here');
  });

  scenario('the root is a folder without a name', async ({ provider }) => {
    const { kind, path, name } = await provider.stat({ path: rootPath });
    assert.deepEqual({ kind, path, name }, { kind: 'folder', path: '/', name: '' });
  });

  scenario('the root can be neither created nor written', async ({ provider }) => {
    const content = toBytes('x');
    await fails(provider.createFolder({ path: rootPath }), 'already-exists');
    await fails(provider.write({ path: rootPath, content, mode: 'create' }), 'already-exists');
    await fails(provider.write({ path: rootPath, content, mode: 'overwrite' }), 'is-a-folder');
  });

  scenario('the root can be neither removed nor moved', async ({ provider }) => {
    await put(provider, '/kept');
    await fails(provider.remove({ path: rootPath, recursive: true }), 'invalid-request');
    await fails(provider.move({ from: rootPath, to: '/below' }), 'invalid-request');
    await fails(provider.move({ from: '/kept', to: rootPath }), 'already-exists');
    await expectTree(provider, '/kept');
  });

  scenario('a path may be thirty folders deep', async ({ provider }) => {
    const names = Array.from({ length: 30 }, (_, depth) => `level ${depth}`);
    const path = joinPath(rootPath, ...names, 'file');
    const { name } = await put(provider, path, 'deep');
    assert.equal(name, 'file');
    assert.equal(await get(provider, path), 'deep');
  });
});
