import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { malformed } from '../wire/call-refused.ts';
import { deleteArgument } from './change-routes.ts';
import { deleteEntry } from './delete-entry.ts';
import { writingTo } from './writing-to.ts';

export const permanentlyDelete: Route = rpc({
  name: 'files/permanently_delete',
  auth: 'user',
  scope: 'files.permanent_delete',
  argument: deleteArgument,
  async handle(call, { path, parent_rev }) {
    if (call.account.type !== 'business') {
      throw malformed('Your API app is not allowed to call this function.');
    }
    await writingTo(call, [path], () => deleteForGood(call, path, parent_rev));
    return null;
  },
});

/** Deletes, and then empties what the deletion left in the trash: revisions, and content that nobody else has. */
function deleteForGood(call: UserCall, path: string, parentRev: string | undefined): void {
  const { tree, service } = call;
  const unused = tree.changes.write(() => {
    const { namespace, key } = deleteEntry(call, path, parentRev);
    tree.deletions.purge(namespace, key);
    return tree.revisions.purge(namespace, key);
  });
  for (const content of unused) service.contents.remove(content);
}
