import { createMemoryStore } from '@mooring/memory';
import { expect, it } from 'vitest';
import { type Call, counting } from './fixture/counting.ts';
import { Device } from './fixture/device.ts';
import { put } from './fixture/store.ts';
import { VirtualEnvironment } from './simulation/virtual-environment.ts';

const operations = (calls: Call[]) => calls.splice(0).map(({ operation }) => operation);

it('a start that continues asks for what is new, and then waits', async () => {
  const store = createMemoryStore({ pageSize: 10 });
  const other = store.connect();
  for (let index = 0; index < 25; index++) await put(other, `/folder/${index}`, 'x');
  const { provider, calls } = counting(store.connect(), 'everything');
  await using device = await Device.start(provider);
  await device.settled();
  await expect.poll(() => calls.at(-1)?.operation).toBe('changes.wait');
  expect(operations(calls).sort()).toEqual([
    'changes.latest',
    'changes.pull',
    'changes.wait',
    'list',
    'list',
    'list',
    'quota',
  ]);
  await device.switchOff();
  await device.switchOn();
  expect(await device.files.list('folder')).toHaveLength(25);
  await expect.poll(() => calls.at(-1)?.operation).toBe('changes.wait');
  expect(operations(calls)).toEqual(['changes.pull', 'changes.wait']);
});

it('who asks for free space is told at once, and the store is asked at most once a minute while nothing changes', async () => {
  const store = createMemoryStore({ totalBytes: 1000 });
  await put(store.connect(), '/a', 'x'.repeat(100));
  const { provider, calls } = counting(store.connect(), 'everything');
  await using device = await Device.start(provider);
  await expect.poll(() => device.fileSystem.statfs().totalBytes).toBe(1000);
  for (let round = 0; round < 5; round++) {
    expect(device.fileSystem.statfs()).toMatchObject({ usedBytes: 100, totalBytes: 1000 });
  }
  expect(operations(calls).filter((operation) => operation === 'quota')).toHaveLength(1);
});

it('an account is listed again when the feed has lost its place, and what is gone is gone here', async () => {
  const store = createMemoryStore();
  const other = store.connect();
  for (const name of ['a', 'b/c', 'd']) await put(other, `/${name}`, 'x');
  const line = store.connect();
  await using device = await Device.start(line);
  await device.settled();
  const { node } = await device.files.stat('d');
  await device.switchOff();
  await other.remove({ path: '/b', recursive: true });
  await other.remove({ path: '/a' });
  await put(other, '/e', 'x');
  store.expireCursors();
  await device.switchOn();
  // The old tree serves until the new listing is in.
  expect(await device.files.exists('d')).toBe(true);
  await expect.poll(() => device.files.tree()).toEqual({ d: 'x', e: 'x' });
  expect((await device.files.stat('d')).node).toBe(node);
});

it('who asks for free space after something changed is soon told of that', async () => {
  const store = createMemoryStore({ totalBytes: 1000 });
  await using device = await Device.start(store.connect());
  const used = () => device.fileSystem.statfs().usedBytes;
  await device.settled();
  await device.files.write('a', 'x'.repeat(100));
  await device.settled();
  await expect.poll(used, { timeout: 5000 }).toBe(100);
  await put(store.connect(), '/b', 'y'.repeat(200));
  await expect.poll(used, { timeout: 5000 }).toBe(300);
});

it('a folder whose removal takes its time goes in one request when it is done', async () => {
  const store = createMemoryStore({ pageSize: 2000 });
  const folders = Array.from({ length: 12 }, (_, index) => `tree/${index}`);
  const names = Array.from({ length: 100 }, (_, index) => String(index));
  for (const folder of folders) {
    for (const name of names) await put(store.connect(), `/${folder}/${name}`, 'x');
  }
  const { provider, take } = counting(store.connect());
  const environment = new VirtualEnvironment();
  await using device = await Device.start(provider, { environment, uploadDelayMs: 1000 });
  await environment.run(5000);
  expect(device.fileSystem.status()).toMatchObject({ connection: 'online' });
  take();
  for (const folder of folders) {
    for (const name of names) await device.files.unlink(`${folder}/${name}`);
    await device.files.rmdir(folder);
    await environment.run(500);
  }
  await device.files.rmdir('tree');
  await environment.run(2000);
  expect(device.fileSystem.status()).toMatchObject({ pendingChanges: 0 });
  expect(take()).toEqual({ list: 1, remove: 1 });
});
