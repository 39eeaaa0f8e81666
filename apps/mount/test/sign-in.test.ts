import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type SavedSignIn, scopesFor } from '@mooring/dropbox';
import { describe, expect, it } from 'vitest';
import { shell } from './fixture/mount-drive.ts';
import { startEmulator, type TestEmulator } from './fixture/test-emulator.ts';
import { createUser, type TestUser } from './fixture/test-user.ts';

/** Leaves in the home of a user what `mooring sign-in` leaves there, and says where. */
async function saveSignIn({ home }: TestUser, emulator: TestEmulator): Promise<string> {
  const { account, app } = emulator;
  const signIn: SavedSignIn = {
    appKey: app.key,
    accountId: account.id,
    scopes: scopesFor('read-write'),
    refreshToken: account.refreshToken,
    accessToken: account.accessToken,
    expiresAt: Date.now() + 3_600_000,
  };
  const file = join(home, '.config', 'mooring', 'dropbox-default.json');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(signIn), { mode: 0o600 });
  return file;
}

/** Does in a browser's place what a user does: allows the access, and copies the code from the page. */
async function allow(address: string, emulator: TestEmulator): Promise<string> {
  const { origin, pathname, searchParams } = new URL(address);
  searchParams.set('account', emulator.account.id);
  searchParams.set('decision', 'allow');
  const page = await fetch(`${origin}${pathname}`, { method: 'POST', body: searchParams });
  const [, code] = /id="auth-code"[^>]* value="([^"]+)"/.exec(await page.text()) ?? [];
  if (code === undefined) throw new Error(`no code on the page: ${page.status}`);
  return code;
}

it('signs in by a code, and mounts with what it kept', async () => {
  const emulator = await startEmulator();
  const user = await createUser();
  const base = ['--base-url', emulator.url];
  const signIn = user.run(['sign-in', '--app-key', emulator.app.key, ...base]);
  await signIn.prints('/oauth2/authorize');
  const [address = ''] = /http:\S+/.exec(signIn.output()) ?? [];
  signIn.enter(`${await allow(address, emulator)}\n`);
  expect(`${await signIn.exit()} ${signIn.errors()}`).toBe('0 ');
  expect(signIn.output()).toContain(`Signed in as ${emulator.account.email}`);

  await emulator.client.upload('/a.txt', 'signed in\n');
  const mount = user.run(['mount', 'dropbox', user.folder, ...base]);
  await mount.prints('Mounted dropbox');
  expect(await shell(user.folder, 'cat a.txt')).toBe('signed in\n');
});

describe('a sign-in that is kept', () => {
  it('mounts without a token, and later without the network', async () => {
    const emulator = await startEmulator();
    const user = await createUser();
    await saveSignIn(user, emulator);
    await emulator.client.upload('/a.txt', 'signed in\n');
    const args = ['mount', 'dropbox', user.folder, '--base-url', emulator.url];

    const first = user.run(args);
    await first.prints(`Mounted dropbox:${emulator.account.email}`);
    expect(await shell(user.folder, 'cat a.txt')).toBe('signed in\n');
    first.kill('SIGTERM');
    expect(await first.exit()).toBe(0);

    await emulator.kill();
    const second = user.run(args);
    await second.prints('Mounted dropbox');
    expect(await shell(user.folder, 'cat a.txt')).toBe('signed in\n');
  });

  it('is reused by sign-in, and revoked and forgotten by sign-out', async () => {
    const emulator = await startEmulator();
    const user = await createUser();
    const file = await saveSignIn(user, emulator);
    const signIn = user.run(['sign-in', '--base-url', emulator.url]);
    expect(await signIn.exit()).toBe(0);
    expect(signIn.output()).toContain(`Signed in as ${emulator.account.email}; kept in ${file}`);

    const signOut = user.run(['sign-out', '--base-url', emulator.url]);
    expect(await signOut.exit()).toBe(0);
    await expect(access(file)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(emulator.client.list()).rejects.toMatchObject({ status: 401 });

    const mount = user.run(['mount', 'dropbox', user.folder, '--base-url', emulator.url]);
    expect(await mount.exit()).toBe(4);
    expect(mount.errors()).toContain('You are not signed in');
  });
});

it('refuses to mount one account on what is kept of another', async () => {
  const [emulator, other] = [await startEmulator(), await startEmulator()];
  const user = await createUser();
  const mount = (url: string) =>
    user.run(['mount', 'dropbox', user.folder, '--base-url', url], {
      MOORING_DROPBOX_TOKEN: emulator.accessToken,
    });
  const first = mount(emulator.url);
  await first.prints('Mounted');
  first.kill('SIGTERM');
  await first.exit();

  const second = mount(other.url);
  expect(await second.exit()).toBe(3);
  expect(second.errors()).toContain('--account NAME');
});

it('asks for a code, and says so when none is entered', async () => {
  const user = await createUser();
  const signIn = user.run(['sign-in', '--app-key', 'key', '--base-url', 'http://127.0.0.1:1']);
  signIn.enter('');
  expect(await signIn.exit()).toBe(4);
  expect(signIn.output()).toContain('http://127.0.0.1:1/oauth2/authorize?client_id=key');
  expect(signIn.errors().trim()).toBe('mooring: No code was entered, so you are not signed in.');
});

it('never shows the token: not in the arguments, the environment of others, or the log', async () => {
  const emulator = await startEmulator();
  const user = await createUser();
  const mount = user.run(
    ['--log-level', 'debug', 'mount', 'dropbox', user.folder, '--base-url', emulator.url],
    { MOORING_DROPBOX_TOKEN: emulator.accessToken },
  );
  await mount.prints('Mounted');
  await shell(user.folder, 'echo x > a && cat a && ls -l');
  const processes = (await shell('/', 'ps -eo pid=,args='))
    .split('\n')
    .filter((line) => line.includes(user.folder));
  expect(processes.join('\n')).not.toContain(emulator.accessToken);
  const watchdog = processes.find((line) => line.includes('mooring-watchdog')) ?? '';
  const environment = await readFile(`/proc/${Number.parseInt(watchdog, 10)}/environ`, 'utf8');
  expect(environment).not.toContain(emulator.accessToken);
  mount.kill('SIGTERM');
  await mount.exit();
  expect(mount.output() + mount.errors()).not.toContain(emulator.accessToken);
});
