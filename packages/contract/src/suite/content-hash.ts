import assert from 'node:assert/strict';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { noise } from '../support/bytes.ts';
import { put } from '../support/put.ts';

const mebibyte = 1024 * 1024;

export const contentHash: readonly Scenario[] = subject(
  'content hash',
  ['createHasher'],
  (scenario) => {
    for (const size of [
      0,
      1,
      1000,
      mebibyte,
      mebibyte + 1,
      4 * mebibyte,
      4 * mebibyte + 1,
      8 * mebibyte + 1,
    ]) {
      scenario(`of ${size} bytes is the one in the entry`, async ({ provider }) => {
        const bytes = noise(size, 12);
        const { contentHash: hash } = await put(provider, '/noise', bytes);
        assert.equal(hash, provider.createHasher().update(bytes).digest());
      });
    }

    scenario('does not depend on how the bytes are cut', async ({ provider }) => {
      const bytes = noise(4 * mebibyte + 100, 13);
      const whole = provider.createHasher().update(bytes).digest();
      const pieces = provider.createHasher();
      const sizes = [1, 0, 99_999, mebibyte, 3 * mebibyte];
      let start = 0;
      for (let round = 0; start < bytes.byteLength; round++) {
        const end = start + (sizes[round % sizes.length] ?? 1);
        pieces.update(bytes.subarray(start, end));
        start = end;
      }
      assert.equal(pieces.digest(), whole);
    });

    scenario('tells different bytes apart, wherever they differ', async ({ provider }) => {
      const bytes = noise(4 * mebibyte + 100, 14);
      const digest = () => provider.createHasher().update(bytes).digest();
      const digests = new Set([digest()]);
      for (const position of [0, 2 * mebibyte, 4 * mebibyte - 1, 4 * mebibyte + 99]) {
        bytes[position] = (bytes[position] ?? 0) ^ 1;
        digests.add(digest());
      }
      assert.equal(digests.size, 5);
    });

    scenario('stays with the content through moves and new names', async ({ provider }) => {
      const bytes = noise(1000, 24);
      await put(provider, '/folder/file', bytes);
      await provider.move({ from: '/folder/file', to: '/folder/moved' });
      await provider.move({ from: '/folder', to: '/other' });
      const entry = await provider.stat({ path: '/other/moved' });
      assert.ok(entry.kind === 'file');
      assert.equal(entry.contentHash, provider.createHasher().update(bytes).digest());
    });

    scenario(
      'of an upload in chunks is that of the whole',
      { capabilities: ['uploads'] },
      async ({ provider }) => {
        const bytes = noise(500_000, 15);
        let session = await provider.uploads.start({ path: '/noise' });
        for (const chunk of [bytes.subarray(0, 123_456), bytes.subarray(123_456)]) {
          session = await provider.uploads.append({ session, chunk });
        }
        const entry = await provider.uploads.finish({ session, path: '/noise', mode: 'create' });
        assert.equal(entry.contentHash, provider.createHasher().update(bytes).digest());
      },
    );
  },
);
