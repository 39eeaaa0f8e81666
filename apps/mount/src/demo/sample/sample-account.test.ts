import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { largeFilePath, sampleAccount } from './sample-account.ts';

const files = sampleAccount();

it('has about 200 files, each in one place', () => {
  expect(files.length).toBeGreaterThan(180);
  expect(files.length).toBeLessThan(220);
  const places = new Set(files.map(({ path }) => path.toLowerCase().normalize('NFC')));
  expect(places.size).toBe(files.length);
});

it('has a file of 64 MB and paths ten folders deep', () => {
  expect(files.find(({ path }) => path === largeFilePath)?.content).toHaveLength(64 * 2 ** 20);
  expect(Math.max(...files.map(({ path }) => path.split('/').length - 2))).toBeGreaterThan(9);
});

it('is the same each time', () => {
  const digest = (account: typeof files) => {
    const hash = createHash('sha256');
    for (const { path, content, modifiedAt } of account) {
      hash.update(`${path} ${modifiedAt}\n`).update(content);
    }
    return hash.digest('hex');
  };
  expect(digest(sampleAccount())).toBe(digest(files));
});

it('names nothing that Dropbox would refuse', () => {
  for (const { path } of files) {
    for (const name of path.slice(1).split('/')) {
      expect(name).not.toMatch(/[<>:"|?*\\]|[. ]$/);
      expect(name.length).toBeLessThanOrEqual(255);
    }
  }
});
