import { type Capability, guard, type StorageProviderWith, withLayers } from '@mooring/core';
import { latestCursor, pullChanges } from '../changes/read-changes.ts';
import { waitForChange } from '../changes/wait-for-change.ts';
import { BlockHasher } from '../content/block-hasher.ts';
import { contentBytes } from '../content/content-bytes.ts';
import type { MemoryFault } from '../fault/memory-fault.ts';
import { listRevisions, restoreRevision } from '../history/revision-operations.ts';
import { listFolder } from '../list/list-folder.ts';
import { readFile } from '../read/read-file.ts';
import { copyEntry } from '../relocate/copy-entry.ts';
import { moveEntry } from '../relocate/move-entry.ts';
import { removeEntry } from '../remove/remove-entry.ts';
import type { StoreState } from '../state/store-state.ts';
import { findNode } from '../tree/find-node.ts';
import { nodeEntry } from '../tree/node-entry.ts';
import { appendChunk, finishUpload, startUpload } from '../uploads/upload-operations.ts';
import { createFolder } from '../write/create-folder.ts';
import { writeContent } from '../write/write-content.ts';
import { createBatch } from './batch.ts';
import { Connection } from './connection.ts';
import type { MemoryProvider } from './memory-provider.ts';

/** A new client of a store. */
export function connect(state: StoreState): MemoryProvider {
  const connection = new Connection(state);
  return {
    ...withLayers(createProvider(state, connection), guard()),
    failNext(fault: MemoryFault) {
      if (fault.kind === 'cursor-expired') state.journal.expireCursors();
      else connection.faults.add(fault);
    },
    goOffline: () => connection.goOffline(),
    goOnline: () => connection.goOnline(),
  };
}

function createProvider(
  state: StoreState,
  connection: Connection,
): StorageProviderWith<Capability> {
  const { traits, uploadLimits, totalBytes } = state.settings;
  return {
    specVersion: 1,
    id: 'memory',
    traits,

    stat: (request) =>
      connection.call('stat', request, () => nodeEntry(findNode(state, request.path))),
    list: (request) => connection.call('list', request, () => listFolder(state, request)),
    read: (request) => connection.call('read', request, (fault) => readFile(state, request, fault)),
    write: (request) => connection.call('write', request, () => writeContent(state, request)),
    createFolder: (request) =>
      connection.call('createFolder', request, () => createFolder(state, request.path)),
    remove: (request) => connection.call('remove', request, () => removeEntry(state, request)),
    move: (request) => connection.call('move', request, () => moveEntry(state, request)),
    copy: (request) => connection.call('copy', request, () => copyEntry(state, request)),

    quota: (request) =>
      connection.call('quota', request, () => ({ usedBytes: state.tree.usedBytes, totalBytes })),
    account: (request) =>
      connection.call('account', request, () => ({ id: 'memory', displayName: 'Memory' })),
    createHasher: () => new BlockHasher(),

    changes: {
      latest: (request) =>
        connection.call('changes.latest', request, () => latestCursor(state, request.path)),
      pull: (request) =>
        connection.call('changes.pull', request, () => pullChanges(state, request.cursor)),
      wait: (request) =>
        connection.call('changes.wait', request, () =>
          waitForChange(state, { ...request, signal: connection.cover(request.signal) }),
        ),
    },

    uploads: {
      limits: uploadLimits,
      start: (request) =>
        connection.call('uploads.start', request, () => startUpload(state, request)),
      append: (request) =>
        connection.call('uploads.append', request, async () => {
          const bytes = await contentBytes(request.chunk);
          request.signal?.throwIfAborted();
          return appendChunk(state, request, bytes);
        }),
      finish: (request) =>
        connection.call('uploads.finish', request, () => finishUpload(state, request)),
      abandon: (request) =>
        connection.call('uploads.abandon', request, () =>
          state.sessions.remove(request.session.id),
        ),
    },

    batch: createBatch(state, connection, {
      maxEntries: 1000,
      maxBytes: uploadLimits.maxWriteSize,
    }),

    revisions: {
      list: (request) =>
        connection.call('revisions.list', request, () => listRevisions(state, request)),
      restore: (request) =>
        connection.call('revisions.restore', request, () => restoreRevision(state, request)),
    },

    // Calls that still wait end here; no timer outlives the client.
    dispose: async () => connection.goOffline(),
  };
}
