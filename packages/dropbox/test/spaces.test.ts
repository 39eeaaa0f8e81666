import { readBytes } from '@mooring/core';
import { createDropboxProvider, type DropboxOptions, type DropboxProvider } from '@mooring/dropbox';
import {
  type DropboxEmulator,
  type EmulatedAccount,
  type EmulatedTeam,
  startDropboxEmulator,
} from '@mooring/dropbox-emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerJson, startScriptedServer } from './server/scripted-server.ts';

let emulator: DropboxEmulator;
const open: DropboxProvider[] = [];

beforeEach(async () => {
  emulator = await startDropboxEmulator();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((provider) => provider.dispose?.()));
  await emulator.close();
});

function connect(options: Omit<DropboxOptions, 'baseUrl'>): DropboxProvider {
  const provider = createDropboxProvider({ ...options, baseUrl: emulator.url });
  open.push(provider);
  return provider;
}

async function namesIn(provider: DropboxProvider, path: `/${string}` = '/') {
  return (await provider.list({ path })).entries.map(({ name }) => name).sort();
}

const content = new TextEncoder().encode('content');

describe('a team with a space of its own', () => {
  let team: EmulatedTeam;
  let member: EmulatedAccount;
  let folderId: string;

  beforeEach(() => {
    team = emulator.createTeam('Fishers');
    member = emulator.createAccount({ team: team.id, givenName: 'Ada', surname: 'Cod' });
    folderId = emulator.createTeamFolder(team.id, 'Charts');
  });

  it('is shown whole: the folder of the member and those of the team', async () => {
    const home = connect({ accessToken: member.accessToken });
    const space = connect({ accessToken: member.accessToken, space: 'team' });
    await home.write({ path: '/mine', content, mode: 'create' });
    await space.write({ path: '/Charts/ours', content, mode: 'create' });
    expect(await namesIn(home)).toEqual(['mine']);
    expect(await namesIn(space)).toEqual(['Ada Cod', 'Charts']);
    expect(await readBytes(space, { path: '/Ada Cod/mine' })).toEqual(content);
  });

  it('has one feed for all', async () => {
    const space = connect({ accessToken: member.accessToken, space: 'team' });
    const cursor = await space.changes.latest({ path: '/' });
    await connect({ accessToken: member.accessToken }).createFolder({ path: '/new' });
    const { changes } = await space.changes.pull({ cursor });
    expect(changes).toMatchObject([{ kind: 'upsert', entry: { path: '/Ada Cod/new' } }]);
  });

  it('can be looked at from one of its folders', async () => {
    const { accessToken } = member;
    const folder = connect({ accessToken, space: { namespaceId: folderId } });
    await folder.write({ path: '/ours', content, mode: 'create' });
    const space = connect({ accessToken, space: 'team' });
    expect(await namesIn(space, '/Charts')).toEqual(['ours']);
  });

  it('asks where the space is once, for calls side by side', async () => {
    const space = connect({ accessToken: member.accessToken, space: 'team' });
    emulator.requests.reset();
    await Promise.all([1, 2, 3].map((depth) => space.list({ path: '/', pageSize: depth })));
    await space.stat({ path: '/Charts' });
    expect(emulator.requests.of('users/get_current_account').requests).toBe(1);
  });

  it('is opened by a token of the team for a member', async () => {
    const teamMember = member.memberId;
    expect(teamMember).toBeDefined();
    const provider = connect({ accessToken: team.accessToken, teamMember, space: 'team' });
    expect((await provider.account({})).id).toBe(member.id);
    expect(await namesIn(provider)).toEqual(['Ada Cod', 'Charts']);
    const cursor = await provider.changes.latest({ path: '/' });
    const waiting = provider.changes.wait({ cursor, timeoutMs: 60_000 });
    await provider.createFolder({ path: '/Charts/new' });
    expect((await waiting).changed).toBe(true);
  });

  it('refuses a namespace of others', async () => {
    const stranger = emulator.createAccount();
    const { accessToken } = stranger;
    const provider = connect({ accessToken, space: { namespaceId: team.rootNamespace } });
    await expect(provider.list({ path: '/' })).rejects.toMatchObject({ code: 'permission-denied' });
  });
});

it('a user without a team space has the same in both', async () => {
  const { accessToken } = emulator.account;
  await connect({ accessToken }).createFolder({ path: '/mine' });
  expect(await namesIn(connect({ accessToken, space: 'team' }))).toEqual(['mine']);
});

it('a user whose space has moved goes on in the new one', async () => {
  const roots: unknown[] = [];
  const folder = { '.tag': 'folder', name: 'a', path_display: '/a', path_lower: '/a', id: 'id:a' };
  await using server = await startScriptedServer(({ path, headers }, response) => {
    if (path.endsWith('/get_current_account')) {
      return answerJson(response, 200, { root_info: { root_namespace_id: '1' } });
    }
    const { root } = JSON.parse(String(headers['dropbox-api-path-root']));
    roots.push(root);
    if (root === '2') return answerJson(response, 200, folder);
    const invalid_root = { '.tag': 'team', root_namespace_id: '2', home_namespace_id: '1' };
    const error = { '.tag': 'invalid_root', invalid_root };
    return answerJson(response, 422, { error_summary: 'invalid_root/..', error });
  });
  const provider = createDropboxProvider({ accessToken: 't', space: 'team', baseUrl: server.url });
  expect(await provider.stat({ path: '/a' })).toMatchObject({ name: 'a' });
  await provider.stat({ path: '/a' });
  expect(roots).toEqual(['1', '2', '2']);
  await provider.dispose?.();
});

describe('a shared folder', () => {
  /** Has an account take a folder that was shared with it into its Dropbox. */
  async function mount(account: EmulatedAccount, sharedFolderId: string): Promise<void> {
    const response = await fetch(`${emulator.url}/2/sharing/mount_folder`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${account.accessToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ shared_folder_id: sharedFolderId }),
    });
    expect(response.status).toBe(200);
  }

  async function share(access: 'editor' | 'viewer') {
    const owner = connect({ accessToken: emulator.account.accessToken });
    await owner.write({ path: '/Shared/file', content, mode: 'create' });
    const guest = emulator.createAccount();
    const members = [{ account: guest.id, access }];
    await mount(guest, emulator.shareFolder({ path: '/Shared', members }));
    return { owner, guest: connect({ accessToken: guest.accessToken }) };
  }

  it('that is read-only says so, and takes no change', async () => {
    const { guest } = await share('viewer');
    const { entry } = await guest.read({ path: '/Shared/file', length: 0 });
    const ifRevision = entry.revision;
    expect(await guest.stat({ path: '/Shared' })).toMatchObject({ readOnly: true });
    expect(await guest.stat({ path: '/Shared/file' })).toMatchObject({ readOnly: true });
    expect(await readBytes(guest, { path: '/Shared/file' })).toEqual(content);
    const refused = { code: 'read-only', retryable: false };
    for (const change of [
      () => guest.write({ path: '/Shared/new', content, mode: 'create' }),
      () => guest.write({ path: '/Shared/file', content: content.slice(1), mode: 'overwrite' }),
      () => guest.createFolder({ path: '/Shared/folder' }),
      () => guest.remove({ path: '/Shared/file', ifRevision }),
      () => guest.move({ from: '/Shared/file', to: '/stolen' }),
    ]) {
      await expect(change()).rejects.toMatchObject(refused);
    }
    const [outcome] = await guest.batch.writeMany({
      requests: [{ path: '/Shared/new', content, mode: 'create' }],
    });
    expect(outcome).toMatchObject({ status: 'failed', error: refused });
  });

  it('that can be changed is one for both', async () => {
    const { owner, guest } = await share('editor');
    expect((await guest.stat({ path: '/Shared' })).readOnly).toBeUndefined();
    await guest.write({ path: '/Shared/new', content, mode: 'create' });
    expect(await namesIn(owner, '/Shared')).toEqual(['file', 'new']);
  });

  it('is in the recursive listing and in the feed', async () => {
    const { owner, guest } = await share('editor');
    const { entries, asOf } = await guest.list({ path: '/', recursive: true });
    expect(entries.map(({ path }) => path).sort()).toEqual(['/Shared', '/Shared/file']);
    if (asOf === undefined) throw new Error('the listing says not where it continues');
    await owner.write({ path: '/Shared/later', content, mode: 'create' });
    const { changes } = await guest.changes.pull({ cursor: asOf });
    expect(changes).toMatchObject([{ kind: 'upsert', entry: { path: '/Shared/later' } }]);
  });
});

it('an app with a folder of its own takes that for the root', async () => {
  const app = emulator.createApp({ access: 'app-folder', name: 'Notes' });
  const { accessToken } = emulator.issueTokens({ app: app.key });
  const confined = connect({ accessToken });
  await confined.write({ path: '/note', content, mode: 'create' });
  const cursor = await confined.changes.latest({ path: '/' });
  await confined.move({ from: '/note', to: '/folder/note' });
  expect((await confined.changes.pull({ cursor })).changes.length).toBeGreaterThan(0);
  expect(await namesIn(confined)).toEqual(['folder']);
  const whole = connect({ accessToken: emulator.account.accessToken });
  expect(await readBytes(whole, { path: '/Apps/Notes/folder/note' })).toEqual(content);
});
