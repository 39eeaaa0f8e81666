import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';
import { Follower } from './follower.ts';
import { RandomArguments } from './random-arguments.ts';

const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));
const rounds = 60;
const changesPerRound = 6;

const names = ['a', 'B', 'c', 'É'];

/** One change of any kind. Many are refused, as they stand in one another's way. */
async function change(api: ApiClient, random: RandomArguments): Promise<void> {
  const path = () => {
    const depth = 1 + Math.floor(random.next() * 3);
    const below = Array.from({ length: depth }, () => `/${random.pick(names)}`).join('');
    return random.pick(['/watched', '/elsewhere']) + below;
  };
  const relocation = { from_path: path(), to_path: path(), autorename: random.next() < 0.3 };
  const job = async (launch: string, check: string, entries: readonly Json[]) =>
    api.job(`files/${check}`, await api.ok(`files/${launch}`, { entries }));
  await random.pick<() => Promise<unknown>>([
    () => api.upload('files/upload', { path: path(), mode: 'overwrite' }, String(random.next())),
    () => api.upload('files/upload', { path: path(), autorename: true }, String(random.next())),
    () => api.rpc('files/create_folder_v2', { path: path() }),
    () => api.rpc('files/delete_v2', { path: path() }),
    () => api.rpc('files/move_v2', relocation),
    () => api.rpc('files/copy_v2', relocation),
    () => job('delete_batch', 'delete_batch/check', [{ path: path() }, { path: path() }]),
    () => job('move_batch_v2', 'move_batch/check_v2', [{ from_path: path(), to_path: path() }]),
  ])();
}

/** Lets the followers catch up now and then, and compares what they know with what a listing shows. */
async function compare(
  emulator: DropboxEmulator,
  followers: readonly Follower[],
  happen: () => Promise<void>,
): Promise<void> {
  const pageSize = { min: 1, max: 5 };
  emulator.setBehaviour({ pageSize });
  for (const follower of followers) await follower.begin();
  for (let round = 0; round < rounds; round++) {
    for (let count = 0; count < changesPerRound; count++) await happen();
    for (const follower of followers) {
      await follower.catchUp();
      emulator.setBehaviour({ pageSize: 2000 });
      const shown = await follower.linesOfListing();
      emulator.setBehaviour({ pageSize });
      expect([round, follower.lines]).toEqual([round, shown]);
    }
  }
}

describe.each(['deletion-first', 'deletion-last'] as const)(`seed ${seed}, %s`, (renameOrder) => {
  it.each([
    ['the root', ''],
    ['a folder', '/watched'],
  ])('whoever follows the changes of %s has what a listing shows', async (_, path) => {
    const random = new RandomArguments(seed);
    await using emulator = await startDropboxEmulator({ behaviour: { renameOrder } });
    emulator.setBehaviour({ caseOnlyRename: 'apply' });
    const api = new ApiClient(emulator);
    await api.put('/watched/a');
    await api.put('/elsewhere/a');
    const happen = () => change(api, random);
    // Seldom, or there would be no end to it.
    const follower = new Follower(api, path, () => sometimes(random, 0.1, happen));
    await compare(emulator, [follower], happen);
  });

  it('whoever follows a shared folder has what a listing shows', async () => {
    const random = new RandomArguments(seed);
    await using emulator = await startDropboxEmulator({ behaviour: { renameOrder } });
    const guest = emulator.createAccount();
    const owner = new ApiClient(emulator);
    const other = new ApiClient(emulator, { token: guest.accessToken });
    for (const api of [owner, other]) await api.put('/elsewhere/a');
    await owner.put('/watched/a');
    const shared_folder_id = emulator.shareFolder({
      path: '/watched',
      members: [{ account: guest.id, access: 'editor' }],
    });
    const happen = async () => {
      await change(random.pick([owner, other]), random);
      // One of them is refused: it is mounted, or it is not.
      const route = random.pick(['sharing/mount_folder', 'sharing/unmount_folder']);
      await sometimes(random, 0.1, () => other.rpc(route, { shared_folder_id }));
    };
    const between = () => sometimes(random, 0.1, happen);
    const followers = [owner, other].map((api) => new Follower(api, '', between));
    await compare(emulator, followers, happen);
  });
});

async function sometimes(
  random: RandomArguments,
  chance: number,
  action: () => Promise<unknown>,
): Promise<void> {
  if (random.next() < chance) await action();
}
