import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from './raw/api-client.ts';
import type { Json } from './raw/raw-client.ts';
import { send } from './raw/raw-client.ts';

const main = new URL('../bin/dropbox-emulator.js', import.meta.url).pathname;

let folder: string;
type Running = ChildProcessByStdio<null, Readable, Readable>;

let running: Running | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-command-'));
});

afterEach(async () => {
  running?.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

function run(...args: string[]): Running {
  const options = ['--conditions=@mooring/source', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...options, main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: folder },
  });
  running = child;
  return child;
}

async function failure(...args: string[]): Promise<{ code: number; message: string }> {
  const child = run(...args);
  const [message, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, message };
}

/** The lines of the standard output until the last one of those that tell that the server is ready. */
async function ready(child: Running, last: RegExp): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (last.test(line)) return lines;
  }
  throw new Error(`The command ended early: ${lines.join('\n')}`);
}

const lastOfSummary = /Ctrl-C ends it/;
const lastOfEnvironment = /^export RCLONE_CONFIG_EMULATOR_TOKEN=/;

const field = (lines: string[], label: string) =>
  lines
    .find((line) => line.includes(label))
    ?.split(/ +/)
    .at(-1) ?? '';

async function call(url: string, token: string, route: string, argument: Json): Promise<Json> {
  const { json } = await send(url, {
    path: `/2/${route}`,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(argument),
  });
  return json;
}

describe('the command', () => {
  it('serves until it is told to end, and leaves nothing behind', async () => {
    const child = run('--access-token', 'secret');
    const lines = await ready(child, lastOfSummary);
    const url = field(lines, 'Dropbox emulator at');
    expect(await call(url, 'secret', 'check/user', { query: 'hi' })).toEqual({ result: 'hi' });
    const authority = field(lines, 'authority');
    expect(await readFile(authority, 'utf8')).toContain('BEGIN CERTIFICATE');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect([code, existsSync(authority)]).toEqual([0, false]);
  });

  it('takes over a folder of this machine', async () => {
    await mkdir(join(folder, 'Sub/Empty'), { recursive: true });
    await writeFile(join(folder, 'Sub/ü.txt'), 'content');
    await symlink('../target', join(folder, 'link'));
    const child = run('--access-token', 'secret', '--seed-from', folder);
    const url = field(await ready(child, lastOfSummary), 'Dropbox emulator at');
    const argument = { path: '', recursive: true };
    const { entries } = await call(url, 'secret', 'files/list_folder', argument);
    expect(entries).toMatchObject([
      { path_display: '/link', symlink_info: { target: '../target' } },
      { path_display: '/Sub' },
      { path_display: '/Sub/Empty' },
      { path_display: '/Sub/ü.txt', size: 7 },
    ]);
  });

  it('writes the authority to the state folder, where clients find the same one after a restart', async () => {
    const state = join(folder, 'state');
    const authority = join(state, 'authority.pem');
    const first = run('--state', state);
    expect(field(await ready(first, lastOfSummary), 'authority')).toBe(authority);
    const trusted = await readFile(authority, 'utf8');
    first.kill('SIGTERM');
    await once(first, 'exit');
    await ready(run('--state', state), lastOfSummary);
    expect(await readFile(authority, 'utf8')).toBe(trusted);
  });

  it('prints variables that a shell can read', async () => {
    const caFile = join(folder, 'ca.pem');
    const child = run('--print-env', '--ca-file', caFile);
    const lines = await ready(child, lastOfEnvironment);
    await writeFile(join(folder, 'env'), lines.join('\n'));
    const shell = spawn('sh', ['-c', '. ./env && env'], { cwd: folder, env: {} });
    const environment = Object.fromEntries(
      (await text(shell.stdout)).split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    expect(environment).toMatchObject({
      HTTPS_PROXY: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      SSL_CERT_FILE: caFile,
      RCLONE_CONFIG_EMULATOR_TYPE: 'dropbox',
    });
    const { DROPBOX_EMULATOR_URL: url, DROPBOX_ACCESS_TOKEN: token } = environment;
    expect(await call(url, token, 'check/user', {})).toEqual({ result: '' });
    expect(JSON.parse(environment.RCLONE_CONFIG_EMULATOR_TOKEN).access_token).toBe(token);
  });

  it('runs a client with itself, and ends as the client does', async () => {
    const script =
      'const { DROPBOX_EMULATOR_URL: url, DROPBOX_ACCESS_TOKEN: token } = process.env;' +
      "fetch(url + '/2/users/get_current_account', { method: 'POST', headers: { Authorization: 'Bearer ' + token } })" +
      '.then(({ status }) => { console.log(status, process.argv[1]); process.exitCode = 3; });';
    const child = run(
      '--port',
      '0',
      process.execPath,
      '--no-warnings',
      '-e',
      script,
      '--',
      '--port',
    );
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect([output, code]).toEqual(['200 --port\n', 3]);
  });

  it('ends as a shell tells it when a signal ended the client', async () => {
    const child = run('sh', '-c', 'kill -9 $$');
    expect((await once(child, 'exit'))[0]).toBe(128 + 9);
  });

  it('tells the client to end when it is told so itself', async () => {
    const wait =
      "process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000); console.log('up');";
    const child = run(process.execPath, '-e', wait);
    await ready(child, /^up$/);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(5);
  });

  it('keeps its state through a kill, to the last byte that it has acknowledged', async () => {
    const state = join(folder, 'state');
    const first = run('--state', state, '--access-token', 'secret');
    const url = field(await ready(first, lastOfSummary), 'Dropbox emulator at');
    const account = { accessToken: 'secret' };
    const api = new ApiClient({ url, account });
    const { cursor } = await api.ok('files/list_folder', { path: '', recursive: true });
    const bytes = randomBytes(300_000);
    const file = await api.put('/kept/large.bin', bytes);
    const half = bytes.subarray(0, 150_000);
    const { session_id } = (await api.upload('files/upload_session/start', {}, half)).json;
    first.kill('SIGKILL');
    await once(first, 'exit');
    const second = run('--state', state);
    const again = field(await ready(second, lastOfSummary), 'Dropbox emulator at');
    const later = new ApiClient({ url: again, account });
    const told = await later.ok('files/list_folder/continue', { cursor });
    expect(told.entries).toMatchObject([{ path_display: '/kept' }, { '.tag': 'file', ...file }]);
    const { bytes: back } = await later.download('files/download', { path: '/kept/large.bin' });
    expect(back.equals(bytes)).toBe(true);
    const finished = await later.upload(
      'files/upload_session/finish',
      { cursor: { session_id, offset: half.length }, commit: { path: '/resumed.bin' } },
      bytes.subarray(half.length),
    );
    expect(finished.json.content_hash).toBe(file.content_hash);
  });

  it('tells what it can do', async () => {
    const child = run('--help');
    const [help, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    const options = [...help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option);
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const missing = options.filter((option) => !readme.includes(`\`${option}`));
    expect([code, missing]).toEqual([0, ['--help']]);
    expect(options).toContain('--print-env');
  });

  it.each([
    [['--port', 'x'], 'A port is a number from 0 to 65535.'],
    [['--token-lifetime', '0'], 'A lifetime is a number of seconds above 0.'],
    [['--wire-style', 'C'], 'Allowed choices are compact, classic.'],
    [['--key', 'file'], 'A certificate needs both --certificate and --key.'],
    [['--certificate', '/none', '--key', '/none'], 'The certificate cannot be read'],
    [['--seed-from', '/none'], '/none cannot be taken over'],
    [['--state', '/dev/null/x'], 'The emulator could not start'],
    [['--request-log', '/none/x'], 'The emulator could not start'],
    [['--ca-file', '/none/x'], '/none/x cannot be written'],
    [['--certificate', main, '--key', main], 'the certificate and its key cannot be used'],
    [['no-such-program'], 'no-such-program cannot be run: spawn no-such-program ENOENT'],
  ])('says in a line what is wrong with %j', async (args, expected) => {
    const { code, message } = await failure(...args);
    expect([code, message.trimEnd().split('\n').length]).toEqual([1, 1]);
    expect(message).toContain(expected);
  });

  it('says that a port is taken', async () => {
    const child = run();
    const url = new URL(field(await ready(child, lastOfSummary), 'Dropbox emulator at'));
    const { code, message } = await failure('--port', url.port);
    expect(message).toBe(
      `dropbox-emulator: Port ${url.port} is in use. Choose another with --port.\n`,
    );
    expect(code).toBe(1);
    child.kill('SIGKILL');
  });
});
