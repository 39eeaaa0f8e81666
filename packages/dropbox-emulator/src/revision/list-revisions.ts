import { metadataFor } from '../metadata/metadata-for.ts';
import { pathKey } from '../path/path-key.ts';
import { parsePathReference } from '../path/path-reference.ts';
import { PathRefused, refusePath, underTag } from '../path/path-refused.ts';
import { pathOrId, rev } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { boolean } from '../schema/boolean.ts';
import { optional, withDefault } from '../schema/field.ts';
import { integer } from '../schema/number.ts';
import { struct } from '../schema/struct.ts';
import { choice } from '../schema/union.ts';
import type { Deletion, NamespaceId, Revision } from '../tree/entry.ts';
import { stampOfRev } from '../tree/rev.ts';
import { fileOf, keyOf, lookUpFile } from '../view/look-up.ts';
import { routeError } from '../wire/call-refused.ts';
import { formatTimestamp } from '../wire/format-timestamp.ts';
import { tag } from '../wire/tagged.ts';

export const listRevisions: Route = rpc({
  name: 'files/list_revisions',
  auth: 'user',
  scope: 'files.metadata.read',
  argument: struct({
    path: pathOrId,
    mode: withDefault(choice('path', 'id'), 'path'),
    limit: withDefault(integer(1, 100), 10),
    before_rev: optional(rev),
    include_restorable_info: withDefault(boolean, false),
  }),
  handle(call, argument) {
    const { mode, limit, before_rev } = argument;
    if (mode === 'id' && before_rev !== undefined)
      throw routeError(tag('before_rev_not_supported'));
    const history = underTag('path', () =>
      mode === 'id' ? historyOfFile(call, argument.path) : historyOfPath(call, argument.path),
    );
    const before =
      before_rev === undefined ? Number.MAX_SAFE_INTEGER : stampBefore(history, before_rev);
    const revisions = history.list(before, limit + 1);
    const metadata = metadataFor(call, {
      includeRestorableInfo: argument.include_restorable_info,
    });
    return {
      is_deleted: history.state !== 'live',
      ...(history.state === 'live' || history.state === undefined
        ? {}
        : { server_deleted: formatTimestamp(Math.floor(history.state.deletedAt / 1000)) }),
      entries: revisions.slice(0, limit).map((revision) => metadata.file(fileOf(revision))),
      has_more: revisions.length > limit,
    };
  },
});

interface History {
  /** What became of the file; undefined when nothing is known but that it is gone. */
  readonly state: 'live' | Deletion | undefined;
  list(before: number, limit: number): readonly Revision[];
}

function historyOfPath(call: UserCall, path: string): History {
  const { tree, view } = call;
  const place = view.locate(pathKey(keyOf(call, parsePathReference(path))));
  const { namespace } = place.mount;
  const list: History['list'] = (before, limit) =>
    tree.revisions.ofPath(namespace, place.key, before, limit);
  const live = findLive(call, path);
  if (live !== undefined) return { state: 'live', list };
  if (list(Number.MAX_SAFE_INTEGER, 1).length === 0) throw refusePath('not_found');
  return { state: tree.deletions.get(namespace, place.key), list };
}

/** A file that was deleted can be named by its id only. */
function historyOfFile(call: UserCall, path: string): History {
  const { tree, view } = call;
  const live = findLive(call, path);
  const reference = parsePathReference(path);
  const id =
    live?.id ?? (reference.kind === 'id' && reference.rest === '' ? reference.id : undefined);
  const list: History['list'] = (before, limit) =>
    id === undefined ? [] : tree.revisions.ofFile(id, before, limit);
  const [last] = list(Number.MAX_SAFE_INTEGER, 1);
  if (last === undefined || view.mountOf(last.namespace) === undefined) {
    throw refusePath('not_found');
  }
  return { state: live === undefined ? deletionOf(call, last.namespace, last.key) : 'live', list };
}

function findLive(call: UserCall, path: string): { readonly id: string } | undefined {
  try {
    return lookUpFile(call, path);
  } catch (error) {
    const isMissing = error instanceof PathRefused && error.error['.tag'] === 'not_found';
    if (!isMissing) throw error;
    return undefined;
  }
}

function deletionOf(call: UserCall, namespace: NamespaceId, key: string): Deletion | undefined {
  return call.tree.deletions.get(namespace, key);
}

/** @throws CallRefused `invalid_before_rev` when the rev is none of the history */
function stampBefore(history: History, text: string): number {
  const stamp = stampOfRev(text);
  const [revision] = stamp === undefined ? [] : history.list(stamp + 1, 1);
  if (stamp === undefined || revision?.stamp !== stamp) throw routeError(tag('invalid_before_rev'));
  return stamp;
}
