import type { StoragePath } from '@mooring/core';

/** What a write is conditional on: the revision that is there, or one that no file has any more. */
export type StepMode = 'create' | 'overwrite' | 'if-current' | 'if-stale';

/** One call of a random program. `device` says which of the two clients makes it. */
export type Step = { readonly device: 0 | 1 } & (
  | {
      readonly operation: 'write' | 'upload' | 'batch-write';
      readonly path: StoragePath;
      readonly text: string;
      readonly mode: StepMode;
    }
  | { readonly operation: 'createFolder'; readonly path: StoragePath }
  | {
      readonly operation: 'remove' | 'batch-remove';
      readonly path: StoragePath;
      readonly recursive: boolean;
    }
  | {
      readonly operation: 'move' | 'copy';
      readonly from: StoragePath;
      readonly to: StoragePath;
      readonly replace: boolean;
    }
  | { readonly operation: 'stat'; readonly path: StoragePath }
  | {
      readonly operation: 'list';
      readonly path: StoragePath;
      readonly recursive: boolean;
      readonly pageSize: number;
    }
  | {
      readonly operation: 'read';
      readonly path: StoragePath;
      readonly offset: number;
      readonly length: number;
    }
);
