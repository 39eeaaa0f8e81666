import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { randomBytes } from '../src/demo/sample/random-bytes.ts';
import { sha256 } from '../src/demo/tour/sha256.ts';
import { findMount } from '../src/transport/mount-table.ts';
import { mountDrive, shell } from './fixture/mount-drive.ts';
import type { RunningProgram } from './fixture/running-program.ts';
import { startEmulator, type TestEmulator } from './fixture/test-emulator.ts';
import { createUser, type TestUser } from './fixture/test-user.ts';

const arrives = { timeout: 45_000, interval: 100 };
const large = randomBytes('large', 100_000_000);

let emulator: TestEmulator;
let user: TestUser;
let mount: RunningProgram;
const at = (...names: readonly string[]) => join(user.folder, ...names);

beforeEach(async () => {
  emulator = await startEmulator();
  user = await createUser();
  await emulator.client.upload('/Welcome.txt', 'welcome\n');
  mount = await mountDrive(user, emulator);
  await shell(user.folder, 'ls -lR');
});

describe('a server that dies', () => {
  it('during a read fails the read in time, and it works again when the server is back', async () => {
    await emulator.client.upload('/large', large);
    await expect.poll(() => readdir(user.folder), arrives).toContain('large');
    const file = await open(at('large'));
    onTestFinished(() => file.close());
    const part = Buffer.alloc(1_000_000);
    await file.read(part, 0, part.length, 0);
    expect(sha256(part)).toBe(sha256(large.subarray(0, part.length)));
    // From here on the server takes requests and does not answer.
    emulator.pause();
    const failure = expect(file.read(part, 0, part.length, 50_000_000)).rejects.toMatchObject({
      code: expect.stringMatching(/^E/),
    });
    await emulator.kill();
    await failure;
    // What is known stays usable.
    expect(await shell(user.folder, 'ls')).toContain('Welcome.txt');

    await emulator.restart();
    await expect
      .poll(async () => sha256(await readFile(at('large')).catch(() => '')), arrives)
      .toBe(sha256(large));
  });

  it('during a write loses nothing that was written', async () => {
    const content = randomBytes('written', 60_000_000);
    await writeFile(at('written'), content);
    const before = await emulator.requests();
    await expect
      .poll(() => emulator.requests(), { ...arrives, interval: 5 })
      .toBeGreaterThan(before);
    await emulator.kill();
    await writeFile(at('while it is away'), 'kept');
    const status = user.run(['status', '--json']);
    await status.exit();
    expect(JSON.parse(status.output())).toMatchObject([{ fileSystem: { pendingChanges: 2 } }]);
    expect(sha256(await readFile(at('written')))).toBe(sha256(content));

    await emulator.restart();
    await expect
      .poll(async () => (await emulator.client.find('/while it is away'))?.size, arrives)
      .toBe(4);
    await expect
      .poll(async () => (await emulator.client.find('/written'))?.size, arrives)
      .toBe(content.length);
    expect(sha256(await emulator.client.download('/written'))).toBe(sha256(content));
    expect((await emulator.client.list()).map(({ path }) => path).sort()).toEqual([
      '/Welcome.txt',
      '/while it is away',
      '/written',
    ]);
  });

  it('and stays away leaves changes for the next start, and the exit code says so', async () => {
    await emulator.kill();
    await writeFile(at('kept'), 'for the next start');
    mount.kill('SIGTERM');
    await expect.poll(() => findMount(user.folder), arrives).toBeUndefined();
    // Again until it ends: a second signal says not to wait for uploads.
    const exit = mount.exit();
    const timer = setInterval(() => mount.kill('SIGTERM'), 500);
    onTestFinished(() => clearInterval(timer));
    expect(await exit).toBe(5);
    expect(mount.output()).toContain('Not uploaded yet: 1 change (18 B)');

    // The next start does without the server too, and shows what was written.
    const second = await mountDrive(user, emulator);
    await second.prints('Offline: Dropbox');
    expect(second.errors()).toBe('');
    expect(await readFile(at('kept'), 'utf8')).toBe('for the next start');
    await emulator.restart();
    await expect.poll(async () => (await emulator.client.find('/kept'))?.size, arrives).toBe(18);
    second.kill('SIGTERM');
    expect(await second.exit()).toBe(0);
  });

  it('is not waited for longer than --drain-timeout says', async () => {
    mount.kill('SIGTERM');
    expect(await mount.exit()).toBe(0);
    const hasty = await mountDrive(user, emulator, ['--drain-timeout', '0.5']);
    await emulator.kill();
    await writeFile(at('kept'), 'for the next start');
    expect(await user.run(['unmount', user.folder]).exit()).toBe(5);
    expect(await hasty.exit()).toBe(5);
  });
});

describe('a mount that dies', () => {
  it('loses nothing that was written and synced', async () => {
    await emulator.kill();
    await shell(user.folder, 'echo synced > synced && sync synced');
    mount.kill('SIGKILL');
    await mount.exit();
    await emulator.restart();
    await mountDrive(user, emulator);
    expect(await readFile(at('synced'), 'utf8')).toBe('synced\n');
    await expect.poll(async () => (await emulator.client.find('/synced'))?.size, arrives).toBe(7);
  });
});

describe('a wrong token', () => {
  it('is told in one line, with exit code 4', async () => {
    const other = await createUser();
    const wrong = other.run(['mount', 'dropbox', other.folder, '--base-url', emulator.url], {
      MOORING_DROPBOX_TOKEN: 'wrong',
    });
    expect(await wrong.exit()).toBe(4);
    expect(wrong.errors().trim().split('\n')).toEqual([expect.stringContaining('Not signed in')]);
  });
});
