import { type Route, rpc } from '../route/route.ts';
import { nothing } from '../schema/nothing.ts';
import { tag } from '../wire/tagged.ts';

export const getSpaceUsage: Route = rpc({
  name: 'users/get_space_usage',
  auth: 'user',
  scope: 'account_info.read',
  argument: nothing,
  handle({ account, service }) {
    const used = service.accounts.usedBy(account.id);
    if (account.membership === undefined) {
      return { used, allocation: { '.tag': 'individual', allocated: account.quota } };
    }
    return {
      used,
      allocation: {
        '.tag': 'team',
        used,
        allocated: account.quota,
        user_within_team_space_allocated: 0,
        user_within_team_space_limit_type: tag('off'),
        user_within_team_space_used_cached: used,
      },
    };
  },
});
