/** The members of metadata in the order in which the specification declares them. */
const metadataOrder: readonly string[] = [
  '.tag',
  'name',
  'path_lower',
  'path_display',
  'parent_shared_folder_id',
  'preview_url',
  'id',
  'client_modified',
  'server_modified',
  'rev',
  'size',
  'media_info',
  'symlink_info',
  'shared_folder_id',
  'sharing_info',
  'is_downloadable',
  'export_info',
  'property_groups',
  'has_explicit_shared_members',
  'content_hash',
  'file_lock_info',
  'is_restorable',
];

const ranks = new Map(metadataOrder.map((name, rank) => [name, rank]));

/**
 * The keys of an object in declared order. Everything is built in that order but metadata, which is known by its
 * members.
 */
export function inDeclaredOrder(keys: readonly string[]): readonly string[] {
  const isMetadata = keys.includes('name') && keys.every((key) => ranks.has(key));
  if (!isMetadata) return keys;
  return keys.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}
