import { type StartUploadRequest, StorageError, type UploadSession } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { startErrors } from '../error/upload-errors.ts';
import { uploadLimits } from './upload-limits.ts';

export async function startUpload(
  client: DropboxClient,
  { path, size = 0, order = 'sequential', signal }: StartUploadRequest,
): Promise<UploadSession> {
  if (size > uploadLimits.maxFileSize) {
    throw new StorageError(
      'too-large',
      `${JSON.stringify(path)} has ${size} bytes and Dropbox takes ${uploadLimits.maxFileSize}`,
      { details: { path } },
    );
  }
  const session_type = { '.tag': order === 'parallel' ? 'concurrent' : 'sequential' } as const;
  const { result } = await client.call(
    {
      operation: 'uploads.start',
      path,
      signal,
      burden: { kind: 'data' },
      errors: startErrors,
    },
    (sdk, options) =>
      sdk.filesUploadSessionStart({ session_type, contents: new Uint8Array() }, options),
  );
  return { id: result.session_id, order, offset: 0 };
}
