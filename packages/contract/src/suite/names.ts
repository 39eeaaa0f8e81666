import assert from 'node:assert/strict';
import { joinPath, rootPath, type StoragePath } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { toBytes } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { expectTree, namesIn } from '../support/look.ts';
import { put } from '../support/put.ts';

/** Names that stores, protocols and shells have stumbled over. */
const tellingNames: Readonly<Record<string, string>> = {
  'with an emoji': 'fox 🦊.txt',
  'with joined emoji': 'family 👩‍👩‍👧.txt',
  'with composed accents': 'r\u00e9sum\u00e9.txt',
  'with decomposed accents': 're\u0301sume\u0301.txt',
  'in Chinese': '文件.txt',
  'in Arabic': 'ملف.txt',
  'in Greek capitals': 'ΟΔΟΣ',
  'with a dotted capital I': 'İstanbul',
  'with spaces inside': 'two  words .txt',
  'with a leading space': ' leading',
  'with a trailing space': 'trailing ',
  'with a trailing dot': 'trailing.',
  'with a leading dot': '.hidden',
  'of three dots': '...',
  'with percent signs': '100%20 %2F %',
  'with query characters': 'a?b=c&d#e+f',
  'with quotes': `it's "quoted" \`so\``,
  'with a backslash': 'back\\slash',
  'with characters that Windows forbids': 'a:b*c<d>e|f',
  'with shell characters': '$(touch x); rm -rf ~ &',
  'like an option': '--help',
  'like JSON': '{"a":[1]}',
  'with a line break': 'two\nlines',
  'with a tab': 'a\tb',
  'with a control character': 'a\u0001b',
  'with a delete character': 'a\u007fb',
  'with half a surrogate pair': 'half \ud83e',
  'like an id of Dropbox': 'id:abcdefghijk',
  'that Windows reserves': 'desktop.ini',
  'of an Office lock file': '~$report.docx',
  'of a thousand characters': 'x'.repeat(1000),
};

export const names: readonly Scenario[] = subject('names', [], (scenario) => {
  for (const [description, name] of Object.entries(tellingNames)) {
    scenario(`a name ${description} is kept, or refused as announced`, async (context) => {
      const { provider, traits } = context;
      const path = joinPath(rootPath, name);
      if (traits.checkName(name) !== undefined) {
        await fails(put(provider, path), 'invalid-path');
        await fails(provider.createFolder({ path: `${path}/below` }), 'invalid-path');
        await fails(provider.stat({ path }), 'invalid-path', 'not-found');
        await expectTree(provider);
        return;
      }
      const kept = traits.normalization === 'nfc' ? name.normalize('NFC') : name;
      assert.equal((await put(provider, path, 'content')).name, kept);
      assert.equal((await provider.stat({ path })).name, kept);
      assert.equal(await get(provider, path), 'content');
      assert.deepEqual(await namesIn(provider), [kept]);
      await provider.remove({ path });
      assert.equal((await provider.createFolder({ path })).name, kept);
      await put(provider, joinPath(path, 'below'), 'below');
      assert.deepEqual(await namesIn(provider, path), ['below']);
    });
  }

  scenario('a refused name is refused as the target of a move', async ({ provider, traits }) => {
    const name = Object.values(tellingNames).find((one) => traits.checkName(one) !== undefined);
    assert.ok(name !== undefined, 'every store refuses a name of a thousand characters');
    await put(provider, '/here');
    await fails(provider.move({ from: '/here', to: `/${name}` }), 'invalid-path');
    await expectTree(provider, '/here');
  });

  scenario('a name is not mistaken for one that begins like it', async ({ provider }) => {
    await put(provider, '/a/file');
    await put(provider, '/ab/file');
    await put(provider, '/a b/file');
    await provider.remove({ path: '/a', recursive: true });
    await expectTree(provider, '/ab', '/ab/file', '/a b', '/a b/file');
  });

  scenario('the names of an empty and of a full folder read alike', async ({ provider }) => {
    const path: StoragePath = '/Folder';
    const empty = await provider.createFolder({ path });
    await provider.write({ path: `${path}/x`, content: toBytes('x'), mode: 'create' });
    assert.equal(empty.name, 'Folder');
    assert.equal((await provider.stat({ path })).name, 'Folder');
  });
});
