import type { WriteMode } from '../provider/write.ts';
import type { OperationName, OperationRequest } from './operation-name.ts';

/** What layers need to know of an operation. */
export interface OperationTraits<Name extends OperationName> {
  /** It can change the store. */
  readonly mutates: boolean;
  /**
   * A request whose answer was lost can be sent again: the store ends up the same, and so does the answer. Depends on
   * the request where a function stands.
   */
  readonly idempotent: boolean | ((request: OperationRequest<Name>) => boolean);
  /** The field of the request with the path of what is to exist afterwards. */
  readonly creates?: 'path' | 'to';
  /** The field of the request with the path of what is no longer there afterwards. */
  readonly vacates?: 'path' | 'from';
}

/**
 * Every operation of the interface. Layers are generated from this table, so none of them can forget one; an
 * operation that is missing here does not compile.
 */
export const operations: { readonly [Name in OperationName]: OperationTraits<Name> } = {
  stat: { mutates: false, idempotent: true },
  list: { mutates: false, idempotent: true },
  read: { mutates: false, idempotent: true },
  write: { mutates: true, idempotent: ({ mode }) => isIdempotent(mode), creates: 'path' },
  createFolder: { mutates: true, idempotent: false, creates: 'path' },
  remove: { mutates: true, idempotent: false, vacates: 'path' },
  move: { mutates: true, idempotent: false, creates: 'to', vacates: 'from' },
  copy: { mutates: true, idempotent: false, creates: 'to' },
  quota: { mutates: false, idempotent: true },
  account: { mutates: false, idempotent: true },
  'changes.latest': { mutates: false, idempotent: true },
  'changes.pull': { mutates: false, idempotent: true },
  'changes.wait': { mutates: false, idempotent: true },
  // A session that nobody learned of costs nothing and expires.
  'uploads.start': { mutates: true, idempotent: true, creates: 'path' },
  'uploads.append': { mutates: true, idempotent: true },
  'uploads.finish': { mutates: true, idempotent: false, creates: 'path' },
  'uploads.abandon': { mutates: true, idempotent: true },
  'batch.writeMany': {
    mutates: true,
    idempotent: ({ requests }) => requests.every(({ mode }) => isIdempotent(mode)),
    creates: 'path',
  },
  'batch.removeMany': { mutates: true, idempotent: false, vacates: 'path' },
  'batch.moveMany': { mutates: true, idempotent: false, creates: 'to', vacates: 'from' },
  'batch.copyMany': { mutates: true, idempotent: false, creates: 'to' },
  'batch.createFolders': { mutates: true, idempotent: false, creates: 'path' },
  'revisions.list': { mutates: false, idempotent: true },
  'revisions.restore': { mutates: true, idempotent: true, creates: 'path' },
};

/** Names of all operations. */
export const operationNames: readonly OperationName[] = Object.keys(operations) as OperationName[];

function isIdempotent(mode: WriteMode): boolean {
  return mode === 'overwrite';
}
