import {
  type Capability,
  guard,
  resumeReads,
  type StorageProviderWith,
  type StorageTraits,
  withLayers,
} from '@mooring/core';
import { getAccount } from '../account/get-account.ts';
import { getQuota } from '../account/get-quota.ts';
import { fixedToken } from '../auth/fixed-token.ts';
import { createBatch } from '../batch/create-batch.ts';
import { createChangeFeed } from '../changes/change-feed.ts';
import { DropboxClient } from '../client/dropbox-client.ts';
import { createHttpTransport } from '../client/http-transport.ts';
import { createExtras } from '../extras/create-extras.ts';
import { createContentHasher } from '../hash/content-hasher.ts';
import { checkName, maxNameLength } from '../name/check-name.ts';
import { nameRule } from '../name/name-rule.ts';
import { copy } from '../namespace/copy.ts';
import { createFolder } from '../namespace/create-folder.ts';
import { move } from '../namespace/move.ts';
import { remove } from '../namespace/remove.ts';
import { list } from '../read/list.ts';
import { read } from '../read/read.ts';
import { stat } from '../read/stat.ts';
import { createRevisionHistory } from '../revisions/revision-history.ts';
import { schedulerFor } from '../schedule/scheduler-for.ts';
import { createUploads } from '../upload/create-uploads.ts';
import { write } from '../write/write.ts';
import type { DropboxOptions } from './dropbox-options.ts';
import type { DropboxProvider } from './dropbox-provider.ts';

const traits: StorageTraits = { ...nameRule, atomicReplace: false, maxNameLength, checkName };

/** A Dropbox account as a storage provider. Nothing is sent before the first call. */
export function createDropboxProvider(options: DropboxOptions): DropboxProvider {
  const { accessToken, baseUrl, space, teamMember } = options;
  const tokens = typeof accessToken === 'string' ? fixedToken(accessToken, baseUrl) : accessToken;
  const client = new DropboxClient({
    transport: createHttpTransport({ baseUrl }),
    tokens,
    scheduler: schedulerFor(tokens, teamMember),
    space,
    teamMember,
  });
  return { ...withLayers(assemble(client), guard(), resumeReads()), extras: createExtras(client) };
}

function assemble(client: DropboxClient): StorageProviderWith<Capability> {
  return {
    specVersion: 1,
    id: 'dropbox',
    traits,
    stat: (request) => stat(client, request),
    list: (request) => list(client, request),
    read: (request) => read(client, request),
    write: (request) => write(client, request),
    createFolder: (request) => createFolder(client, request),
    remove: (request) => remove(client, request),
    move: (request) => move(client, request),
    copy: (request) => copy(client, request),
    quota: (request) => getQuota(client, request),
    account: (request) => getAccount(client, request),
    createHasher: createContentHasher,
    changes: createChangeFeed(client),
    uploads: createUploads(client),
    batch: createBatch(client),
    revisions: createRevisionHistory(client),
    dispose: () => client.close(),
  };
}
