import type { ApiClient } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';

/** Entries as `tag path`, in the order in which they came. */
export const told = (page: Json): readonly string[] =>
  page.entries.map((entry: Json) => `${entry['.tag']} ${entry.path_display}`);

/** A listing with all pages that follow the first. */
export async function allPages(
  api: ApiClient,
  first: Json,
): Promise<{ readonly pages: readonly Json[]; readonly cursor: string }> {
  const pages = [first];
  let last = first;
  while (last.has_more) {
    last = await api.ok('files/list_folder/continue', { cursor: last.cursor });
    pages.push(last);
  }
  return { pages, cursor: last.cursor };
}
