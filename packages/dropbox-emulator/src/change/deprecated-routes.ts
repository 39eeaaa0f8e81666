import { metadataFor } from '../metadata/metadata-for.ts';
import { type Route, rpc } from '../route/route.ts';
import {
  createFolderArgument,
  deleteArgument,
  makeFolder,
  relocate,
  relocationArgument,
} from './change-routes.ts';
import { deleteEntry } from './delete-entry.ts';
import { copyEntry, moveEntry } from './relocate.ts';
import { writingTo } from './writing-to.ts';

// The first versions, which give bare metadata where the second ones wrap it. Old clients still call them.

export const createFolderV1: Route = rpc({
  name: 'files/create_folder',
  auth: 'user',
  scope: 'files.content.write',
  argument: createFolderArgument,
  async handle(call, { path, autorename }) {
    return metadataFor(call).folder(await makeFolder(call, path, autorename));
  },
});

export const deleteV1: Route = rpc({
  name: 'files/delete',
  auth: 'user',
  scope: 'files.content.write',
  argument: deleteArgument,
  async handle(call, { path, parent_rev }) {
    const entry = await writingTo(call, [path], () => deleteEntry(call, path, parent_rev));
    return metadataFor(call).entry(entry);
  },
});

export const moveV1: Route = rpc({
  name: 'files/move',
  auth: 'user',
  scope: 'files.content.write',
  argument: relocationArgument,
  handle: async (call, argument) =>
    metadataFor(call).entry(await relocate(call, argument, moveEntry)),
});

export const copyV1: Route = rpc({
  name: 'files/copy',
  auth: 'user',
  scope: 'files.content.write',
  argument: relocationArgument,
  handle: async (call, argument) =>
    metadataFor(call).entry(await relocate(call, argument, copyEntry)),
});
