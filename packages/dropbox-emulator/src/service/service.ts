import type { AccountStore } from '../account/account-store.ts';
import type { AppFolderStore } from '../auth/app-folder-store.ts';
import type { AppStore } from '../auth/app-store.ts';
import type { TokenStore } from '../auth/token-store.ts';
import type { AdjustableClock } from '../clock/clock.ts';
import type { ContentStore } from '../content/content-store.ts';
import type { Database } from '../database/database.ts';
import type { JobStore } from '../job/job-store.ts';
import type { UploadLinkStore } from '../link/upload-link-store.ts';
import type { CursorCodec } from '../listing/cursor-codec.ts';
import type { LockStore } from '../lock/lock-store.ts';
import type { Sealer } from '../seal/sealer.ts';
import type { SearchStore } from '../search/search-store.ts';
import type { SharedLinkStore } from '../sharing/link/shared-link-store.ts';
import type { TagStore } from '../tag/tag-store.ts';
import type { Tree } from '../tree/tree.ts';
import type { SessionStore } from '../upload/session-store.ts';
import type { ViewStore } from '../view/view-store.ts';
import type { Behaviour } from './behaviour.ts';
import type { NamespaceLocks } from './namespace-locks.ts';

/** The emulated service behind the HTTP surface: its state, and the rules that can be switched. */
export interface Service {
  readonly clock: AdjustableClock;
  readonly database: Database;
  readonly tree: Tree;
  readonly contents: ContentStore;
  readonly accounts: AccountStore;
  readonly apps: AppStore;
  readonly appFolders: AppFolderStore;
  readonly tokens: TokenStore;
  readonly views: ViewStore;
  readonly sessions: SessionStore;
  readonly fileLocks: LockStore;
  readonly search: SearchStore;
  readonly sharedLinks: SharedLinkStore;
  readonly tags: TagStore;
  readonly uploadLinks: UploadLinkStore;
  readonly sealer: Sealer;
  readonly jobs: JobStore;
  readonly cursors: CursorCodec;
  readonly locks: NamespaceLocks;
  behaviour: Behaviour;
}
