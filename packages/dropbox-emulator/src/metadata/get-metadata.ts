import { mediaInfoOf } from '../image/media-info.ts';
import { parsePathReference } from '../path/path-reference.ts';
import { PathRefused, underTag } from '../path/path-refused.ts';
import { metadataPath } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { boolean } from '../schema/boolean.ts';
import { optional, withDefault } from '../schema/field.ts';
import { struct } from '../schema/struct.ts';
import type { Deletion } from '../tree/entry.ts';
import { keyOf, lookUp } from '../view/look-up.ts';
import { metadataFor } from './metadata-for.ts';
import { templateFilter } from './template-filter.ts';

export const getMetadata: Route = rpc({
  name: 'files/get_metadata',
  auth: 'user',
  scope: 'files.metadata.read',
  argument: struct({
    path: metadataPath,
    include_media_info: withDefault(boolean, false),
    include_deleted: withDefault(boolean, false),
    include_has_explicit_shared_members: withDefault(boolean, false),
    include_property_groups: optional(templateFilter),
  }),
  async handle(call, argument) {
    const found = underTag('path', () => {
      try {
        return lookUp(call, argument.path);
      } catch (error) {
        const isMissing = error instanceof PathRefused && error.error['.tag'] === 'not_found';
        const deletion =
          isMissing && argument.include_deleted ? deletionAt(call, argument.path) : undefined;
        if (deletion === undefined) throw error;
        return deletion;
      }
    });
    const wantsMedia = argument.include_media_info && 'kind' in found && found.kind === 'file';
    const metadata = metadataFor(call, {
      includeHasExplicitSharedMembers: argument.include_has_explicit_shared_members,
      includePropertyGroups: argument.include_property_groups !== undefined,
      mediaInfo: wantsMedia ? await mediaInfoOf(call.service, found) : undefined,
    });
    return 'kind' in found ? metadata.entry(found) : metadata.deleted(found);
  },
});

function deletionAt(call: UserCall, path: string): Deletion | undefined {
  const place = call.view.locate(keyOf(call, parsePathReference(path)));
  return call.tree.deletions.get(place.mount.namespace, place.key);
}
