import { expect } from 'vitest';
import { ApiClient } from '../../../raw/api-client.ts';
import type { Json } from '../../../raw/raw-client.ts';
import { id, launched, rev, text, timestamp } from '../metadata-shapes.ts';
import type { RouteBench, RouteCall, RouteSheets } from '../route-sheet.ts';

/** SharedFolderMetadata, every field. One that is not mounted has no path. */
const sharedFolder = (name: string, access: string, path?: string): Json => ({
  access_type: { '.tag': access },
  is_inside_team_folder: false,
  is_team_folder: false,
  owner_display_names: [text],
  ...(path === undefined ? {} : { path_display: path, path_lower: path.toLowerCase() }),
  name,
  policy: {
    member_policy: { '.tag': 'anyone' },
    resolved_member_policy: { '.tag': 'anyone' },
    acl_update_policy: { '.tag': 'editors' },
    shared_link_policy: { '.tag': 'anyone' },
    viewer_info_policy: { '.tag': 'enabled' },
  },
  preview_url: text,
  shared_folder_id: expect.stringMatching(/^\d+$/),
  time_invited: timestamp,
  access_inheritance: { '.tag': 'inherit' },
  folder_id: id,
});

const linkToFile = (name: string, isOwner: boolean, path?: string): Json => ({
  '.tag': 'file',
  url: expect.stringMatching(/^https:\/\/www\.dropbox\.com\/scl\/fi\//),
  id,
  name,
  ...(path === undefined ? {} : { path_lower: path }),
  link_permissions: expect.objectContaining({
    can_revoke: isOwner,
    resolved_visibility: { '.tag': 'public' },
  }),
  client_modified: timestamp,
  server_modified: timestamp,
  rev,
  size: expect.any(Number),
});

async function share(client: ApiClient, path: string): Promise<string> {
  return (await client.ok('sharing/share_folder', { path })).shared_folder_id;
}

/** A folder that the guest shares with the first account, which has not mounted it. */
async function offer({ guest, emulator }: RouteBench, path: string): Promise<string> {
  const shared_folder_id = await share(guest, path);
  const member = { '.tag': 'email', email: emulator.account.email };
  const members = [{ member, access_level: 'editor' }];
  await guest.ok('sharing/add_folder_member', { shared_folder_id, members });
  return shared_folder_id;
}

async function link(client: ApiClient, path: string): Promise<string> {
  await client.put(path, 'linked');
  return (await client.ok('sharing/create_shared_link_with_settings', { path })).url;
}

const accessError = (reason: string) => ({
  error: { '.tag': 'access_error', access_error: { '.tag': reason } },
  summary: `access_error/${reason}/`,
});

const unknownFolder = {
  ask: () => ({ argument: { shared_folder_id: '1' } }),
  ...accessError('invalid_id'),
};

const invalidCursor = {
  ask: () => ({ argument: { cursor: 'none' } }),
  error: { '.tag': 'invalid_cursor' },
  summary: 'invalid_cursor/',
};

const unknownLink = {
  ask: () => ({ argument: { url: 'https://www.dropbox.com/scl/fi/none/x?rlkey=none&dl=0' } }),
  error: { '.tag': 'shared_link_not_found' },
  summary: 'shared_link_not_found/',
};

/** The second page of an account that has two folders. */
async function nextPage(list: string, { emulator }: RouteBench): Promise<RouteCall> {
  const client = new ApiClient(emulator, { token: emulator.createAccount().accessToken });
  for (const name of ['/One', '/Two']) await share(client, name);
  const { cursor } = await client.ok(list, { limit: 1 });
  return { as: client, argument: { cursor } };
}

/** Shared folders and shared links. */
export const sharingSheets: RouteSheets = {
  'sharing/share_folder': {
    ask: () => ({ argument: { path: '/Shared here' } }),
    result: { '.tag': 'complete', ...sharedFolder('Shared here', 'owner', '/Shared here') },
    refused: {
      async ask({ api }) {
        await api.put('/no folder.txt');
        return { argument: { path: '/no folder.txt' } };
      },
      error: { '.tag': 'bad_path', bad_path: { '.tag': 'is_file' } },
      summary: 'bad_path/is_file/',
    },
  },
  'sharing/check_share_job_status': {
    async ask({ api }) {
      const argument = { path: '/Shared by job', force_async: true };
      const job = await api.ok('sharing/share_folder', argument);
      expect(job).toEqual(launched);
      return { argument: { async_job_id: job.async_job_id } };
    },
    result: { '.tag': 'complete', ...sharedFolder('Shared by job', 'owner', '/Shared by job') },
    refused: {
      ask: () => ({ argument: { async_job_id: 'dbjid:none' } }),
      error: { '.tag': 'invalid_async_job_id' },
      summary: 'invalid_async_job_id/',
    },
  },
  'sharing/get_folder_metadata': {
    ask: async ({ api }) => ({ argument: { shared_folder_id: await share(api, '/Told of') } }),
    result: sharedFolder('Told of', 'owner', '/Told of'),
    refused: unknownFolder,
  },
  'sharing/list_folders': {
    ask: () => ({ argument: { limit: 1 } }),
    result: { entries: [expect.objectContaining({ name: text })], cursor: text },
  },
  'sharing/list_folders/continue': {
    ask: (bench) => nextPage('sharing/list_folders', bench),
    result: { entries: [sharedFolder('Two', 'owner', '/Two')] },
    refused: invalidCursor,
  },
  'sharing/list_mountable_folders': {
    async ask(bench) {
      await offer(bench, '/Offered');
      return { argument: {} };
    },
    result: { entries: expect.arrayContaining([sharedFolder('Offered', 'editor')]) },
  },
  'sharing/list_mountable_folders/continue': {
    ask: (bench) => nextPage('sharing/list_mountable_folders', bench),
    result: { entries: [sharedFolder('Two', 'owner', '/Two')] },
    refused: invalidCursor,
  },
  'sharing/mount_folder': {
    ask: async (bench) => ({ argument: { shared_folder_id: await offer(bench, '/Mounted') } }),
    result: sharedFolder('Mounted', 'editor', '/Mounted'),
    refused: unknownFolder,
  },
  'sharing/unmount_folder': {
    async ask(bench) {
      const shared_folder_id = await offer(bench, '/Unmounted');
      await bench.api.ok('sharing/mount_folder', { shared_folder_id });
      return { argument: { shared_folder_id } };
    },
    result: null,
    refused: {
      ask: async (bench) => ({ argument: { shared_folder_id: await offer(bench, '/Never') } }),
      ...accessError('unmounted'),
    },
  },
  'sharing/add_folder_member': {
    async ask({ api, guestEmail }) {
      const shared_folder_id = await share(api, '/Joined');
      const members = [{ member: { '.tag': 'email', email: guestEmail } }];
      return { argument: { shared_folder_id, members } };
    },
    result: null,
    refused: {
      ask: () => ({ argument: { shared_folder_id: '1', members: [] } }),
      ...accessError('invalid_id'),
    },
  },
  'sharing/list_folder_members': {
    ask: async ({ api }) => ({ argument: { shared_folder_id: await share(api, '/Alone') } }),
    result: {
      users: [
        {
          access_type: { '.tag': 'owner' },
          is_inherited: false,
          user: { account_id: text, email: text, display_name: text, same_team: false },
        },
      ],
      groups: [],
      invitees: [],
    },
    refused: unknownFolder,
  },
  'sharing/create_shared_link_with_settings': {
    async ask({ api }) {
      await api.put('/link made.txt');
      return { argument: { path: '/link made.txt' } };
    },
    result: linkToFile('link made.txt', true, '/link made.txt'),
    refused: {
      ask: () => ({ argument: { path: '/nowhere' } }),
      error: { '.tag': 'path', path: { '.tag': 'not_found' } },
      summary: 'path/not_found/',
    },
  },
  'sharing/modify_shared_link_settings': {
    async ask({ api }) {
      const url = await link(api, '/link changed.txt');
      return { argument: { url, settings: { allow_download: true } } };
    },
    result: linkToFile('link changed.txt', true, '/link changed.txt'),
    refused: {
      ...unknownLink,
      ask: () => ({ argument: { ...unknownLink.ask().argument, settings: {} } }),
    },
  },
  'sharing/revoke_shared_link': {
    ask: async ({ api }) => ({ argument: { url: await link(api, '/link revoked.txt') } }),
    result: null,
    refused: unknownLink,
  },
  'sharing/list_shared_links': {
    async ask({ api }) {
      await link(api, '/link listed.txt');
      return { argument: { path: '/link listed.txt', direct_only: true } };
    },
    result: { links: [linkToFile('link listed.txt', true, '/link listed.txt')], has_more: false },
    refused: {
      ask: () => ({ argument: { cursor: 'none' } }),
      error: { '.tag': 'reset' },
      summary: 'reset/',
    },
  },
  'sharing/get_shared_link_metadata': {
    ask: async ({ guest }) => ({ argument: { url: await link(guest, '/link followed.txt') } }),
    result: linkToFile('link followed.txt', false),
    refused: unknownLink,
  },
  'sharing/get_shared_link_file': {
    ask: async ({ guest }) => ({ argument: { url: await link(guest, '/link read.txt') } }),
    result: linkToFile('link read.txt', false),
    content: { type: 'application/octet-stream', start: 'linked' },
    refused: unknownLink,
  },
};
