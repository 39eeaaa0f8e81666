import type { Log } from '../../../log.ts';
import type { Fuse, FuseConstructor, FuseHandlers } from '../binding.ts';
import type { Operations } from '../operations.ts';

export interface GuardContext {
  readonly log: Log;
}

/**
 * Keeps one fault of the binding, or one habit of programs and stores that the binding does not bear, from losing data,
 * hanging a program or ending the process. A guard works at one of three places, and each can be left out, so that a
 * test shows what it is there for.
 */
export interface Guard {
  readonly name: string;
  /** Between the file system and the handlers. */
  readonly operations?: (operations: Operations, context: GuardContext) => Operations;
  /** Between the handlers and the binding. */
  readonly handlers?: (handlers: FuseHandlers, context: GuardContext) => FuseHandlers;
  /** Inside the binding, before it mounts. */
  readonly binding?: (fuse: Fuse, fuseClass: FuseConstructor) => void;
}
