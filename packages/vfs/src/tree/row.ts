import type { Revision } from '@mooring/core';
import type { NodeKind } from '../file-system/attributes.ts';
import type { NodeId } from '../file-system/node-id.ts';
import { type Node, planFor, remoteView } from './node.ts';
import { type Place, type StoredView, samePlace } from './view.ts';

/** A node as SQLite holds it; see the schema. */
export interface Row {
  readonly ino: number;
  readonly kind: string;
  readonly parent: number | null;
  readonly name: string;
  readonly key: string;
  readonly size: number;
  readonly mtime: number;
  readonly ctime: number;
  readonly atime: number;
  readonly mode: number;
  readonly target: string | null;
  readonly revision: string | null;
  readonly hash: string | null;
  readonly remote_id: string | null;
  readonly read_only: number;
  readonly export_as: string | null;
  readonly local_only: number;
  readonly listed: number;
  readonly synced: string | null;
  readonly remote: string | null;
  readonly remote_parent: number | null;
  readonly remote_key: string | null;
  readonly changed_at: number | null;
  readonly problem: string | null;
}

export function nodeOf(row: Row): Node {
  return {
    ino: row.ino as NodeId,
    kind: row.kind as NodeKind,
    place: row.parent === null ? undefined : { parent: row.parent as NodeId, name: row.name },
    size: row.size,
    mtime: row.mtime,
    ctime: row.ctime,
    atime: row.atime,
    mode: row.mode,
    target: row.target ?? undefined,
    revision: (row.revision ?? undefined) as Revision | undefined,
    hash: row.hash ?? undefined,
    remoteId: row.remote_id ?? undefined,
    readOnly: row.read_only === 1,
    exportAs: row.export_as ?? undefined,
    localOnly: row.local_only === 1,
    listed: row.listed === 1,
    synced: row.synced === null ? undefined : (JSON.parse(row.synced) as StoredView),
    remote: row.remote === null ? undefined : (JSON.parse(row.remote) as StoredView),
    changedAt: row.changed_at ?? undefined,
    problem: row.problem ?? undefined,
  };
}

/**
 * The row of a node: views that say nothing new are left out, so that a node that has come to rest is plain again.
 *
 * @param keyOf the store's form for comparing names
 */
export function rowOf(node: Node, keyOf: (name: string) => string): Row {
  const settled = planFor(node).kind === 'settled';
  const plain = settled && !node.localOnly;
  const remotePlace = placeElsewhere(node);
  return {
    ino: node.ino,
    kind: node.kind,
    parent: node.place?.parent ?? null,
    name: node.place?.name ?? '',
    key: keyOf(node.place?.name ?? ''),
    size: node.size,
    mtime: node.mtime,
    ctime: node.ctime,
    atime: node.atime,
    mode: node.mode,
    target: node.target ?? null,
    revision: node.revision ?? null,
    hash: node.hash ?? null,
    remote_id: node.remoteId ?? null,
    read_only: Number(node.readOnly),
    export_as: node.exportAs ?? null,
    local_only: Number(node.localOnly),
    listed: Number(node.listed),
    synced: plain || node.synced === undefined ? null : JSON.stringify(node.synced),
    remote: settled || node.remote === undefined ? null : JSON.stringify(node.remote),
    remote_parent: remotePlace?.parent ?? null,
    remote_key: remotePlace === undefined ? null : keyOf(remotePlace.name),
    changed_at: settled ? null : (node.changedAt ?? node.ctime),
    problem: settled ? null : (node.problem ?? null),
  };
}

/** Where the store has the node, if that is not where the user sees it. */
function placeElsewhere(node: Node): Place | undefined {
  const remote = remoteView(node);
  if (remote.kind === 'absent') return undefined;
  return node.place !== undefined && samePlace(node.place, remote.place) ? undefined : remote.place;
}
