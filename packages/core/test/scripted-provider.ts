import {
  type AnyRequest,
  type FileEntry,
  type OperationName,
  operationNames,
  type Revision,
  StorageError,
  type StorageErrorCode,
  type StorageErrorOptions,
  type StoragePath,
  type StorageProvider,
  type StorageProviderWith,
  type StorageTraits,
} from '../src/index.ts';

/** What the provider answers to one call, or fails with. */
export type Answer = (request: AnyRequest, operation: OperationName) => unknown;

export interface Call {
  readonly operation: OperationName;
  readonly request: AnyRequest;
}

const traits: StorageTraits = {
  caseSensitive: false,
  normalization: 'nfc',
  atomicReplace: false,
  maxNameLength: 255,
  checkName: (name) =>
    name.includes('*') ? { reason: 'forbidden-character', message: 'holds a star' } : undefined,
};

/** A provider that has every operation, does what the test says, and notes each call. */
export function scriptedProvider(answer: Answer): {
  readonly provider: StorageProviderWith<'changes' | 'uploads' | 'batch' | 'revisions'>;
  readonly calls: Call[];
} {
  const calls: Call[] = [];
  const root: Record<string, unknown> = { specVersion: 1, id: 'scripted', traits };
  for (const operation of operationNames) {
    const [head = '', member] = operation.split('.');
    if (member !== undefined) root[head] ??= { limits: {} };
    const owner = member === undefined ? root : (root[head] as Record<string, unknown>);
    owner[member ?? head] = async (request: AnyRequest) => {
      calls.push({ operation, request });
      return answer(request, operation);
    };
  }
  const provider = root as unknown as StorageProvider;
  return { provider: provider as ReturnType<typeof scriptedProvider>['provider'], calls };
}

export function fileEntry(path: StoragePath, rest: Partial<FileEntry> = {}): FileEntry {
  return {
    kind: 'file',
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    size: 10,
    revision: 'r1' as Revision,
    modifiedAt: 0,
    ...rest,
  };
}

export function storageError(code: StorageErrorCode, options?: StorageErrorOptions): StorageError {
  return new StorageError(code, `a scripted ${code}`, options);
}

/** A request for any operation, good enough for layers. */
export function requestFor(operation: OperationName): never {
  const path = '/a';
  const session = { id: 's', order: 'sequential', offset: 0 };
  const one = { path, from: path, to: '/b', content: new Uint8Array(3), mode: 'create' };
  const request = { ...one, session, chunk: new Uint8Array(3), cursor: 'c', revision: 'r' };
  return (operation.startsWith('batch.') ? { requests: [one] } : request) as never;
}

/** Calls an operation by its name. */
export function invoke(
  provider: StorageProvider,
  operation: OperationName,
  request: object = requestFor(operation),
): Promise<unknown> {
  const [head = '', member] = operation.split('.');
  const root = provider as unknown as Record<string, Record<string, unknown>>;
  const owner = (member === undefined ? root : root[head]) as Record<string, unknown>;
  return (owner[member ?? head] as (request: object) => Promise<unknown>)(request);
}
