import { metadataFor } from '../metadata/metadata-for.ts';
import { underTag } from '../path/path-refused.ts';
import { readPath, rev } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import type { DownloadContent } from '../route/download.ts';
import { download, type Route } from '../route/route.ts';
import { optional } from '../schema/field.ts';
import { struct } from '../schema/struct.ts';
import type { FileEntry } from '../tree/entry.ts';
import { formatRev } from '../tree/rev.ts';
import { lookUpFile } from '../view/look-up.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';

export const downloadFile: Route = download({
  name: 'files/download',
  auth: 'user',
  scope: 'files.content.read',
  argument: struct({ path: readPath, rev: optional(rev) }),
  handle(call, argument) {
    const path = argument.rev === undefined ? argument.path : `rev:${argument.rev}`;
    const file = underTag('path', () => lookUpFile(call, path));
    if (file.revision.nature.kind === 'document') throw routeError(tag('unsupported_file'));
    return { result: metadataFor(call).file(file), content: contentOf(call, file) };
  },
});

export function contentOf(
  { service }: Pick<UserCall, 'service'>,
  file: FileEntry,
): Extract<DownloadContent, { kind: 'file' }> {
  const { revision } = file;
  return {
    kind: 'file',
    size: revision.size,
    etag: `W/"${formatRev(revision.stamp, revision.namespace)}"`,
    open: (start, end) => service.contents.read(revision.content, start, end),
  };
}
