import { templateFilter } from '../metadata/template-filter.ts';
import { folderPath } from '../path/path-schemas.ts';
import { boolean } from '../schema/boolean.ts';
import { optional, withDefault } from '../schema/field.ts';
import { integer } from '../schema/number.ts';
import type { Decoded, Schema } from '../schema/schema.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';

export interface ListingArgument {
  readonly path: string;
  readonly recursive: boolean;
  readonly include_media_info: boolean;
  readonly include_deleted: boolean;
  readonly include_has_explicit_shared_members: boolean;
  readonly include_mounted_folders: boolean;
  readonly limit: number | undefined;
  readonly shared_link: SharedLinkArgument | undefined;
  readonly include_property_groups: Decoded<typeof templateFilter> | undefined;
  readonly include_non_downloadable_files: boolean;
  readonly include_restorable_info: boolean;
}

export interface SharedLinkArgument {
  readonly url: string;
  readonly password: string | undefined;
}

export const listingArgument: Schema<ListingArgument> = struct({
  path: folderPath,
  recursive: withDefault(boolean, false),
  include_media_info: withDefault(boolean, false),
  include_deleted: withDefault(boolean, false),
  include_has_explicit_shared_members: withDefault(boolean, false),
  include_mounted_folders: withDefault(boolean, true),
  limit: optional(integer(1, 2000)),
  shared_link: optional(struct({ url: string(), password: optional(string()) })),
  include_property_groups: optional(templateFilter),
  include_non_downloadable_files: withDefault(boolean, true),
  include_restorable_info: withDefault(boolean, false),
});
