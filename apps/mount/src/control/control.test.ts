import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { askControl } from './ask-control.ts';
import { controlAddress, controlAddresses } from './control-address.ts';
import { type ControlHandler, serveControl } from './serve-control.ts';

const log = pino({ enabled: false });
const nothing = { changes: 0, bytes: 0, parked: 0 };

async function runtimeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function serve(handler: ControlHandler) {
  const runtime = await runtimeFolder();
  const address = controlAddress(runtime, '/home/ann/Dropbox');
  const server = await serveControl(address, handler, log);
  onTestFinished(() => server.close());
  return { runtime, address, server };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

it('passes answers on one by one', async () => {
  const { address } = await serve(async function* ({ command }) {
    yield { kind: 'failed', message: command };
    yield { kind: 'unmounted', pending: nothing, keeping: 'nothing' };
  });
  expect(await collect(askControl(address, { command: 'unmount' }))).toEqual([
    { kind: 'failed', message: 'unmount' },
    { kind: 'unmounted', pending: nothing, keeping: 'nothing' },
  ]);
});

it('listens for this user alone, and leaves nothing behind', async () => {
  const { runtime, address, server } = await serve(async function* () {});
  expect((await stat(address)).mode & 0o777).toBe(0o600);
  expect(await controlAddresses(runtime)).toEqual([address]);
  await server.close();
  expect(await readdir(runtime)).toEqual([]);
});

it('takes the place of a socket whose process died', async () => {
  const runtime = await runtimeFolder();
  const address = controlAddress(runtime, '/mnt');
  await writeFile(address, '');
  const server = await serveControl(address, async function* () {}, log);
  onTestFinished(() => server.close());
  expect(await collect(askControl(address, { command: 'status' }))).toEqual([]);
});

it('says so when it does not understand', async () => {
  const { address } = await serve(async function* () {});
  const socket = connect(address);
  socket.end('{"command":"explode"}\n');
  const text = (await collect<Buffer>(socket)).join('');
  expect(JSON.parse(text)).toMatchObject({ kind: 'failed' });
});

it('fails where nobody listens, and where nobody answers in time', async () => {
  const nobody = join(await runtimeFolder(), 'nobody.sock');
  await expect(collect(askControl(nobody, { command: 'status' }))).rejects.toMatchObject({
    code: 'ENOENT',
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  const { address } = await serve(async function* () {
    await promise;
    yield { kind: 'failed', message: 'too late' };
  });
  await expect(
    collect(askControl(address, { command: 'status' }, { timeoutMs: 50 })),
  ).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  resolve();
});

it('outlives a client that goes away in the middle of an answer', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { address } = await serve(async function* ({ command }) {
    if (command === 'status') return;
    yield { kind: 'progress', pending: nothing };
    await promise;
    for (let count = 0; count < 100; count++) yield { kind: 'progress', pending: nothing };
  });
  for await (const _ of askControl(address, { command: 'unmount' })) break;
  resolve();
  expect(await collect(askControl(address, { command: 'status' }))).toEqual([]);
});

it('gives the last answer before it closes', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { address, server } = await serve(async function* () {
    yield { kind: 'progress', pending: nothing };
    await promise;
    yield { kind: 'unmounted', pending: nothing, keeping: 'nothing' };
  });
  const answers = askControl(address, { command: 'unmount' });
  await answers.next();
  const closed = server.close();
  resolve();
  expect(await collect(answers)).toEqual([
    { kind: 'unmounted', pending: nothing, keeping: 'nothing' },
  ]);
  await closed;
});

it('knows of no mounts where there is no folder for them', async () => {
  expect(await controlAddresses('/nonexistent')).toEqual([]);
});
