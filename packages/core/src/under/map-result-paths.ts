import type { Entry } from '../entry/entry.ts';
import { withDetails } from '../error/with-details.ts';
import type { OperationName, OperationResult } from '../operation/operation-name.ts';
import { rootPath, type StoragePath } from '../path/storage-path.ts';
import type { Outcome } from '../provider/batch.ts';

export type MapPath = (path: StoragePath) => StoragePath;

type ResultMaps = {
  readonly [Name in OperationName]: (
    result: OperationResult<Name>,
    map: MapPath,
  ) => OperationResult<Name>;
};

/** What an operation resolved to, with every path in it mapped. */
export function mapResultPaths<Name extends OperationName>(
  operation: Name,
  result: OperationResult<Name>,
  map: MapPath,
): OperationResult<Name> {
  return resultMaps[operation](result, map);
}

const resultMaps: ResultMaps = {
  stat: mapEntry,
  list: (page, map) => ({ ...page, entries: page.entries.map((entry) => mapEntry(entry, map)) }),
  read: ({ entry, body }, map) => ({ entry: mapEntry(entry, map), body }),
  write: mapEntry,
  createFolder: mapEntry,
  remove: keep,
  move: mapEntry,
  copy: mapEntry,
  quota: keep,
  account: keep,
  'changes.latest': keep,
  'changes.pull': (page, map) => ({
    ...page,
    changes: page.changes.map((change) =>
      change.kind === 'remove'
        ? { kind: 'remove', path: map(change.path) }
        : { kind: 'upsert', entry: mapEntry(change.entry, map) },
    ),
  }),
  'changes.wait': keep,
  'uploads.start': keep,
  'uploads.append': keep,
  'uploads.finish': mapEntry,
  'uploads.abandon': keep,
  'batch.writeMany': mapOutcomes,
  'batch.removeMany': (outcomes, map) => outcomes.map((outcome) => mapFailure(outcome, map)),
  'batch.moveMany': mapOutcomes,
  'batch.copyMany': mapOutcomes,
  'batch.createFolders': mapOutcomes,
  'revisions.list': (page, map) => ({
    ...page,
    revisions: page.revisions.map((entry) => mapEntry(entry, map)),
  }),
  'revisions.restore': mapEntry,
};

function keep<Result>(result: Result): Result {
  return result;
}

function mapEntry<E extends Entry>(entry: E, map: MapPath): E {
  const path = map(entry.path);
  // The root has no name, also when it is a folder with one.
  return path === rootPath ? { ...entry, path, name: '' } : { ...entry, path };
}

function mapOutcomes<E extends Entry>(
  outcomes: readonly Outcome<E>[],
  map: MapPath,
): readonly Outcome<E>[] {
  return outcomes.map((outcome) =>
    outcome.status === 'done'
      ? { status: 'done', value: mapEntry(outcome.value, map) }
      : mapFailure(outcome, map),
  );
}

function mapFailure<Value>(outcome: Outcome<Value>, map: MapPath): Outcome<Value> {
  if (outcome.status === 'done' || outcome.error.details.path === undefined) return outcome;
  const path = map(outcome.error.details.path as StoragePath);
  return { status: 'failed', error: withDetails(outcome.error, { path }) };
}
