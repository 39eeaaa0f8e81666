import type { ResumableUploads, UploadSession } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { appendChunk } from './append-chunk.ts';
import { ChunkMemory } from './chunk-memory.ts';
import { finishUpload } from './finish-upload.ts';
import { SessionDigests } from './session-digests.ts';
import { startUpload } from './start-upload.ts';
import { uploadLimits } from './upload-limits.ts';

export function createUploads(client: DropboxClient): ResumableUploads {
  const digests = new SessionDigests();
  const memory = new ChunkMemory();
  const forget = ({ id }: UploadSession) => {
    digests.forget(id);
    memory.clear();
  };
  return {
    limits: uploadLimits,
    start: (request) => startUpload(client, request),
    append: (request) => appendChunk(client, { memory, digests }, request),
    finish: async (request) => {
      const entry = await finishUpload(client, digests, request);
      forget(request.session);
      return entry;
    },
    // The service has no call to drop a session. It expires by itself and takes no room in the account.
    abandon: async ({ session }) => forget(session),
  };
}
