import { checkRoute, launchJob } from '../job/job-routes.ts';
import type { JobKind } from '../job/job-store.ts';
import type { JsonObject } from '../json/json-value.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import { pathKey } from '../path/path-key.ts';
import { underTag } from '../path/path-refused.ts';
import { writePath, writePathOrId } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { boolean } from '../schema/boolean.ts';
import { withDefault } from '../schema/field.ts';
import { list } from '../schema/list.ts';
import { struct } from '../schema/struct.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag, tagged, taggedStruct } from '../wire/tagged.ts';
import { batchEntry } from './batch-entry.ts';
import { deleteArgument } from './change-routes.ts';
import { createFolder } from './create-folder.ts';
import { deleteEntry } from './delete-entry.ts';
import { copyEntry, maxEntriesPerCall, moveEntry, type Relocation } from './relocate.ts';
import { orAllBusy, tooManyWriters, writingTo } from './writing-to.ts';

/** Up to so many folders are made before the call is answered. */
const maxSynchronousFolders = 100;

export const createFolderBatch: Route = rpc({
  name: 'files/create_folder_batch',
  auth: 'user',
  scope: 'files.content.write',
  argument: struct({
    paths: list(writePath, { maxItems: 10_000 }),
    autorename: withDefault(boolean, false),
    force_async: withDefault(boolean, false),
  }),
  async handle(call, argument) {
    const work = async (as: 'call' | 'job'): Promise<JsonObject> => {
      const entries = await createFolders(call, argument.paths, argument.autorename, as);
      return taggedStruct('complete', { entries });
    };
    const isLarge = argument.paths.length > maxSynchronousFolders;
    if (!argument.force_async && !isLarge) return await work('call');
    return launchJob(call, 'create_folder_batch', () => work('job'));
  },
});

export const createFolderBatchCheck: Route = checkRoute(
  'files/create_folder_batch/check',
  'create_folder_batch',
);

export const deleteBatch: Route = rpc({
  name: 'files/delete_batch',
  auth: 'user',
  scope: 'files.content.write',
  argument: struct({ entries: list(deleteArgument, { maxItems: 1000 }) }),
  handle(call, { entries }) {
    return launchJob(call, 'delete_batch', async () => {
      const metadata = metadataFor(call);
      const paths = entries.map(({ path }) => path);
      const outcomes = await inOneWrite(call, paths, () =>
        entries.map(({ path, parent_rev }) =>
          batchEntry(() => {
            const entry = deleteEntry(call, path, parent_rev);
            return taggedStruct('success', { metadata: metadata.entry(entry) });
          }),
        ),
      );
      return taggedStruct('complete', { entries: outcomes });
    });
  },
});

export const deleteBatchCheck: Route = checkRoute('files/delete_batch/check', 'delete_batch');

const relocationPath = struct({ from_path: writePathOrId, to_path: writePathOrId });

interface RelocationPath {
  readonly from_path: string;
  readonly to_path: string;
}

export const moveBatchV2: Route = relocationBatch(
  'files/move_batch_v2',
  'move_batch_v2',
  moveEntry,
);

export const moveBatchCheckV2: Route = checkRoute('files/move_batch/check_v2', 'move_batch_v2');

export const copyBatchV2: Route = relocationBatch(
  'files/copy_batch_v2',
  'copy_batch_v2',
  copyEntry,
);

export const copyBatchCheckV2: Route = checkRoute('files/copy_batch/check_v2', 'copy_batch_v2');

export const moveBatchV1: Route = wholeRelocationBatch('files/move_batch', 'move_batch', moveEntry);

export const moveBatchCheckV1: Route = checkRoute('files/move_batch/check', 'move_batch');

export const copyBatchV1: Route = wholeRelocationBatch('files/copy_batch', 'copy_batch', copyEntry);

export const copyBatchCheckV1: Route = checkRoute('files/copy_batch/check', 'copy_batch');

/** Each entry succeeds or fails by itself. */
function relocationBatch(name: string, kind: JobKind, relocate: typeof moveEntry): Route {
  return rpc({
    name,
    auth: 'user',
    scope: 'files.content.write',
    argument: struct({
      entries: list(relocationPath, { minItems: 1, maxItems: 1000 }),
      autorename: withDefault(boolean, false),
      ...(kind === 'move_batch_v2'
        ? { allow_ownership_transfer: withDefault(boolean, false) }
        : {}),
    }),
    handle(call, { entries, autorename }) {
      return launchJob(call, kind, async () => {
        const metadata = metadataFor(call);
        const write = (): readonly JsonObject[] =>
          entries.map((entry) =>
            batchEntry(
              () => {
                const relocation = relocationOf(entry, autorename, Number.POSITIVE_INFINITY);
                const moved = relocate(call, relocation);
                return tagged('success', metadata.entry(moved));
              },
              (error) => tagged('relocation_error', error),
            ),
          );
        const outcomes = await orAllBusy<JsonObject>(
          'job',
          entries,
          tagged('failure', tooManyWriters),
          () => inOneWrite(call, pathsOf(entries), write),
        );
        return taggedStruct('complete', { entries: outcomes });
      });
    },
  });
}

/** The older form: all entries succeed, or nothing happens. */
function wholeRelocationBatch(name: string, kind: JobKind, relocate: typeof moveEntry): Route {
  return rpc({
    name,
    auth: 'user',
    scope: 'files.content.write',
    argument: struct({
      entries: list(relocationPath, { minItems: 1, maxItems: 1000 }),
      autorename: withDefault(boolean, false),
      allow_shared_folder: withDefault(boolean, false),
      allow_ownership_transfer: withDefault(boolean, false),
    }),
    handle(call, { entries, autorename }) {
      return launchJob(call, kind, async () => {
        const metadata = metadataFor(call);
        refuseDuplicates(entries);
        const outcomes = await inOneWrite(call, pathsOf(entries), () =>
          entries.map((entry) => {
            const moved = relocate(call, relocationOf(entry, autorename, maxEntriesPerCall));
            return { metadata: metadata.entry(moved) };
          }),
        );
        return taggedStruct('complete', { entries: outcomes });
      });
    },
  });
}

function refuseDuplicates(entries: readonly RelocationPath[]): void {
  const targets = new Set(entries.map(({ to_path }) => pathKey(to_path)));
  if (targets.size < entries.length) throw routeError(tag('duplicated_or_nested_paths'));
}

/** A path that is named twice is one folder, told once. */
function createFolders(
  call: UserCall,
  paths: readonly string[],
  autorename: boolean,
  as: 'call' | 'job',
): Promise<readonly JsonObject[]> {
  const metadata = metadataFor(call);
  const unique = [...new Map(paths.map((path) => [pathKey(path), path])).values()];
  const busy = tagged('failure', tagged('path', tooManyWriters));
  return orAllBusy<JsonObject>(as, unique, busy, () =>
    inOneWrite(call, unique, () =>
      unique.map((path) =>
        batchEntry(() => {
          const folder = underTag('path', () => createFolder(call, path, autorename));
          return taggedStruct('success', { metadata: metadata.folder(folder) });
        }),
      ),
    ),
  );
}

/** A batch takes the lock of its namespaces once, and is one transaction, in which entries can fail alone. */
function inOneWrite<Value>(
  call: UserCall,
  paths: readonly string[],
  action: () => Value,
): Promise<Value> {
  return writingTo(call, paths, () => call.tree.changes.write(action));
}

function pathsOf(entries: readonly RelocationPath[]): readonly string[] {
  return entries.flatMap(({ from_path, to_path }) => [from_path, to_path]);
}

function relocationOf(entry: RelocationPath, autorename: boolean, maxEntries: number): Relocation {
  return { fromPath: entry.from_path, toPath: entry.to_path, autorename, maxEntries };
}
