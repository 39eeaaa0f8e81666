import type { Quota, StorageRequest } from '@mooring/core';
import type { users } from 'dropbox';
import type { DropboxClient } from '../client/dropbox-client.ts';

export async function getQuota(client: DropboxClient, { signal }: StorageRequest): Promise<Quota> {
  const { result } = await client.call(
    { operation: 'quota', signal, burden: { kind: 'read' }, errors: {}, about: 'user' },
    (sdk, options) => sdk.usersGetSpaceUsage(options),
  );
  return toQuota(result);
}

/** A member of a team has the smaller of two limits: what the team has in common, or what it was given of that. */
function toQuota({ used, allocation }: users.SpaceUsage): Quota {
  switch (allocation['.tag']) {
    case 'individual':
      return { usedBytes: used, totalBytes: allocation.allocated };
    case 'team': {
      const own = allocation.user_within_team_space_allocated;
      return own > 0
        ? { usedBytes: allocation.user_within_team_space_used_cached, totalBytes: own }
        : { usedBytes: allocation.used, totalBytes: allocation.allocated };
    }
    case 'other':
      return { usedBytes: used };
  }
  // Some kind of account that this version does not know.
  return { usedBytes: used };
}
