import type { Account } from '../../account/account.ts';
import { displayName } from '../../account/account.ts';
import type { Grant } from '../../account/account-store.ts';
import type { JsonObject } from '../../json/json-value.ts';
import type { UserCall } from '../../route/call.ts';
import { type Route, rpc } from '../../route/route.ts';
import { boolean } from '../../schema/boolean.ts';
import { optional, withDefault } from '../../schema/field.ts';
import { list } from '../../schema/list.ts';
import { integer } from '../../schema/number.ts';
import { string } from '../../schema/string.ts';
import { struct } from '../../schema/struct.ts';
import { choice, union } from '../../schema/union.ts';
import { routeError } from '../../wire/call-refused.ts';
import { tag, tagged } from '../../wire/tagged.ts';
import { findSharedFolder, sharedFolderId } from './find-shared-folder.ts';

const memberSelector = union({
  dropbox_id: string({ minLength: 1 }),
  email: string({ minLength: 1, maxLength: 255 }),
});

type MemberSelector = ReturnType<typeof memberSelector.decode>;

export const addFolderMember: Route = rpc({
  name: 'sharing/add_folder_member',
  auth: 'user',
  scope: 'sharing.write',
  appFolder: false,
  argument: struct({
    shared_folder_id: sharedFolderId,
    members: list(
      struct({
        member: memberSelector,
        access_level: withDefault(choice('editor', 'viewer', 'viewer_no_comment'), 'viewer'),
      }),
    ),
    quiet: withDefault(boolean, false),
    custom_message: optional(string({ minLength: 1 })),
  }),
  handle(call, argument) {
    const { service, tree } = call;
    const { namespace, access } = findSharedFolder(call, argument.shared_folder_id);
    if (namespace.kind === 'team-folder') throw routeError(tag('team_folder'));
    if (access === 'viewer') throw routeError(tag('no_permission'));
    tree.changes.write(() => {
      for (const { member, access_level } of argument.members) {
        const account = findMember(call, member);
        const isOwner = service.accounts.access(namespace.id, account.id) === 'owner';
        const granted = access_level === 'editor' ? 'editor' : 'viewer';
        if (!isOwner) service.accounts.grant(namespace.id, account.id, granted);
      }
    });
    service.views.forget();
    return null;
  },
});

export const listFolderMembers: Route = rpc({
  name: 'sharing/list_folder_members',
  auth: 'user',
  scope: 'sharing.read',
  appFolder: false,
  argument: struct({
    shared_folder_id: sharedFolderId,
    actions: optional(list(string())),
    limit: withDefault(integer(1, 1000), 1000),
    path: optional(string()),
  }),
  handle(call, argument) {
    const { namespace } = findSharedFolder(call, argument.shared_folder_id);
    const grants = call.service.accounts.grantsIn(namespace.id).slice(0, argument.limit);
    return { users: grants.map((grant) => membership(call, grant)), groups: [], invitees: [] };
  },
});

/** Only accounts of this emulator can be invited. */
function findMember({ service }: UserCall, selector: MemberSelector): Account {
  const { accounts } = service;
  const { tag: kind, value } = selector;
  const account = kind === 'email' ? accounts.findByEmail(value) : accounts.find(value);
  if (account !== undefined) return account;
  const reason = kind === 'email' ? 'invalid_email' : 'invalid_dropbox_id';
  throw routeError(tagged('bad_member', tagged(reason, value)));
}

function membership(call: UserCall, grant: Grant): JsonObject {
  const account = call.service.accounts.get(grant.account);
  const team = account.membership?.team.id;
  return {
    access_type: tag(grant.access),
    is_inherited: false,
    user: {
      account_id: account.id,
      email: account.email,
      display_name: displayName(account),
      same_team: team !== undefined && team === call.account.membership?.team.id,
      ...(account.membership === undefined ? {} : { team_member_id: account.membership.memberId }),
    },
  };
}
