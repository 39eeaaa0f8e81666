import { type Account, displayName, rootOfAccount } from '../account/account.ts';
import type { JsonObject } from '../json/json-value.ts';
import { type Route, rpc } from '../route/route.ts';
import { nothing } from '../schema/nothing.ts';
import { tag } from '../wire/tagged.ts';

export const getCurrentAccount: Route = rpc({
  name: 'users/get_current_account',
  auth: 'user',
  scope: 'account_info.read',
  argument: nothing,
  handle({ account }) {
    const { membership } = account;
    return {
      account_id: account.id,
      name: nameFields(account),
      email: account.email,
      email_verified: account.emailVerified,
      disabled: account.isSuspended,
      country: account.country,
      locale: account.locale,
      referral_link: 'https://www.dropbox.com/referrals/emulator',
      ...(membership === undefined
        ? {}
        : { team: teamFields(membership.team), team_member_id: membership.memberId }),
      is_paired: false,
      account_type: tag(account.type),
      root_info: rootInfo(account),
    };
  },
});

export function nameFields(account: Account): JsonObject {
  return {
    given_name: account.givenName,
    surname: account.surname,
    familiar_name: account.givenName,
    display_name: displayName(account),
    abbreviated_name: account.givenName.charAt(0) + account.surname.charAt(0),
  };
}

/** Where the account's tree begins, and where its own part of it does. */
export function rootInfo(account: Account): JsonObject {
  const ids = {
    root_namespace_id: String(rootOfAccount(account)),
    home_namespace_id: String(account.home),
  };
  if (account.membership === undefined) return { '.tag': 'user', ...ids };
  return { '.tag': 'team', ...ids, home_path: `/${displayName(account)}` };
}

function teamFields(team: { readonly id: string; readonly name: string }): JsonObject {
  return {
    id: team.id,
    name: team.name,
    sharing_policies: {
      shared_folder_member_policy: tag('anyone'),
      shared_folder_join_policy: tag('from_anyone'),
      shared_link_create_policy: tag('default_public'),
      group_creation_policy: tag('admins_and_members'),
      shared_folder_link_restriction_policy: tag('anyone'),
      enforce_link_password_policy: tag('optional'),
      default_link_expiration_days_policy: tag('none'),
    },
    office_addin_policy: tag('disabled'),
  };
}
