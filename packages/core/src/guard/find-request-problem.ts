import { StorageError, type StorageErrorDetails } from '../error/storage-error.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import type { OperationName } from '../operation/operation-name.ts';
import { operations } from '../operation/operations.ts';
import { findPathProblem } from '../path/find-path-problem.ts';
import { pathNames } from '../path/path-names.ts';
import { rootPath, type StoragePath } from '../path/storage-path.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';

/** What is wrong with a request whatever the store holds. Requests inside a batch are not looked at. */
export function findRequestProblem(
  { id, traits }: StorageProvider,
  operation: OperationName,
  request: AnyRequest,
): StorageError | undefined {
  const details = { provider: id, operation };
  const { creates, vacates } = operations[operation];
  return (
    pathError(request.path, findPathProblem, details) ??
    pathError(request.from, findPathProblem, details) ??
    pathError(request.to, findPathProblem, details) ??
    pathError(creates && request[creates], (path) => nameProblem(path, traits), details) ??
    rootError(vacates && request[vacates], details) ??
    countError('offset', request.offset, 0, details) ??
    countError('length', request.length, 0, details) ??
    countError('timeoutMs', request.timeoutMs, 0, details) ??
    countError('pageSize', request.pageSize, 1, details)
  );
}

function pathError(
  path: StoragePath | undefined,
  findProblem: (path: StoragePath) => string | undefined,
  details: StorageErrorDetails,
): StorageError | undefined {
  const problem = path === undefined ? undefined : findProblem(path);
  if (path === undefined || problem === undefined) return undefined;
  return new StorageError('invalid-path', `${JSON.stringify(path)} ${problem}`, {
    details: { ...details, path },
  });
}

function nameProblem(path: StoragePath, traits: StorageProvider['traits']): string | undefined {
  for (const name of pathNames(path)) {
    const problem = traits.checkName(name);
    if (problem !== undefined) return `holds a name that ${problem.message}`;
  }
  return undefined;
}

function rootError(
  path: StoragePath | undefined,
  details: StorageErrorDetails,
): StorageError | undefined {
  if (path !== rootPath) return undefined;
  return new StorageError('invalid-request', 'the root can be neither moved nor removed', {
    details: { ...details, path },
  });
}

function countError(
  field: string,
  count: number | undefined,
  least: number,
  details: StorageErrorDetails,
): StorageError | undefined {
  if (count === undefined || (Number.isSafeInteger(count) && count >= least)) return undefined;
  const text = `${field} is ${count}, and takes whole numbers from ${least} on`;
  return new StorageError('invalid-request', text, { details });
}
