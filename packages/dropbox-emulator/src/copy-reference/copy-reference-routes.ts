import { copyInto } from '../change/copy-into.ts';
import { countInside, insideOf } from '../change/descendants.ts';
import { hasRoomFor } from '../change/quota.ts';
import { maxEntriesPerCall } from '../change/relocate.ts';
import { totalSize } from '../change/total-size.ts';
import { tooManyWriters, writingTo } from '../change/writing-to.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import { refuseConflict, refusePath, underTag } from '../path/path-refused.ts';
import { path, readPath } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';
import type { Entry } from '../tree/entry.ts';
import { lookUp } from '../view/look-up.ts';
import { findTarget } from '../view/target.ts';
import { routeError } from '../wire/call-refused.ts';
import { formatTimestamp } from '../wire/format-timestamp.ts';
import { tag, tagged } from '../wire/tagged.ts';

const purpose = 'copy reference';

/** References are good for as long as anybody may care. */
const lifetimeInSeconds = 30 * 365 * 24 * 60 * 60;

export const getCopyReference: Route = rpc({
  name: 'files/copy_reference/get',
  auth: 'user',
  scope: 'files.content.write',
  argument: struct({ path: readPath }),
  handle(call, argument) {
    const entry = underTag('path', () => lookUp(call, argument.path));
    const now = Math.floor(call.service.clock.now() / 1000);
    return {
      metadata: metadataFor(call).entry(entry),
      copy_reference: call.service.sealer.seal(purpose, entry.id),
      expires: formatTimestamp(now + lifetimeInSeconds),
    };
  },
});

export const saveCopyReference: Route = rpc({
  name: 'files/copy_reference/save',
  auth: 'user',
  scope: 'files.content.write',
  argument: struct({ copy_reference: string(), path }),
  async handle(call, argument) {
    const source = referenced(call, argument.copy_reference);
    const copy = await writingTo(
      call,
      [argument.path],
      () => save(call, source, argument.path),
      () => tagged('path', tooManyWriters),
    );
    return { metadata: metadataFor(call).entry(copy) };
  },
});

/** What the reference leads to, in whatever account that is. */
function referenced({ service, tree }: UserCall, reference: string): Entry {
  const id = service.sealer.open(purpose, reference);
  if (typeof id !== 'string') throw routeError(tag('invalid_copy_reference'));
  const entry = tree.findById(id);
  if (entry === undefined) throw routeError(tag('not_found'));
  return entry;
}

function save(call: UserCall, source: Entry, text: string): Entry {
  const { tree } = call;
  return tree.changes.write(() => {
    if (countInside(tree, source) > maxEntriesPerCall) throw routeError(tag('too_many_files'));
    // All of it beforehand, since the target may lie in the source.
    const inside = [...insideOf(tree, source)];
    return underTag('path', () => {
      const target = findTarget(call, text);
      if (target.existing !== undefined) throw refuseConflict(target.existing.kind);
      if (!hasRoomFor(call, totalSize([source, ...inside]))) throw refusePath('insufficient_space');
      return copyInto(call, source, inside, target);
    });
  });
}
