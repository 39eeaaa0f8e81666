import type { DropboxClient } from '../client/dropbox-client.ts';
import { thumbnailErrors } from '../error/read-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import type { ThumbnailRequest } from './dropbox-extras.ts';
import { toThumbnailArgument } from './thumbnail-argument.ts';

export async function getThumbnail(
  client: DropboxClient,
  request: ThumbnailRequest,
): Promise<Uint8Array> {
  const { path, signal } = request;
  const resource = { '.tag': 'path', path: toDropboxPath(path) } as const;
  const { result } = await client.call(
    {
      operation: 'extras.thumbnail',
      path,
      signal,
      burden: { kind: 'read' },
      errors: thumbnailErrors,
    },
    (sdk, options) =>
      sdk.filesGetThumbnailV2({ resource, ...toThumbnailArgument(request) }, options),
  );
  // Bundlers that take the browser's build of the SDK get a blob.
  return result.fileBinary ?? new Uint8Array(await result.fileBlob.arrayBuffer());
}
