import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startMount } from '../../../../test/fixture/test-mount.ts';
import { undecodableNames } from './undecodable-names.ts';

const refusal = { errno: -constants.errno.EILSEQ };

/** Two names in Latin-1, `é` and `è`: bytes that are not UTF-8. */
function latinNames(folder: string): readonly [Buffer, Buffer] {
  const name = (byte: number) => Buffer.from([...Buffer.from(`${folder}/`), byte]);
  return [name(0xe9), name(0xe8)];
}

it('refuses to make names that are not UTF-8', async () => {
  const { folder } = await startMount();
  const [name] = latinNames(folder);
  await writeFile(join(folder, 'a'), '');
  await expect(writeFile(name, '')).rejects.toMatchObject(refusal);
  await expect(mkdir(name)).rejects.toMatchObject(refusal);
  await expect(symlink('a', name)).rejects.toMatchObject(refusal);
  await expect(rename(join(folder, 'a'), name)).rejects.toMatchObject(refusal);
  expect(await readdir(folder)).toEqual(['a']);
});

it('mixes two files up without the guard', async () => {
  const { folder } = await startMount({ without: undecodableNames.name });
  const [first, second] = latinNames(folder);
  await writeFile(first, 'first');
  await writeFile(second, 'second');
  expect(await readFile(first, 'utf8')).toBe('second');
});
