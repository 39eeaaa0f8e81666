import { nameKey, type StoragePath } from '@mooring/core';
import { Journal } from '../changes/journal.ts';
import { ContentStore } from '../content/content-store.ts';
import { History } from '../history/history.ts';
import { Tree } from '../tree/tree.ts';
import { SessionTable } from '../uploads/session-table.ts';
import type { StoreSettings } from './store-settings.ts';

/** All that a store holds. The clients of one store share one state. */
export class StoreState {
  readonly settings: StoreSettings;
  readonly tree: Tree;
  readonly contents: ContentStore = new ContentStore();
  readonly journal: Journal = new Journal();
  readonly history: History = new History();
  readonly sessions: SessionTable;

  constructor(settings: StoreSettings) {
    this.settings = settings;
    this.tree = new Tree(settings.traits);
    this.sessions = new SessionTable(this.contents, settings);
  }

  pathKey(path: StoragePath): StoragePath {
    return nameKey(path, this.settings.traits) as StoragePath;
  }
}
