import type { StorageErrorCode } from '@mooring/core';
import type { auth, common } from 'dropbox';
import type { ErrorTable } from './error-table.ts';

/** Any route may answer these: 401. */
export const authErrors: ErrorTable<auth.AuthError> = {
  invalid_access_token: 'unauthenticated',
  invalid_select_user: 'permission-denied',
  invalid_select_admin: 'permission-denied',
  user_suspended: 'permission-denied',
  expired_access_token: 'unauthenticated',
  missing_scope: 'permission-denied',
  route_access_denied: 'permission-denied',
  other: 'unauthenticated',
};

/** Any route may answer these: 403. */
export const accessErrors: ErrorTable<auth.AccessError> = {
  invalid_account_type: {
    endpoint: 'permission-denied',
    feature: 'permission-denied',
    other: 'permission-denied',
  },
  paper_access_denied: {
    paper_disabled: 'permission-denied',
    not_paper_user: 'permission-denied',
    other: 'permission-denied',
  },
  team_access_denied: 'permission-denied',
  no_permission: { unauthorized_account_id_usage: 'permission-denied', other: 'permission-denied' },
  other: 'permission-denied',
};

/** Any route may answer these: 422. A flat table, since what `invalid_root` holds is the root that would be right. */
export const pathRootErrors: Readonly<Record<common.PathRootError['.tag'], StorageErrorCode>> = {
  invalid_root: 'permission-denied',
  no_permission: 'permission-denied',
  other: 'permission-denied',
};
