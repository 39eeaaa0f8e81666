import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AccountStore } from '../account/account-store.ts';
import { AppFolderStore } from '../auth/app-folder-store.ts';
import { AppStore } from '../auth/app-store.ts';
import { TokenStore } from '../auth/token-store.ts';
import { type AdjustableClock, createClock } from '../clock/clock.ts';
import { type Conditions, calm } from '../conditions/conditions.ts';
import { RateLimiter } from '../conditions/rate-limiter.ts';
import { lastingContentFolder, temporaryContentFolder } from '../content/content-folder.ts';
import { ContentStore } from '../content/content-store.ts';
import { Database } from '../database/database.ts';
import { FaultScript } from '../fault/fault-script.ts';
import { HiddenEntries } from '../fault/hidden-entries.ts';
import { JobStore } from '../job/job-store.ts';
import { UploadLinkStore } from '../link/upload-link-store.ts';
import { CursorCodec } from '../listing/cursor-codec.ts';
import { LockStore } from '../lock/lock-store.ts';
import { CodeStore } from '../oauth/code-store.ts';
import { Sealer } from '../seal/sealer.ts';
import { SearchStore } from '../search/search-store.ts';
import { SharedLinkStore } from '../sharing/link/shared-link-store.ts';
import { TagStore } from '../tag/tag-store.ts';
import { Tree } from '../tree/tree.ts';
import { SessionStore } from '../upload/session-store.ts';
import { ViewStore } from '../view/view-store.ts';
import { type Behaviour, defaultBehaviour } from './behaviour.ts';
import { NamespaceLocks } from './namespace-locks.ts';
import type { Service } from './service.ts';

export interface ServiceOptions {
  /** Where all state is kept. In memory when left out. */
  readonly stateFolder?: string | undefined;
  readonly behaviour?: Partial<Behaviour> | undefined;
  readonly conditions?: Partial<Conditions> | undefined;
  readonly clock?: AdjustableClock | undefined;
}

export function openService(options: ServiceOptions = {}): Service {
  const { stateFolder, clock = createClock() } = options;
  if (stateFolder !== undefined) mkdirSync(stateFolder, { recursive: true });
  const database = new Database(
    stateFolder === undefined ? ':memory:' : join(stateFolder, 'emulator.sqlite'),
  );
  const folder =
    stateFolder === undefined
      ? temporaryContentFolder()
      : lastingContentFolder(join(stateFolder, 'content'));
  const tree = new Tree(database, clock);
  const contents = new ContentStore(database, folder);
  const accounts = new AccountStore(database, tree, clock);
  const sessions = new SessionStore(database, contents, clock);
  contents.sweep(sessions.files());
  const sealer = new Sealer(database);
  const service: Service = {
    clock,
    database,
    tree,
    contents,
    accounts,
    apps: new AppStore(database),
    appFolders: new AppFolderStore(database, tree, accounts),
    tokens: new TokenStore(database, clock),
    codes: new CodeStore(clock),
    views: new ViewStore(tree, accounts),
    sessions,
    fileLocks: new LockStore(database, clock),
    search: new SearchStore(database, tree),
    sharedLinks: new SharedLinkStore(database, clock),
    tags: new TagStore(database),
    uploadLinks: new UploadLinkStore(database),
    sealer,
    jobs: new JobStore(database, clock),
    cursors: new CursorCodec(database, sealer, clock, () => service.behaviour.cursorLifetime),
    locks: new NamespaceLocks(),
    faults: new FaultScript(),
    hidden: new HiddenEntries(),
    rateLimiter: new RateLimiter(clock),
    conditions: { ...calm, ...options.conditions },
    behaviour: { ...defaultBehaviour, ...options.behaviour },
  };
  return service;
}

/** Lets work under way come to its end first. */
export async function closeService(service: Service): Promise<void> {
  await service.jobs.settle();
  service.database.close();
  service.contents.close();
}
