import type { ResumableUploads } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { appendChunk } from './append-chunk.ts';
import { finishUpload } from './finish-upload.ts';
import { SessionDigests } from './session-digests.ts';
import { startUpload } from './start-upload.ts';
import { uploadLimits } from './upload-limits.ts';

export function createUploads(client: DropboxClient): ResumableUploads {
  const digests = new SessionDigests();
  return {
    limits: uploadLimits,
    start: (request) => startUpload(client, request),
    append: (request) => appendChunk(client, digests, request),
    finish: (request) => finishUpload(client, digests, request),
    // The service has no call to drop a session. It expires by itself and takes no room in the account.
    abandon: async ({ session }) => digests.forget(session.id),
  };
}
