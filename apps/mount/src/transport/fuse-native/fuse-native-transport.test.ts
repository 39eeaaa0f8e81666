import { execFileSync } from 'node:child_process';
import { open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyFolder, serveMount, startMount } from '../../../test/fixture/test-mount.ts';
import { findMount } from '../mount-table.ts';

const gone = { timeout: 4000 };

describe('unmounting', () => {
  it('takes the folder away and lets the process end', async () => {
    const mount = await startMount();
    mount.tell('unmount');
    expect(await mount.nextReport()).toEqual({ kind: 'ended', how: 'unmounted' });
    expect(await mount.exit()).toBe(0);
    expect(await findMount(mount.folder)).toBeUndefined();
  });

  it('succeeds while a program has a file open', async () => {
    const mount = await startMount();
    const file = await open(join(mount.folder, 'a'), 'w');
    // The process has no more to do after unmounting, so the file may be gone with it.
    onTestFinished(() => file.close().catch(() => undefined));
    await file.write('before');
    mount.tell('unmount');
    expect(await mount.nextReport()).toEqual({ kind: 'ended', how: 'unmounted' });
    expect(await readdir(mount.folder)).toEqual([]);
  });

  it('is noticed when somebody else does it', async () => {
    const mount = await startMount();
    execFileSync('umount', [mount.folder]);
    expect(await mount.nextReport()).toEqual({ kind: 'ended', how: 'taken-away' });
    expect(await mount.exit()).toBe(0);
  });
});

describe('something mounted over a mount', () => {
  it('is not taken for its end, and has to go first', async () => {
    const mount = await startMount();
    execFileSync('mount', ['-t', 'tmpfs', 'none', mount.folder]);
    mount.tell('unmount');
    expect(await mount.nextReport()).toMatchObject({
      kind: 'failed',
      code: 'unmount-failed',
      message: expect.stringContaining('tmpfs'),
    });
  });
});

describe('a process that dies', () => {
  it('has its mount removed by the watchdog', async () => {
    const mount = await startMount();
    mount.process.kill('SIGKILL');
    await mount.exit();
    await expect.poll(() => findMount(mount.folder), gone).toBeUndefined();
    expect(await readdir(mount.folder)).toEqual([]);
  });

  it('leaves a mount, where the watchdog dies too, that the next start cleans up', async () => {
    const first = await startMount();
    await writeFile(join(first.folder, 'a'), 'of the first');
    process.kill(watchdogOf(first.folder), 'SIGKILL');
    first.process.kill('SIGKILL');
    await first.exit();
    await expect(readdir(first.folder)).rejects.toMatchObject({ code: 'ENOTCONN' });

    const second = await startMount({ folder: first.folder });
    expect(await readdir(second.folder)).toEqual([]);
    await writeFile(join(second.folder, 'b'), 'of the second');
    expect(await readFile(join(second.folder, 'b'), 'utf8')).toBe('of the second');
  });
});

describe('a folder that cannot be mounted on', () => {
  it.each([
    ['missing', 'folder-missing', async () => join(await emptyFolder(), 'missing')],
    ['below a file', 'not-a-folder', async () => join(await fileIn(await emptyFolder()), 'a')],
    ['a file', 'not-a-folder', async () => fileIn(await emptyFolder())],
    ['not empty', 'folder-not-empty', async () => dirname(await fileIn(await emptyFolder()))],
    ['in use', 'folder-in-use', async () => (await startMount()).folder],
  ] as const)('is refused when it is %s', async (_, code, prepare) => {
    const folder = await prepare();
    const { first } = await serveMount({ folder });
    expect(first).toMatchObject({ kind: 'failed', code });
    expect(first).toMatchObject({ message: expect.stringContaining(folder) });
  });
});

async function fileIn(folder: string): Promise<string> {
  const file = join(folder, 'file');
  await writeFile(file, '');
  onTestFinished(() => rm(file));
  return file;
}

/** The process whose last argument is the folder that it guards. */
function watchdogOf(folder: string): number {
  const line = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .find((line) => line.includes('mooring-watchdog') && line.endsWith(folder));
  if (line === undefined) throw new Error('no watchdog');
  return Number.parseInt(line, 10);
}
