import type { BatchOperations } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { batchLimits } from './batch-limits.ts';
import { createFolders } from './create-folders.ts';
import { copyMany, moveMany } from './relocate-many.ts';
import { removeMany } from './remove-many.ts';
import type { StagingExperience } from './stage-files.ts';
import { writeMany } from './write-many.ts';

export function createBatch(client: DropboxClient): Required<BatchOperations> {
  const experience: StagingExperience = { refusesSessions: false, refusesJoined: false };
  return {
    limits: batchLimits,
    writeMany: (batch) => writeMany(client, experience, batch),
    removeMany: (batch) => removeMany(client, batch),
    moveMany: (batch) => moveMany(client, batch),
    copyMany: (batch) => copyMany(client, batch),
    createFolders: (batch) => createFolders(client, batch),
  };
}
