import { StorageError } from '../error/storage-error.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import type { OperationName } from '../operation/operation-name.ts';
import { operations } from '../operation/operations.ts';
import { findPathProblem } from '../path/find-path-problem.ts';
import { pathNames } from '../path/path-names.ts';
import { rootPath, type StoragePath } from '../path/storage-path.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';

interface Problem {
  readonly code: 'invalid-path' | 'invalid-request';
  readonly message: string;
  readonly path?: StoragePath;
}

/** What is wrong with a request whatever the store holds. Requests inside a batch are not looked at. */
export function findRequestProblem(
  { id, traits }: StorageProvider,
  operation: OperationName,
  request: AnyRequest,
): StorageError | undefined {
  const { creates, vacates } = operations[operation];
  const problem =
    pathProblem(request.path) ??
    pathProblem(request.from) ??
    pathProblem(request.to) ??
    (creates && nameProblem(request[creates], traits)) ??
    (vacates && rootProblem(request[vacates])) ??
    countProblem('offset', request.offset, 0) ??
    countProblem('length', request.length, 0) ??
    countProblem('timeoutMs', request.timeoutMs, 0) ??
    countProblem('pageSize', request.pageSize, 1) ??
    timeProblem(request.mtime);
  if (problem === undefined) return undefined;
  const { code, message, path } = problem;
  const details = { provider: id, operation, ...(path === undefined ? {} : { path }) };
  return new StorageError(code, message, { details });
}

function pathProblem(path: StoragePath | undefined): Problem | undefined {
  const problem = path === undefined ? undefined : findPathProblem(path);
  if (path === undefined || problem === undefined) return undefined;
  return { code: 'invalid-path', message: `${JSON.stringify(path)} ${problem}`, path };
}

function nameProblem(
  path: StoragePath | undefined,
  traits: StorageProvider['traits'],
): Problem | undefined {
  if (path === undefined) return undefined;
  for (const name of pathNames(path)) {
    const problem = traits.checkName(name);
    if (problem === undefined) continue;
    const message = `${JSON.stringify(path)} holds a name that ${problem.message}`;
    return { code: 'invalid-path', message, path };
  }
  return undefined;
}

function rootProblem(path: StoragePath | undefined): Problem | undefined {
  if (path !== rootPath) return undefined;
  return { code: 'invalid-request', message: 'the root can be neither moved nor removed', path };
}

function countProblem(
  field: string,
  count: number | undefined,
  least: number,
): Problem | undefined {
  if (count === undefined || (Number.isSafeInteger(count) && count >= least)) return undefined;
  const message = `${field} is ${count}, and takes whole numbers from ${least} on`;
  return { code: 'invalid-request', message };
}

/** A fraction of a millisecond is fine, and so is a time before 1970. */
function timeProblem(mtime: number | undefined): Problem | undefined {
  if (mtime === undefined || Number.isFinite(mtime)) return undefined;
  return { code: 'invalid-request', message: `mtime is ${mtime}, and takes a time` };
}
