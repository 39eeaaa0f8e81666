import { hasRoomFor } from '../change/quota.ts';
import { tooManyWriters, writingTo } from '../change/writing-to.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import { refuseConflict, refusePath, underTag } from '../path/path-refused.ts';
import { rev, writePath } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { struct } from '../schema/struct.ts';
import type { FileEntry, Revision } from '../tree/entry.ts';
import { stampOfRev } from '../tree/rev.ts';
import { createParents, findTarget, type Target } from '../view/target.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag, tagged } from '../wire/tagged.ts';

export const restore: Route = rpc({
  name: 'files/restore',
  auth: 'user',
  scope: 'files.content.write',
  argument: struct({ path: writePath, rev }),
  async handle(call, argument) {
    const file = await writingTo(
      call,
      [argument.path],
      () => restoreRevision(call, argument.path, argument.rev),
      () => tagged('path_write', tooManyWriters),
    );
    return metadataFor(call).file(file);
  },
});

/** The file keeps its id, also when it comes back from the trash, and gets a new revision. */
function restoreRevision(call: UserCall, path: string, text: string): FileEntry {
  const { tree } = call;
  return tree.changes.write(() => {
    const target = underTag('path_write', () => findTarget(call, path));
    const { existing } = target;
    const revision = revisionFor(call, target, text);
    const state = { ...revision, author: call.account.id };
    return underTag('path_write', () => {
      if (existing?.kind === 'folder') throw refuseConflict('folder');
      if (!hasRoomFor(call, revision.size - (existing?.revision.size ?? 0))) {
        throw refusePath('insufficient_space');
      }
      if (existing !== undefined) return tree.revise(existing, state);
      const isFree = tree.findById(revision.file) === undefined;
      const parent = createParents(call, target);
      return tree.insertFile(parent, target.path, state, isFree ? revision.file : undefined);
    });
  });
}

/** @throws CallRefused `invalid_revision` unless the file or the path once had it */
function revisionFor({ tree }: UserCall, target: Target, text: string): Revision {
  const stamp = stampOfRev(text);
  const revision = stamp === undefined ? undefined : tree.revisions.get(stamp);
  const wasHere = revision?.namespace === target.mount.namespace && revision.key === target.key;
  if (revision === undefined || !(wasHere || revision.file === target.existing?.id)) {
    throw routeError(tag('invalid_revision'));
  }
  return revision;
}
