import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MountStatus } from '../src/control/control-protocol.ts';
import { mountDrive, shell } from './fixture/mount-drive.ts';
import type { RunningProgram } from './fixture/running-program.ts';
import { startEmulator, type TestEmulator } from './fixture/test-emulator.ts';
import { createUser, type TestUser } from './fixture/test-user.ts';

const arrives = { timeout: 30_000, interval: 100 };

let emulator: TestEmulator;
let user: TestUser;
let mount: RunningProgram;
const at = (...names: readonly string[]) => join(user.folder, ...names);

async function status(): Promise<MountStatus['fileSystem'] | undefined> {
  const asked = user.run(['status', '--json']);
  await asked.exit();
  const [found] = JSON.parse(asked.output()) as MountStatus[];
  return found?.fileSystem;
}

beforeEach(async () => {
  emulator = await startEmulator();
  user = await createUser();
  await emulator.client.upload('/Welcome.txt', 'welcome\n');
  await emulator.client.upload('/never read.txt', 'never read\n');
  mount = await mountDrive(user, emulator);
  expect(await shell(user.folder, 'ls -lR && cat Welcome.txt')).toContain('never read.txt');
});

describe('a token that is revoked while it is in use', () => {
  it('keeps what is known readable and what is written, and is told of', async () => {
    const fault = { kind: 'invalid-token' };
    await emulator.control('POST', 'faults', [{ route: '*', fault, count: 100_000 }]);
    await writeFile(at('new.txt'), 'kept');
    await expect.poll(status, arrives).toMatchObject({
      connection: 'offline',
      problem: expect.stringContaining('sign in again'),
      pendingChanges: 1,
    });
    expect(await readFile(at('Welcome.txt'), 'utf8')).toBe('welcome\n');
    await expect(readFile(at('never read.txt'))).rejects.toMatchObject({ code: 'EACCES' });

    await emulator.control('DELETE', 'faults');
    await expect.poll(async () => (await emulator.client.find('/new.txt'))?.size, arrives).toBe(4);
    expect(await readFile(at('never read.txt'), 'utf8')).toBe('never read\n');
  });
});

describe('an account that is full', () => {
  it('keeps what is written, tells of it, and takes it when there is room', async () => {
    await emulator.control('PATCH', 'accounts', { quota: 100_000 });
    await writeFile(at('large'), Buffer.alloc(200_000));
    await expect
      .poll(status, arrives)
      .toMatchObject({ connection: 'full', pendingChanges: 1, pendingBytes: 200_000 });
    expect((await readFile(at('large'))).length).toBe(200_000);
    const shown = user.run(['status']);
    await shown.exit();
    expect(shown.output()).toContain('uploads wait for room in the account');

    await emulator.control('PATCH', 'accounts', { quota: 1_000_000 });
    mount.kill('SIGTERM');
    expect(await mount.exit()).toBe(0);
    expect((await emulator.client.find('/large'))?.size).toBe(200_000);
  });
});

describe('a folder that this account may only read', () => {
  it('is read, and takes no change', async () => {
    const owner = (await emulator.control('POST', 'accounts')) as { id: string };
    await emulator.control('POST', 'files', {
      account: owner.id,
      entries: [{ kind: 'file', path: '/Shared/rules.txt', content: 'read only\n' }],
    });
    const { id } = (await emulator.control('POST', 'shared-folders', {
      account: owner.id,
      path: '/Shared',
      members: [{ account: emulator.account.id, access: 'viewer' }],
    })) as { id: string };
    const joined = await fetch(`${emulator.url}/2/sharing/mount_folder`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${emulator.accessToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ shared_folder_id: id }),
    });
    expect(joined.status).toBe(200);
    await expect.poll(() => readdir(user.folder), arrives).toContain('Shared');

    expect(await shell(user.folder, 'cat Shared/rules.txt')).toBe('read only\n');
    for (const attempt of [
      'echo x >> Shared/rules.txt',
      'echo x > Shared/new',
      'rm Shared/rules.txt',
      'mv Shared/rules.txt .',
      'mv Welcome.txt Shared',
      'mkdir Shared/new',
      'truncate -s 0 Shared/rules.txt',
    ]) {
      await expect(shell(user.folder, `LC_ALL=C ${attempt}`)).rejects.toThrow('Read-only file');
    }
    expect(await shell(user.folder, 'cat Shared/rules.txt Welcome.txt')).toBe(
      'read only\nwelcome\n',
    );
    expect(await status()).toMatchObject({ pendingChanges: 0, parked: [] });
  });
});

describe('a document of Dropbox Paper', () => {
  it('is listed, moved and removed, and cannot be opened', async () => {
    const made = await fetch(`${emulator.url}/2/files/paper/create`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${emulator.accessToken}`,
        'content-type': 'application/octet-stream',
        'dropbox-api-arg': JSON.stringify({
          path: '/Plan.paper',
          import_format: { '.tag': 'markdown' },
        }),
      },
      body: '# Plan',
    });
    expect(made.status).toBe(200);
    await expect.poll(() => readdir(user.folder), arrives).toContain('Plan.paper');
    await expect(shell(user.folder, 'LC_ALL=C cat Plan.paper')).rejects.toThrow('not supported');
    await shell(user.folder, 'mv Plan.paper Old.paper');
    await expect.poll(() => emulator.client.find('/Old.paper'), arrives).toBeDefined();
    await shell(user.folder, 'rm -f Old.paper');
    await expect.poll(() => emulator.client.find('/Old.paper'), arrives).toBeUndefined();
  });
});

describe('a second mount of one account', () => {
  it('is refused in one line, with exit code 3, and leaves the first alone', async () => {
    const other = join(user.home, 'Other');
    await mkdir(other);
    const second = user.run(['mount', 'dropbox', other, '--base-url', emulator.url], {
      MOORING_DROPBOX_TOKEN: emulator.accessToken,
    });
    expect(await second.exit()).toBe(3);
    expect(second.errors()).toMatch(/^mooring: This account is mounted by another process.*\n$/);
    expect(await shell(user.folder, 'cat Welcome.txt')).toBe('welcome\n');
  });
});

describe('a mount that is killed with changes that were not sent', () => {
  it('sends all of them after the next start: written, open, moved, removed', async () => {
    emulator.pause();
    await shell(
      user.folder,
      `mkdir new && for i in $(seq 100); do echo $i > new/$i; done
       head -c 5000000 /dev/zero > new/large && mv Welcome.txt new/moved.txt && rm "never read.txt"`,
    );
    const open = user.run([], {}, ['/bin/sh', '-c', `exec >>${at('new', 'open')}; echo x; cat`]);
    await expect.poll(() => readFile(at('new', 'open'), 'utf8').catch(() => '')).toBe('x\n');
    mount.kill('SIGKILL');
    await mount.exit();
    open.kill('SIGKILL');
    await open.exit();
    await emulator.kill();
    await emulator.restart();

    // Nothing but the journal knows of the changes: what is cached of the server is expendable.
    await rm(join(user.home, '.cache'), { recursive: true });
    mount = await mountDrive(user, emulator);
    mount.kill('SIGTERM');
    expect(`${await mount.exit()} ${mount.output()}`).toMatch(/^0 .*All changes are uploaded/s);
    const found = new Map((await emulator.client.list()).map(({ path, size }) => [path, size]));
    expect(found.size).toBe(104);
    expect(found.get('/new/large')).toBe(5_000_000);
    expect(found.get('/new/open')).toBe(2);
    expect((await emulator.client.download('/new/moved.txt')).toString()).toBe('welcome\n');
    expect((await emulator.client.download('/new/100')).toString()).toBe('100\n');
    expect(found.has('/never read.txt')).toBe(false);
  });
});
