import type { Account, StorageRequest } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';

export async function getAccount(
  client: DropboxClient,
  { signal }: StorageRequest,
): Promise<Account> {
  const { result } = await client.call(
    { operation: 'account', signal, burden: { kind: 'read' }, errors: {}, about: 'user' },
    (sdk, options) => sdk.usersGetCurrentAccount(options),
  );
  const { account_id: id, email, name } = result;
  return { id, email, displayName: name.display_name };
}
