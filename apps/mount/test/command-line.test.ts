import { execFileSync } from 'node:child_process';
import {
  appendFile,
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findMount } from '../src/transport/mount-table.ts';
import type { RunningProgram } from './fixture/running-program.ts';
import { createUser, type TestUser } from './fixture/test-user.ts';

/** Starts a command where /dev is empty, in a mount namespace of its own. */
const withoutDevices = [
  '/usr/bin/unshare',
  '-m',
  '/bin/sh',
  '-c',
  '/bin/mount -t tmpfs none /dev && exec "$@"',
  'sh',
];

/** Starts a command as a user other than root, who is allowed to open the device all the same. */
const notRoot = ['/usr/bin/unshare', '--user'];

/** The exit code, and the one line that the user gets to see. */
async function outcome(process: RunningProgram) {
  const code = await process.exit();
  return { code, lines: process.errors().trim().split('\n') };
}

async function mountMemory(user: TestUser): Promise<RunningProgram> {
  const mount = user.run(['mount', 'memory', user.folder]);
  await mount.prints('Mounted memory');
  return mount;
}

describe('help', () => {
  it('tells a newcomer what to type first', async () => {
    const help = (await createUser()).run(['--help']);
    expect(await help.exit()).toBe(0);
    expect(help.output()).toContain('mooring demo');
    expect(help.output()).toContain('mooring mount dropbox ~/Dropbox');
  });

  it('tells the version', async () => {
    const version = (await createUser()).run(['--version']);
    expect(await version.exit()).toBe(0);
    expect(version.output()).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a mistake on the command line', () => {
  it.each([
    ['an unknown command', ['fly'], "unknown command 'fly'"],
    ['an unknown store', ['mount', 'floppy', 'x'], 'Allowed choices are dropbox, memory'],
    ['a missing argument', ['mount', 'memory'], "missing required argument 'folder'"],
    ['a number that is none', ['mount', 'memory', 'x', '--drain-timeout', 'soon'], 'a number'],
    ['an address that is none', ['mount', 'dropbox', 'x', '--base-url', 'here'], 'an address'],
  ])('is told for %s, with exit code 2', async (_, args, message) => {
    const user = await createUser();
    const { code, lines } = await outcome(user.run(args));
    expect(code).toBe(2);
    expect(lines).toEqual([
      expect.stringContaining(message),
      expect.stringMatching(/^\(mooring .*--help tells more\)$/),
    ]);
  });
});

describe('a folder that cannot be mounted on', () => {
  it('is told in one line, with exit code 3', async () => {
    const user = await createUser();
    const missing = await outcome(user.run(['mount', 'memory', join(user.home, 'missing')]));
    expect(missing).toEqual({ code: 3, lines: [expect.stringContaining('does not exist')] });

    const file = join(user.home, 'file');
    await writeFile(file, '');
    const notFolder = await outcome(user.run(['mount', 'memory', file]));
    expect(notFolder).toEqual({ code: 3, lines: [expect.stringContaining('is a file')] });

    const full = await outcome(user.run(['mount', 'memory', user.home]));
    expect(full).toEqual({ code: 3, lines: [expect.stringContaining('is not empty')] });

    await mountMemory(user);
    const used = await outcome(user.run(['mount', 'memory', user.folder]));
    expect(used).toEqual({ code: 3, lines: [expect.stringContaining('is in use')] });
  });
});

describe('where FUSE cannot be used', () => {
  /** How `mooring mount` ends when it is started through another program. */
  async function mountThrough(through: readonly string[], tools?: string) {
    const user = await createUser();
    const helpers = join(user.home, 'helpers');
    await mkdir(helpers);
    if (tools !== undefined) {
      await writeFile(join(helpers, 'fusermount'), `#!/bin/sh\n${tools}\n`, { mode: 0o755 });
    }
    // Only what the command and its watchdog need, so that no fusermount of this machine is found.
    for (const name of ['sh', 'umount']) await symlink(`/bin/${name}`, join(helpers, name));
    const mount = user.run(['mount', 'memory', user.folder], { PATH: helpers }, through);
    const result = await outcome(mount);
    expect(await findMount(user.folder)).toBeUndefined();
    return result;
  }

  it('says in one line that there is no device, with exit code 3', async () => {
    expect(await mountThrough(withoutDevices)).toEqual({
      code: 3,
      lines: [expect.stringContaining('there is no /dev/fuse. Load the kernel module')],
    });
  });

  it('says in one line that the right to mount is missing, with exit code 3', async () => {
    const powerless = ['/usr/bin/setpriv', '--bounding-set', '-sys_admin'];
    expect(await mountThrough(powerless, 'exit 1')).toEqual({
      code: 3,
      lines: [expect.stringContaining('no CAP_SYS_ADMIN')],
    });
  });

  it('says in one line that fusermount is missing for users other than root', async () => {
    expect(await mountThrough(notRoot)).toEqual({
      code: 3,
      lines: [expect.stringMatching(/fusermount is not installed.*apt install fuse3/)],
    });
  });

  it('says in one line why fusermount refuses', async () => {
    const refuse = 'echo "fusermount: user has no write access to mountpoint" >&2; exit 1';
    expect(await mountThrough(notRoot, refuse)).toEqual({
      code: 3,
      lines: [expect.stringMatching(/^mooring: Cannot mount at .*: fusermount: user has no write/)],
    });
  });
});

describe('a mount', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('uploads and ends by %s', async (signal) => {
    const user = await createUser();
    const mount = await mountMemory(user);
    await writeFile(join(user.folder, 'a'), 'written just before the end');
    mount.kill(signal);
    expect(await mount.exit()).toBe(0);
    expect(mount.output()).toContain('All changes are uploaded');
    expect(mount.errors()).toBe('');
    expect(await findMount(user.folder)).toBeUndefined();
    expect(await readdir(user.folder)).toEqual([]);
  });

  it('ends by `mooring unmount`, which tells how it went', async () => {
    const user = await createUser();
    const mount = await mountMemory(user);
    await writeFile(join(user.folder, 'a'), 'x');
    const unmount = user.run(['unmount', user.folder]);
    expect(await unmount.exit()).toBe(0);
    expect(unmount.output()).toContain('All changes are uploaded');
    expect(await mount.exit()).toBe(0);
    expect(await findMount(user.folder)).toBeUndefined();
  });

  it('ends when somebody else unmounts it', async () => {
    const user = await createUser();
    const mount = await mountMemory(user);
    execFileSync('umount', [user.folder]);
    expect(await mount.exit()).toBe(0);
  });

  it('ends while a program has a file open', async () => {
    const user = await createUser();
    const mount = await mountMemory(user);
    const file = await open(join(user.folder, 'a'), 'w');
    onTestFinished(() => file.close().catch(() => undefined));
    await file.write('x');
    mount.kill('SIGTERM');
    expect(await mount.exit()).toBe(0);
    expect(await findMount(user.folder)).toBeUndefined();
  });

  it('ends in good order when its terminal is closed', async () => {
    const user = await createUser();
    const mount = await mountMemory(user);
    await writeFile(join(user.folder, 'a'), 'x');
    mount.closeTerminal();
    mount.kill('SIGHUP');
    expect(await mount.exit()).toBe(0);
    expect(await findMount(user.folder)).toBeUndefined();
  });

  it('is cleaned up after SIGKILL', async () => {
    const user = await createUser();
    const mount = await mountMemory(user);
    mount.kill('SIGKILL');
    await mount.exit();
    await expect.poll(() => findMount(user.folder), { timeout: 5000 }).toBeUndefined();
    expect(await user.run(['unmount', user.folder]).exit()).toBe(7);
    await mountMemory(user);
  });

  it('tells its status, also as JSON', async () => {
    const user = await createUser();
    const none = user.run(['status']);
    expect(await none.exit()).toBe(0);
    expect(none.output()).toBe('Nothing is mounted.\n');

    const mount = await mountMemory(user);
    const some = user.run(['status']);
    expect(await some.exit()).toBe(0);
    expect(some.output()).toContain(user.folder);
    const json = user.run(['status', '--json']);
    await json.exit();
    expect(JSON.parse(json.output())).toMatchObject([
      { pid: mount.pid, folder: user.folder, source: 'memory', fileSystem: { parked: [] } },
    ]);
  });

  it('serves files', async () => {
    const user = await createUser();
    await mountMemory(user);
    const file = join(user.folder, 'a');
    await writeFile(file, 'one');
    await appendFile(file, 'two');
    expect(await readFile(file, 'utf8')).toBe('onetwo');
    await rm(file);
    expect(await readdir(user.folder)).toEqual([]);
  });
});

describe('the sign-in', () => {
  it('is asked for in one line, with exit code 4', async () => {
    const user = await createUser();
    const none = await outcome(user.run(['mount', 'dropbox', user.folder]));
    expect(none).toEqual({ code: 4, lines: [expect.stringContaining('mooring sign-in')] });

    const noFile = ['mount', 'dropbox', user.folder, '--token-file', 'missing'];
    expect(await outcome(user.run(noFile))).toEqual({
      code: 4,
      lines: [expect.stringContaining('missing')],
    });
  });
});

it('says in one line that the service cannot be reached, with exit code 6', async () => {
  const user = await createUser();
  const args = ['mount', 'dropbox', user.folder, '--base-url', 'http://127.0.0.1:1'];
  const result = await outcome(user.run(args, { MOORING_DROPBOX_TOKEN: 'token' }));
  expect(result).toEqual({ code: 6, lines: [expect.stringContaining('cannot be reached')] });
});
