import type { FileCommit, WriteMode } from '../change/write-file.ts';
import { rev, writePathOrId } from '../path/path-schemas.ts';
import { boolean } from '../schema/boolean.ts';
import { type LenientField, optional, withDefault } from '../schema/field.ts';
import { list } from '../schema/list.ts';
import type { Schema } from '../schema/schema.ts';
import { string } from '../schema/string.ts';
import { type StructSchema, struct } from '../schema/struct.ts';
import { timestamp } from '../schema/timestamp.ts';
import { bare, union } from '../schema/union.ts';
import { routeError } from '../wire/call-refused.ts';
import { tagged } from '../wire/tagged.ts';

const propertyField = struct({ name: string(), value: string() });

const propertyGroup = struct({
  template_id: string({ minLength: 1, pattern: '(/|ptid:).*' }),
  fields: list(propertyField),
});

type PropertyGroup = { readonly template_id: string };

const writeMode: Schema<WriteMode> = union({ add: bare, overwrite: bare, update: rev });

/** Where and how uploaded bytes become a file. */
export type CommitFields = {
  readonly path: Schema<string>;
  readonly mode: LenientField<WriteMode>;
  readonly autorename: LenientField<boolean>;
  readonly client_modified: LenientField<number | undefined>;
  readonly mute: LenientField<boolean>;
  readonly property_groups: LenientField<readonly PropertyGroup[] | undefined>;
  readonly strict_conflict: LenientField<boolean>;
};

export const commitFields: CommitFields = {
  path: writePathOrId,
  mode: withDefault(writeMode, { tag: 'add' }),
  autorename: withDefault(boolean, false),
  client_modified: optional(timestamp),
  mute: withDefault(boolean, false),
  property_groups: optional(list(propertyGroup)),
  strict_conflict: withDefault(boolean, false),
};

export const commitInfo: StructSchema<CommitFields> = struct(commitFields);

export interface CommitInfo {
  readonly path: string;
  readonly mode: WriteMode;
  readonly autorename: boolean;
  readonly client_modified: number | undefined;
  readonly property_groups: readonly PropertyGroup[] | undefined;
  readonly strict_conflict: boolean;
}

/** @throws CallRefused `properties_error` for any property group: no template exists here that it could follow */
export function fileCommit(info: CommitInfo): FileCommit {
  const [group] = info.property_groups ?? [];
  if (group !== undefined) {
    const missing = tagged('template_not_found', group.template_id);
    throw routeError(tagged('properties_error', missing));
  }
  return {
    path: info.path,
    mode: info.mode,
    autorename: info.autorename,
    clientModified: info.client_modified,
    strictConflict: info.strict_conflict,
  };
}
