import type { Account } from '../../account/account.ts';
import { boolean } from '../../schema/boolean.ts';
import { optional } from '../../schema/field.ts';
import type { Schema } from '../../schema/schema.ts';
import { string } from '../../schema/string.ts';
import { struct } from '../../schema/struct.ts';
import { timestamp } from '../../schema/timestamp.ts';
import { choice } from '../../schema/union.ts';
import { routeError } from '../../wire/call-refused.ts';
import { tag, tagged } from '../../wire/tagged.ts';
import type { SharedLinkSettings } from './shared-link-store.ts';

type Audience = 'public' | 'team' | 'no_one' | 'password' | 'members';

export interface SettingsArgument {
  readonly require_password: boolean | undefined;
  readonly link_password: string | undefined;
  readonly expires: number | undefined;
  readonly audience: Audience | undefined;
  readonly access: 'viewer' | 'editor' | 'max' | 'default' | undefined;
  readonly requested_visibility: 'public' | 'team_only' | 'password' | undefined;
  readonly allow_download: boolean | undefined;
}

export const settingsArgument: Schema<SettingsArgument> = struct({
  require_password: optional(boolean),
  link_password: optional(string()),
  expires: optional(timestamp),
  audience: optional(choice('public', 'team', 'no_one', 'password', 'members')),
  access: optional(choice('viewer', 'editor', 'max', 'default')),
  requested_visibility: optional(choice('public', 'team_only', 'password')),
  allow_download: optional(boolean),
});

export const openLink: SharedLinkSettings = {
  audience: 'public',
  password: undefined,
  expires: undefined,
  allowDownload: true,
};

/**
 * The settings of a link after a change.
 *
 * @throws CallRefused `settings_error`
 */
export function applySettings(
  account: Account,
  current: SharedLinkSettings,
  change: SettingsArgument,
  nowInSeconds: number,
): SharedLinkSettings {
  const isPaid = account.type !== 'basic';
  const password = passwordAfter(current, change);
  const wantsMore =
    change.expires !== undefined ||
    password !== undefined ||
    change.allow_download === false ||
    change.access === 'editor';
  if (wantsMore && !isPaid) throw settingsError('not_authorized');
  if (change.expires !== undefined && change.expires <= nowInSeconds) {
    throw settingsError('invalid_settings');
  }
  return {
    audience: audienceAfter(account, current, change),
    password,
    expires: change.expires ?? current.expires,
    allowDownload: change.allow_download ?? current.allowDownload,
  };
}

function passwordAfter(current: SharedLinkSettings, change: SettingsArgument): string | undefined {
  const asks =
    change.require_password === true ||
    change.requested_visibility === 'password' ||
    change.audience === 'password';
  if (asks && change.link_password === undefined && current.password === undefined) {
    throw settingsError('invalid_settings');
  }
  if (change.require_password === false) {
    if (change.link_password !== undefined) throw settingsError('invalid_settings');
    return undefined;
  }
  return change.link_password ?? current.password;
}

function audienceAfter(
  account: Account,
  current: SharedLinkSettings,
  change: SettingsArgument,
): SharedLinkSettings['audience'] {
  const asked =
    change.audience ?? (change.requested_visibility === 'team_only' ? 'team' : undefined);
  if (asked === undefined) return current.audience;
  if (asked === 'team' && account.membership === undefined) throw settingsError('not_authorized');
  return asked === 'password' ? 'public' : asked;
}

function settingsError(reason: 'invalid_settings' | 'not_authorized'): Error {
  return routeError(tagged('settings_error', tag(reason)));
}
