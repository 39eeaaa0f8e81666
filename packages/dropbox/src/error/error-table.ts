import type { StorageErrorCode } from '@mooring/core';

/** A union of the service as the SDK types it: each member carries its tag. */
export interface Tagged {
  readonly '.tag': string;
}

/** What a tag means: a code, or the table of the union that the tag holds. */
type Row = StorageErrorCode | AnyErrorTable;

export interface AnyErrorTable {
  readonly [tag: string]: Row;
}

/**
 * The meaning of every tag of an error union. The type follows the SDK's, which follow Dropbox's own specification,
 * so a tag that a new version of the SDK brings does not compile until it is given a meaning.
 */
export type ErrorTable<Union extends Tagged> = {
  readonly [Tag in Union['.tag']]: RowOf<Extract<Union, { '.tag': Tag }>, Tag>;
};

/**
 * The service nests an inner union under the name of the tag. A struct is flattened beside its tag, and the only
 * one of those that holds a union of errors calls it `reason`.
 */
type RowOf<Member, Tag extends string> = Member extends { reason: infer Inner extends Tagged }
  ? ErrorTable<Inner>
  : Member extends { [Key in Tag]: infer Inner extends Tagged }
    ? ErrorTable<Inner>
    : StorageErrorCode;

/** The innermost tag that a wire error and its table agree on. */
export interface Verdict {
  readonly code: StorageErrorCode;
  /** The tags from the outside in, as the service would sum them up: `path/conflict/file`. */
  readonly tags: string;
}

/**
 * Looks a wire error up in its table. A tag that the table does not know counts as `other`, since the service says
 * that clients must expect new ones; undefined means that the value is no tagged error at all.
 */
export function lookUpError(error: unknown, table: AnyErrorTable): Verdict | undefined {
  if (!isTagged(error)) return undefined;
  const tag = error['.tag'];
  const row = Object.hasOwn(table, tag) ? table[tag] : undefined;
  if (row === undefined || typeof row === 'string') return { code: row ?? 'internal', tags: tag };
  const inner = lookUpError(error['reason'] ?? error[tag], row);
  return inner === undefined
    ? { code: 'internal', tags: tag }
    : { code: inner.code, tags: `${tag}/${inner.tags}` };
}

function isTagged(value: unknown): value is Tagged & Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Tagged>)['.tag'] === 'string'
  );
}
