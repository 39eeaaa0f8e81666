import { type Account, displayName } from '../account/account.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { list } from '../schema/list.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';
import { choice } from '../schema/union.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag, tagged } from '../wire/tagged.ts';
import { nameFields } from './current-account.ts';

const accountId = string({ minLength: 40, maxLength: 40 });

export const getAccount: Route = rpc({
  name: 'users/get_account',
  auth: 'user',
  scope: 'sharing.read',
  argument: struct({ account_id: accountId }),
  handle(call, { account_id }) {
    const account = call.service.accounts.find(account_id);
    if (account === undefined) throw routeError(tag('no_account'));
    return basicAccount(call, account);
  },
});

export const getAccountBatch: Route = rpc({
  name: 'users/get_account_batch',
  auth: 'user',
  scope: 'sharing.read',
  argument: struct({ account_ids: list(accountId, { minItems: 1, maxItems: 300 }) }),
  handle(call, { account_ids }) {
    return account_ids.map((id) => {
      const account = call.service.accounts.find(id);
      if (account === undefined) throw routeError(tagged('no_account', id));
      return basicAccount(call, account);
    });
  },
});

export const getFeatureValues: Route = rpc({
  name: 'users/features/get_values',
  auth: 'user',
  scope: 'account_info.read',
  argument: struct({ features: list(choice('paper_as_files', 'file_locking')) }),
  handle(_, { features }) {
    if (features.length === 0) throw routeError(tag('empty_features_list'));
    return { values: features.map((feature) => tagged(feature, tagged('enabled', true))) };
  },
});

/** What anybody may know of an account. */
function basicAccount(call: UserCall, account: Account): JsonObject {
  const team = account.membership?.team.id;
  const isTeammate = team !== undefined && team === call.account.membership?.team.id;
  return {
    account_id: account.id,
    name: { ...nameFields(account), display_name: displayName(account) },
    email: account.email,
    email_verified: account.emailVerified,
    disabled: account.isSuspended,
    is_teammate: isTeammate || account.id === call.account.id,
    team_member_id: isTeammate ? account.membership?.memberId : undefined,
  };
}
