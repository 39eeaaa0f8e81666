import type { Content } from '../content/content.ts';
import { FileSystemError } from '../error/file-system-error.ts';
import type { NodeId } from '../file-system/node-id.ts';
import { rootNode } from '../file-system/node-id.ts';
import { conflictedName } from '../names/conflicted-name.ts';
import { absent, type Place } from '../tree/view.ts';
import type { LocalContext } from './local-context.ts';

/**
 * A program is about to write to a content that its file no longer has: another device has changed or removed the file
 * since it was opened. What the program makes of it becomes a file of its own, beside the store's.
 *
 * @param place where the file was when it was opened
 * @throws FileSystemError `ESTALE` when the folder is gone too
 */
export function setAside(context: LocalContext, content: Content, place: Place): NodeId {
  const { tree, contents, files, environment, localOnlyNames, invalidations } = context;
  const { parent } = place;
  const folder = tree.get(parent);
  if (folder === undefined || (folder.place === undefined && parent !== rootNode)) {
    throw new FileSystemError('ESTALE', 'another device has removed the file and its folder');
  }
  const now = environment.now();
  const name = freeName(context, place, now);
  const { ino } = tree.insert({
    kind: 'file',
    place: { parent, name },
    size: content.size,
    mtime: now,
    ctime: now,
    atime: now,
    mode: 0o644,
    target: undefined,
    revision: undefined,
    hash: undefined,
    remoteId: undefined,
    readOnly: false,
    exportAs: undefined,
    localOnly: folder.localOnly || localOnlyNames.includes(name),
    listed: true,
    synced: absent,
    remote: undefined,
    changedAt: now,
    problem: undefined,
  });
  tree.touchFolder(parent, now);
  contents.reassign(content, ino);
  files.reassign(content, ino);
  invalidations.emit({ kind: 'entry', parent, name });
  return ino;
}

/** The old name where it is free again, else one that tells of the conflict. */
function freeName({ tree, hostName }: LocalContext, { parent, name }: Place, now: number): string {
  let free = name;
  for (let attempt = 1; tree.child(parent, free) !== undefined; attempt++) {
    free = conflictedName(name, hostName, now, attempt);
  }
  return free;
}
