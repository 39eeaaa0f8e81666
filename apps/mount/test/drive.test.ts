import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { randomBytes } from '../src/demo/sample/random-bytes.ts';
import { sha256 } from '../src/demo/tour/sha256.ts';
import { mountDrive, shell } from './fixture/mount-drive.ts';
import type { RunningProgram } from './fixture/running-program.ts';
import { startEmulator, type TestEmulator } from './fixture/test-emulator.ts';
import { createUser, type TestUser } from './fixture/test-user.ts';

/** How soon a change has to arrive, here or on the server. The first is a promise, the second is patience. */
const shows = { timeout: 3000, interval: 50 };
const arrives = { timeout: 30_000, interval: 50 };

let emulator: TestEmulator;
let user: TestUser;
let mount: RunningProgram;
const at = (...names: readonly string[]) => join(user.folder, ...names);
const run = (script: string) => shell(user.folder, script);

/** What the server holds at a path, as text; undefined where nothing is. */
async function onServer(path: string): Promise<string | undefined> {
  if ((await emulator.client.find(path)) === undefined) return undefined;
  return (await emulator.client.download(path)).toString();
}

beforeEach(async () => {
  emulator = await startEmulator();
  user = await createUser();
  await emulator.client.upload('/Welcome.txt', 'welcome\n');
  await emulator.client.upload('/Été à Nîmes/plage d’or.txt', 'sand\n');
  await emulator.client.upload('/a/b/c/d/deep.txt', 'deep\n');
  mount = await mountDrive(user, emulator);
});

describe('reading', () => {
  it('lists the whole account (ls -lR)', async () => {
    const listing = await run('ls -lR');
    for (const name of ['Welcome.txt', 'Été à Nîmes', 'plage d’or.txt', './a/b/c/d:', 'deep.txt']) {
      expect(listing).toContain(name);
    }
    expect(await run('cat Welcome.txt "Été à Nîmes/plage d’or.txt" a/b/c/d/deep.txt')).toBe(
      'welcome\nsand\ndeep\n',
    );
  });
});

describe('copying', () => {
  it.each([
    ['no byte', 0],
    ['1 byte', 1],
    ['100 MB', 100_000_000],
  ])('a file of %s in and out keeps every byte (cp, SHA-256)', async (_, length) => {
    const content = randomBytes('copied', length);
    await writeFile(join(user.home, 'in'), content);
    await run('cp ../in copied');
    await expect
      .poll(async () => (await emulator.client.find('/copied'))?.size, arrives)
      .toBe(length);
    expect(sha256(await emulator.client.download('/copied'))).toBe(sha256(content));

    await emulator.client.upload('/given', content);
    await expect.poll(() => readdir(user.folder), shows).toContain('given');
    await run('cp given ../out');
    expect(sha256(await readFile(join(user.home, 'out')))).toBe(sha256(content));
  });
});

describe('folders', () => {
  it('are made in folders (mkdir -p) and removed with all that they hold (rm -r)', async () => {
    await run('mkdir -p x/y/z && echo 1 > x/y/one && rm -r a');
    await expect.poll(() => onServer('/x/y/one'), arrives).toBe('1\n');
    await expect
      .poll(async () => (await emulator.client.find('/x/y/z'))?.kind, arrives)
      .toBe('folder');
    await expect.poll(() => emulator.client.find('/a'), arrives).toBeUndefined();
    await run('rm -r x');
    await expect.poll(() => emulator.client.find('/x'), arrives).toBeUndefined();
    expect(await run('ls')).toBe('Welcome.txt\nÉté à Nîmes\n');
  });

  it('are moved with all that they hold (mv)', async () => {
    await run('mv a "Été à Nîmes/moved"');
    await expect.poll(() => onServer('/Été à Nîmes/moved/b/c/d/deep.txt'), arrives).toBe('deep\n');
    expect(await emulator.client.find('/a')).toBeUndefined();
    expect(await run('cat "Été à Nîmes/moved/b/c/d/deep.txt"')).toBe('deep\n');
  });
});

describe('files', () => {
  it('are moved, and keep their identity (mv)', async () => {
    const { id } = (await emulator.client.find('/Welcome.txt')) ?? {};
    const { ino } = await stat(at('Welcome.txt'));
    await run('mv Welcome.txt a/renamed.txt');
    await expect.poll(() => onServer('/a/renamed.txt'), arrives).toBe('welcome\n');
    expect(await emulator.client.find('/Welcome.txt')).toBeUndefined();
    expect((await emulator.client.find('/a/renamed.txt'))?.id).toBe(id);
    expect((await stat(at('a', 'renamed.txt'))).ino).toBe(ino);
  });

  it('are moved over others (mv)', async () => {
    await run('echo new > new && mv new Welcome.txt');
    await expect.poll(() => onServer('/Welcome.txt'), arrives).toBe('new\n');
    expect(await emulator.client.find('/new')).toBeUndefined();
    expect(await run('cat Welcome.txt')).toBe('new\n');
  });

  it('are appended to and cut (>>, truncate)', async () => {
    await run('echo more >> Welcome.txt');
    await expect.poll(() => onServer('/Welcome.txt'), arrives).toBe('welcome\nmore\n');
    await run('truncate -s 3 Welcome.txt');
    await expect.poll(() => onServer('/Welcome.txt'), arrives).toBe('wel');
    await run('truncate -s 5 Welcome.txt');
    await expect.poll(() => onServer('/Welcome.txt'), arrives).toBe('wel\0\0');
  });

  it('are saved as editors do, by a temporary file and a rename, and keep their identity', async () => {
    const { id } = (await emulator.client.find('/Welcome.txt')) ?? {};
    await run(
      'cp Welcome.txt .Welcome.txt~ && echo edited >> .Welcome.txt~ && mv .Welcome.txt~ Welcome.txt',
    );
    await expect.poll(() => onServer('/Welcome.txt'), arrives).toBe('welcome\nedited\n');
    expect((await emulator.client.find('/Welcome.txt'))?.id).toBe(id);
    expect(await emulator.client.find('/.Welcome.txt~')).toBeUndefined();
  });
});

describe('a change by another device', () => {
  it('shows within 3 seconds: new, changed, moved and removed files', async () => {
    await emulator.client.upload('/new.txt', 'from elsewhere');
    await expect
      .poll(() => readFile(at('new.txt'), 'utf8').catch(() => ''), shows)
      .toBe('from elsewhere');
    await emulator.client.upload('/new.txt', 'changed elsewhere');
    await expect.poll(() => readFile(at('new.txt'), 'utf8'), shows).toBe('changed elsewhere');
    await emulator.client.move('/new.txt', '/a/moved.txt');
    await expect.poll(() => readdir(at('a')), shows).toContain('moved.txt');
    expect(await readdir(user.folder)).not.toContain('new.txt');
    await emulator.client.remove('/a');
    await expect.poll(() => readdir(user.folder), shows).not.toContain('a');
  });
});

describe('the folder itself', () => {
  it('takes a mode and times (chmod, touch), which are no change to upload', async () => {
    await run('chmod 700 . && touch -d 2020-01-01 .');
    expect((await stat(user.folder)).mode & 0o777).toBe(0o700);
    expect((await stat(user.folder)).mtime).toEqual(new Date(2020, 0, 1));
    mount.kill('SIGTERM');
    expect(`${await mount.exit()} ${mount.output()}`).toMatch(/^0 .*All changes are uploaded/s);
  });
});

describe('a name that Dropbox cannot hold', () => {
  it('works here, and is told of until it has another', async () => {
    await run('echo cake > "party 🎉.txt" && cat "party 🎉.txt"');
    const status = user.run(['status']);
    await status.exit();
    expect(status.output()).toMatch(/cannot be uploaded: \/party 🎉\.txt: the name holds/);
    mount.kill('SIGTERM');
    expect(await mount.exit()).toBe(5);
    expect(mount.output()).toContain('Cannot be uploaded as they are: 1 file or folder');

    mount = await mountDrive(user, emulator);
    await run('mv "party 🎉.txt" party.txt');
    await expect.poll(() => onServer('/party.txt'), arrives).toBe('cake\n');
    mount.kill('SIGTERM');
    expect(await mount.exit()).toBe(0);
  });
});

describe('a second start', () => {
  it('finds everything, with what was written right before the end', async () => {
    await run('mkdir late && echo late > late/late.txt');
    mount.kill('SIGTERM');
    expect(await mount.exit()).toBe(0);
    expect(await readdir(user.folder)).toEqual([]);
    expect(await onServer('/late/late.txt')).toBe('late\n');

    await mountDrive(user, emulator);
    expect(await run('cat late/late.txt Welcome.txt')).toBe('late\nwelcome\n');
    const listing = (await run('find . -mindepth 1 | sort')).trim().split('\n');
    const expected = (await emulator.client.list()).map(({ path }) => `.${path}`);
    expect(listing.sort()).toEqual([...expected].sort());
  });
});
