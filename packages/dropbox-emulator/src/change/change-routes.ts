import { metadataFor } from '../metadata/metadata-for.ts';
import { underTag } from '../path/path-refused.ts';
import { rev, writePath, writePathOrId } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { boolean } from '../schema/boolean.ts';
import { optional, withDefault } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import { struct } from '../schema/struct.ts';
import type { Entry, FolderEntry } from '../tree/entry.ts';
import { tagged } from '../wire/tagged.ts';
import { createFolder } from './create-folder.ts';
import { deleteEntry } from './delete-entry.ts';
import { copyEntry, maxEntriesPerCall, moveEntry } from './relocate.ts';
import { tooManyWriters, writingTo } from './writing-to.ts';

export interface CreateFolderArgument {
  readonly path: string;
  readonly autorename: boolean;
}

export const createFolderArgument: Schema<CreateFolderArgument> = struct({
  path: writePath,
  autorename: withDefault(boolean, false),
});

export const createFolderV2: Route = rpc({
  name: 'files/create_folder_v2',
  auth: 'user',
  scope: 'files.content.write',
  argument: createFolderArgument,
  async handle(call, { path, autorename }) {
    return { metadata: metadataFor(call).folder(await makeFolder(call, path, autorename)) };
  },
});

export function makeFolder(
  call: UserCall,
  path: string,
  autorename: boolean,
): Promise<FolderEntry> {
  return writingTo(
    call,
    [path],
    () => underTag('path', () => createFolder(call, path, autorename)),
    () => tagged('path', tooManyWriters),
  );
}

export interface DeleteArgument {
  readonly path: string;
  readonly parent_rev: string | undefined;
}

export const deleteArgument: Schema<DeleteArgument> = struct({
  path: writePathOrId,
  parent_rev: optional(rev),
});

export const deleteV2: Route = rpc({
  name: 'files/delete_v2',
  auth: 'user',
  scope: 'files.content.write',
  argument: deleteArgument,
  async handle(call, { path, parent_rev }) {
    const metadata = metadataFor(call);
    const entry = await writingTo(call, [path], () => deleteEntry(call, path, parent_rev));
    return { metadata: metadata.entry(entry) };
  },
});

export interface RelocationArgument {
  readonly from_path: string;
  readonly to_path: string;
  readonly autorename: boolean;
}

export const relocationArgument: Schema<RelocationArgument> = struct({
  from_path: writePathOrId,
  to_path: writePathOrId,
  allow_shared_folder: withDefault(boolean, false),
  autorename: withDefault(boolean, false),
  allow_ownership_transfer: withDefault(boolean, false),
});

export const moveV2: Route = rpc({
  name: 'files/move_v2',
  auth: 'user',
  scope: 'files.content.write',
  argument: relocationArgument,
  async handle(call, argument) {
    return { metadata: metadataFor(call).entry(await relocate(call, argument, moveEntry)) };
  },
});

export const copyV2: Route = rpc({
  name: 'files/copy_v2',
  auth: 'user',
  scope: 'files.content.write',
  argument: relocationArgument,
  async handle(call, argument) {
    return { metadata: metadataFor(call).entry(await relocate(call, argument, copyEntry)) };
  },
});

export function relocate(
  call: UserCall,
  argument: RelocationArgument,
  operation: typeof moveEntry,
): Promise<Entry> {
  const { from_path: fromPath, to_path: toPath, autorename } = argument;
  return writingTo(
    call,
    [fromPath, toPath],
    () => operation(call, { fromPath, toPath, autorename, maxEntries: maxEntriesPerCall }),
    () => tagged('to', tooManyWriters),
  );
}
