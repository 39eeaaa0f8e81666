import type { Scope } from '../../../src/index.ts';

/** What is documented of a route, written down apart from the server so that the two can be compared. */
export interface RouteFacts {
  readonly host: 'api' | 'content' | 'notify';
  readonly style: 'rpc' | 'upload' | 'download';
  readonly auth: 'user' | 'app' | 'user-or-app' | 'none';
  readonly scope?: Scope;
  /** Not for apps that have a folder of their own. */
  readonly fullAccessOnly?: true;
  readonly takesNothing?: true;
}

const accountInfo = {
  host: 'api',
  style: 'rpc',
  auth: 'user',
  scope: 'account_info.read',
} as const;
const look = { host: 'api', style: 'rpc', auth: 'user', scope: 'files.metadata.read' } as const;
const read = {
  host: 'content',
  style: 'download',
  auth: 'user',
  scope: 'files.content.read',
} as const;
const send = {
  host: 'content',
  style: 'upload',
  auth: 'user',
  scope: 'files.content.write',
} as const;
const change = { host: 'api', style: 'rpc', auth: 'user', scope: 'files.content.write' } as const;
const tagging = { host: 'api', style: 'rpc', auth: 'user', scope: 'files.metadata.write' } as const;
const seeShares = { host: 'api', style: 'rpc', auth: 'user', scope: 'sharing.read' } as const;
const share = { host: 'api', style: 'rpc', auth: 'user', scope: 'sharing.write' } as const;
const fullAccessOnly = { fullAccessOnly: true } as const;

export const routeFacts: Readonly<Record<string, RouteFacts>> = {
  'auth/token/revoke': { host: 'api', style: 'rpc', auth: 'user', takesNothing: true },
  'check/app': { host: 'api', style: 'rpc', auth: 'app' },
  'check/user': accountInfo,

  'files/get_metadata': look,
  'files/list_folder': { ...look, auth: 'user-or-app' },
  'files/list_folder/continue': { ...look, auth: 'user-or-app' },
  'files/list_folder/get_latest_cursor': look,
  'files/list_folder/longpoll': { host: 'notify', style: 'rpc', auth: 'none' },
  'files/list_revisions': look,
  'files/search': look,
  'files/search_v2': look,
  'files/search/continue_v2': look,
  'files/tags/get': { ...look, ...fullAccessOnly },
  'files/tags/add': { ...tagging, ...fullAccessOnly },
  'files/tags/remove': { ...tagging, ...fullAccessOnly },

  'files/download': read,
  'files/download_zip': read,
  'files/export': read,
  'files/get_preview': read,
  'files/get_thumbnail': read,
  'files/get_thumbnail_v2': { ...read, auth: 'user-or-app' },
  'files/get_thumbnail_batch': { ...read, style: 'rpc' },
  'files/get_temporary_link': { ...read, host: 'api', style: 'rpc' },
  'files/get_file_lock_batch': { ...read, host: 'api', style: 'rpc', ...fullAccessOnly },

  'files/upload': send,
  'files/upload_session/start': send,
  'files/upload_session/start_batch': change,
  'files/upload_session/append': send,
  'files/upload_session/append_v2': send,
  'files/upload_session/append_batch': send,
  'files/upload_session/finish': send,
  'files/upload_session/finish_batch': change,
  'files/upload_session/finish_batch/check': change,
  'files/upload_session/finish_batch_v2': change,
  'files/get_temporary_upload_link': change,
  'files/save_url': change,
  'files/save_url/check_job_status': change,
  'files/paper/create': { ...send, host: 'api', ...fullAccessOnly },
  'files/paper/update': { ...send, host: 'api', ...fullAccessOnly },

  'files/create_folder': change,
  'files/create_folder_v2': change,
  'files/create_folder_batch': change,
  'files/create_folder_batch/check': change,
  'files/delete': change,
  'files/delete_v2': change,
  'files/delete_batch': change,
  'files/delete_batch/check': change,
  'files/permanently_delete': { ...change, scope: 'files.permanent_delete' },
  'files/move': change,
  'files/move_v2': change,
  'files/move_batch': change,
  'files/move_batch/check': change,
  'files/move_batch_v2': change,
  'files/move_batch/check_v2': change,
  'files/copy': change,
  'files/copy_v2': change,
  'files/copy_batch': change,
  'files/copy_batch/check': change,
  'files/copy_batch_v2': change,
  'files/copy_batch/check_v2': change,
  'files/copy_reference/get': change,
  'files/copy_reference/save': change,
  'files/restore': change,
  'files/lock_file_batch': { ...change, ...fullAccessOnly },
  'files/unlock_file_batch': { ...change, ...fullAccessOnly },

  'sharing/list_folders': { ...seeShares, ...fullAccessOnly },
  'sharing/list_folders/continue': { ...seeShares, ...fullAccessOnly },
  'sharing/list_mountable_folders': { ...seeShares, ...fullAccessOnly },
  'sharing/list_mountable_folders/continue': { ...seeShares, ...fullAccessOnly },
  'sharing/get_folder_metadata': { ...seeShares, ...fullAccessOnly },
  'sharing/list_folder_members': { ...seeShares, ...fullAccessOnly },
  'sharing/mount_folder': { ...share, ...fullAccessOnly },
  'sharing/unmount_folder': { ...share, ...fullAccessOnly },
  'sharing/share_folder': { ...share, ...fullAccessOnly },
  'sharing/check_share_job_status': { ...share, ...fullAccessOnly },
  'sharing/add_folder_member': { ...share, ...fullAccessOnly },
  'sharing/create_shared_link_with_settings': share,
  'sharing/modify_shared_link_settings': share,
  'sharing/revoke_shared_link': share,
  'sharing/list_shared_links': seeShares,
  'sharing/get_shared_link_metadata': { ...seeShares, auth: 'user-or-app' },
  'sharing/get_shared_link_file': {
    ...seeShares,
    host: 'content',
    style: 'download',
    auth: 'user-or-app',
  },

  'users/features/get_values': accountInfo,
  'users/get_account': seeShares,
  'users/get_account_batch': seeShares,
  'users/get_current_account': { ...accountInfo, takesNothing: true },
  'users/get_space_usage': { ...accountInfo, takesNothing: true },
};
