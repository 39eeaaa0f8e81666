import type { AccountId } from '../account/account.ts';
import type { NamespaceId } from '../tree/entry.ts';

/** What a listing was asked for. A cursor stays bound to it. */
export type ListingScope = {
  readonly account: AccountId;
  /** The path root. */
  readonly root: NamespaceId;
  /** Id of the shared link that the folder is seen by; the account then is the link's owner. */
  readonly link: string | undefined;
  /** Comparable path of the folder in the view. */
  readonly folder: string;
  readonly recursive: boolean;
  readonly includeDeleted: boolean;
  readonly includeMountedFolders: boolean;
  readonly includeNonDownloadableFiles: boolean;
  readonly includeMediaInfo: boolean;
  readonly includeHasExplicitSharedMembers: boolean;
  readonly includeRestorableInfo: boolean;
  readonly limit: number | undefined;
};

/** How far a listing has come. */
export type ListingPosition =
  /** In the entries of one of the namespaces. `after` is a key when recursive, else a row. */
  | {
      readonly phase: 'entries';
      readonly namespace: NamespaceId;
      readonly after: string | number;
      /** The changes that are told once the listing is done start here. */
      readonly asOf: number;
    }
  | {
      readonly phase: 'deletions';
      readonly namespace: NamespaceId;
      readonly after: string;
      readonly asOf: number;
    }
  | { readonly phase: 'changes'; readonly since: number };

export interface ListingCursor {
  readonly scope: ListingScope;
  readonly position: ListingPosition;
}
