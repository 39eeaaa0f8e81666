import type { Account } from '@mooring/core';

/** What people know an account by. */
export function accountLabel({ id, displayName, email }: Account): string {
  return email ?? displayName ?? id;
}
