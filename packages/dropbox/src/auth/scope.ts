/** What the provider is to do with the account. */
export type AccountUse = 'read-only' | 'read-write';

/** A permission that a token carries, in the words of the service. */
export type Scope =
  | 'account_info.read'
  | 'files.metadata.read'
  | 'files.content.read'
  | 'files.content.write';

const readScopes: readonly Scope[] = [
  'account_info.read',
  'files.metadata.read',
  'files.content.read',
];

/** The least that a use needs. */
export function scopesFor(use: AccountUse): readonly Scope[] {
  switch (use) {
    case 'read-only':
      return readScopes;
    case 'read-write':
      return [...readScopes, 'files.content.write'];
  }
}
