import { execFileSync } from 'node:child_process';
import {
  appendFile,
  chmod,
  chown,
  copyFile,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  rmdir,
  stat,
  statfs,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startMount } from '../../../test/fixture/test-mount.ts';

let folder: string;
const at = (...names: readonly string[]) => join(folder, ...names);

beforeEach(async () => {
  ({ folder } = await startMount());
});

describe('files', () => {
  it('keep what is written, at any size', async () => {
    for (const size of [0, 1, 4097, 3_000_001]) {
      const content = Buffer.alloc(size, 'abcdefg');
      await writeFile(at('file'), content);
      expect((await readFile(at('file'))).equals(content)).toBe(true);
      expect((await stat(at('file'))).size).toBe(size);
    }
  });

  it('can be appended to, cut and made longer', async () => {
    await writeFile(at('file'), 'one');
    await appendFile(at('file'), 'two');
    expect(await readFile(at('file'), 'utf8')).toBe('onetwo');
    await truncate(at('file'), 4);
    await truncate(at('file'), 6);
    expect(await readFile(at('file'), 'utf8')).toBe('onet\0\0');
    await writeFile(at('file'), 'x');
    expect(await readFile(at('file'), 'utf8')).toBe('x');
  });

  it('are changed through a descriptor', async () => {
    const file = await open(at('file'), 'w+');
    onTestFinished(() => file.close());
    await file.write('0123456789');
    await file.truncate(5);
    await file.write('AB', 1);
    await file.sync();
    expect((await file.stat()).size).toBe(5);
    expect((await file.read(Buffer.alloc(10), 0, 10, 0)).buffer.toString('utf8', 0, 5)).toBe(
      '0AB34',
    );
  });

  it('are not made twice by O_EXCL', async () => {
    await writeFile(at('file'), '');
    await expect(open(at('file'), 'wx')).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it('stay readable when their name is removed while they are open', async () => {
    await writeFile(at('file'), 'still here');
    const file = await open(at('file'), 'r');
    await unlink(at('file'));
    expect((await readdir(folder)).filter((name) => !name.startsWith('.fuse_hidden'))).toEqual([]);
    expect(await file.readFile('utf8')).toBe('still here');
    await file.close();
    await expect.poll(() => readdir(folder)).toEqual([]);
  });
});

describe('folders', () => {
  it('are made, listed with types, and removed when empty', async () => {
    await mkdir(at('a', 'b', 'c'), { recursive: true });
    await writeFile(at('a', 'file'), '');
    await symlink('b', at('a', 'link'));
    const entries = await readdir(at('a'), { withFileTypes: true });
    expect(
      entries.map((entry) => [
        entry.name,
        entry.isDirectory(),
        entry.isFile(),
        entry.isSymbolicLink(),
      ]),
    ).toEqual([
      ['b', true, false, false],
      ['file', false, true, false],
      ['link', false, false, true],
    ]);
    await expect(rmdir(at('a'))).rejects.toMatchObject({ code: 'ENOTEMPTY' });
    await rm(at('a'), { recursive: true });
    expect(await readdir(folder)).toEqual([]);
  });

  it('list themselves and their parent to programs that ask', () => {
    const names = execFileSync('ls', ['-a', folder], { encoding: 'utf8' });
    expect(names).toBe('.\n..\n');
  });

  it('move with all that they hold', async () => {
    await mkdir(at('from', 'deep'), { recursive: true });
    await writeFile(at('from', 'deep', 'file'), 'x');
    await rename(at('from'), at('to'));
    expect(await readFile(at('to', 'deep', 'file'), 'utf8')).toBe('x');
  });
});

describe('names', () => {
  it('move over one another', async () => {
    await writeFile(at('old'), 'old');
    await writeFile(at('new'), 'new');
    const { ino } = await stat(at('new'));
    await rename(at('new'), at('old'));
    expect(await readFile(at('old'), 'utf8')).toBe('new');
    expect((await stat(at('old'))).ino).toBe(ino);
    expect(await readdir(folder)).toEqual(['old']);
  });

  it('may be symbolic links', async () => {
    await symlink('somewhere/else', at('link'));
    expect(await readlink(at('link'))).toBe('somewhere/else');
    expect((await lstat(at('link'))).size).toBe('somewhere/else'.length);
  });
});

describe('attributes', () => {
  it('have an owner, a mode and a size on disk', async () => {
    await writeFile(at('file'), 'x'.repeat(1000));
    await chmod(at('file'), 0o640);
    expect(await stat(at('file'))).toMatchObject({
      mode: 0o100640,
      uid: process.getuid?.(),
      gid: process.getgid?.(),
      nlink: 1,
      blocks: 2,
    });
  });

  it('refuse another owner, a hard link and a pipe, and say that it is not permitted', async () => {
    const refusal = { code: 'EPERM' };
    await writeFile(at('file'), '');
    await chown(at('file'), process.getuid?.() ?? 0, process.getgid?.() ?? 0);
    await expect(chown(at('file'), 12_345, 12_345)).rejects.toMatchObject(refusal);
    await expect(link(at('file'), at('other'))).rejects.toMatchObject(refusal);
    expect(() => execFileSync('mkfifo', [at('pipe')], { stdio: 'pipe' })).toThrow('not permitted');
  });

  it('are copied by cp -p', async () => {
    await writeFile(at('file'), 'x');
    execFileSync('touch', ['-d', '2001-02-03T04:05:06Z', at('file')]);
    execFileSync('cp', ['-p', at('file'), at('copy')]);
    expect((await stat(at('copy'))).mtimeMs).toBe(Date.UTC(2001, 1, 3, 4, 5, 6));
    await copyFile(at('file'), at('copy2'));
    expect(await readFile(at('copy2'), 'utf8')).toBe('x');
  });
});

it('tells how much room there is', async () => {
  const { bsize, blocks } = await statfs(folder);
  expect(bsize * blocks).toBe(2 ** 30);
});

it('takes plain files from mknod', async () => {
  execFileSync('perl', ['-e', 'syscall(133, $ARGV[0], 0100644, 0) == 0 or die $!', at('node')]);
  expect((await stat(at('node'))).isFile()).toBe(true);
});
