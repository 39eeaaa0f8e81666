import type { NamespaceId } from '../tree/entry.ts';

/** `dbid:` and 35 characters. */
export type AccountId = string;

export type AccountType = 'basic' | 'pro' | 'business';

/** What an account may do in a namespace. */
export type Access = 'owner' | 'editor' | 'viewer';

export interface Team {
  readonly id: string;
  readonly name: string;
  /** The namespace that holds the members' folders and the team folders. */
  readonly root: NamespaceId;
}

export interface Account {
  readonly id: AccountId;
  readonly uid: number;
  readonly givenName: string;
  readonly surname: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly type: AccountType;
  readonly country: string;
  readonly locale: string;
  readonly isSuspended: boolean;
  /** What a client sees that sends no path root. */
  readonly home: NamespaceId;
  /** Bytes that the account may use. */
  readonly quota: number;
  readonly membership: Membership | undefined;
}

export interface Membership {
  readonly team: Team;
  /** `dbmid:` and 35 characters. */
  readonly memberId: string;
}

export function displayName(account: Pick<Account, 'givenName' | 'surname'>): string {
  return `${account.givenName} ${account.surname}`.trim();
}

/** The topmost namespace that the account sees. */
export function rootOfAccount(account: Account): NamespaceId {
  return account.membership?.team.root ?? account.home;
}
