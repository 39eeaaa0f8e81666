import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EmulatedAccount } from '../../src/index.ts';
import { openPeerBench, type PeerBench } from './run-peer.ts';

let bench: PeerBench;
let member: EmulatedAccount;

const content = Buffer.from('content');

beforeAll(async () => {
  bench = await openPeerBench();
  const { emulator } = bench;
  const team = emulator.createTeam('Acme');
  member = emulator.createAccount({ team: team.id, givenName: 'Ann', surname: 'Lee' });
  emulator.createTeamFolder(team.id, 'Plans');
  await emulator.seed([{ kind: 'file', path: '/Ann Lee/home.txt', content }], member.id);
  await emulator.seed([{ kind: 'file', path: '/Offered/shared.txt', content }]);
  emulator.shareFolder({ path: '/Offered', members: [{ account: member.id, access: 'editor' }] });
});

afterAll(() => bench[Symbol.asyncDispose]());

const lsf = async (path: string, ...options: string[]) => {
  const token = JSON.stringify({ access_token: member.accessToken });
  const printed = await bench.output(
    'rclone',
    'lsf',
    ...options,
    `:dropbox,token='${token}':${path}`,
  );
  return printed.trimEnd().split('\n').sort();
};

it('shows rclone the home of a member of a team, and with a slash the space of the team', async () => {
  expect(await lsf('')).toEqual(['home.txt']);
  expect(await lsf('/')).toEqual(['Ann Lee/', 'Plans/']);
  expect(await lsf('/Ann Lee')).toEqual(['home.txt']);
});

it('shows rclone the folders that others share, and mounts them', async () => {
  expect(await lsf('', '--dropbox-shared-folders')).toEqual(['Offered/', 'Plans/']);
  expect(await lsf('Offered', '--dropbox-shared-folders')).toEqual(['shared.txt']);
  expect(await lsf('')).toEqual(['Offered/', 'home.txt']);
});
