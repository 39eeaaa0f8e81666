import type { JsonObject } from '../json/json-value.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import { parsePathReference } from '../path/path-reference.ts';
import { PathRefused, underTag } from '../path/path-refused.ts';
import { pathRootOrId } from '../path/path-schemas.ts';
import { nameOf } from '../path/split-path.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { boolean } from '../schema/boolean.ts';
import { optional, withDefault } from '../schema/field.ts';
import { list } from '../schema/list.ts';
import { integer } from '../schema/number.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';
import { choice } from '../schema/union.ts';
import { keyOf } from '../view/look-up.ts';
import { malformed, routeError } from '../wire/call-refused.ts';
import { tag, tagged } from '../wire/tagged.ts';
import { fileCategories } from './file-category.ts';
import { findMatches, type Match, maxMatches, type SearchQuery } from './find-matches.ts';

const purpose = 'search cursor';

type SearchCursor = {
  readonly account: string;
  readonly root: number;
  readonly query: SearchQuery;
  readonly start: number;
  readonly limit: number;
  readonly withHighlights: boolean;
};

const searchOptions = struct({
  path: optional(pathRootOrId),
  max_results: withDefault(integer(1, 1000), 100),
  order_by: optional(choice('relevance', 'last_modified_time')),
  file_status: withDefault(choice('active', 'deleted'), 'active'),
  filename_only: withDefault(boolean, false),
  file_extensions: optional(list(string())),
  file_categories: optional(list(choice(...fileCategories))),
  account_id: optional(string({ minLength: 40, maxLength: 40 })),
});

const noOptions = searchOptions.decode({});

export const searchV2: Route = rpc({
  name: 'files/search_v2',
  auth: 'user',
  scope: 'files.metadata.read',
  argument: struct({
    query: string({ maxLength: 1000 }),
    options: optional(searchOptions),
    match_field_options: optional(struct({ include_highlights: withDefault(boolean, false) })),
    include_highlights: optional(boolean),
  }),
  handle(call, argument) {
    const options = argument.options ?? noOptions;
    return page(call, {
      account: call.account.id,
      root: call.view.root.namespace,
      query: {
        text: checkQuery(argument.query),
        folder: folderKey(call, options.path ?? ''),
        orderBy: options.order_by ?? 'relevance',
        status: options.file_status,
        extensions: options.file_extensions,
        categories: options.file_categories,
        author: options.account_id,
      },
      start: 0,
      limit: options.max_results,
      withHighlights:
        argument.match_field_options?.include_highlights ?? argument.include_highlights ?? false,
    });
  },
});

export const searchContinueV2: Route = rpc({
  name: 'files/search/continue_v2',
  auth: 'user',
  scope: 'files.metadata.read',
  argument: struct({ cursor: string({ minLength: 1 }) }),
  handle(call, argument) {
    const cursor = call.service.sealer.open(purpose, argument.cursor) as SearchCursor | undefined;
    const isOwn = cursor?.account === call.account.id && cursor.root === call.view.root.namespace;
    if (cursor === undefined || !isOwn) {
      throw malformed(`Invalid "cursor" parameter: '${argument.cursor}'`);
    }
    return page(call, cursor);
  },
});

/** The first version of the search, which counts instead of giving cursors. */
export const searchV1: Route = rpc({
  name: 'files/search',
  auth: 'user',
  scope: 'files.metadata.read',
  argument: struct({
    path: pathRootOrId,
    query: string({ maxLength: 1000 }),
    start: withDefault(integer(0, 9999), 0),
    max_results: withDefault(integer(1, 1000), 100),
    mode: withDefault(choice('filename', 'filename_and_content', 'deleted_filename'), 'filename'),
  }),
  handle(call, argument) {
    const matches = findMatches(call.service, call.view, {
      text: checkQuery(argument.query),
      folder: folderKey(call, argument.path),
      orderBy: 'relevance',
      status: argument.mode === 'deleted_filename' ? 'deleted' : 'active',
      extensions: undefined,
      categories: undefined,
      author: undefined,
    });
    const end = argument.start + argument.max_results;
    return {
      matches: matches.slice(argument.start, end).map((match) => ({
        match_type: tag('filename'),
        metadata: metadataOf(call, match),
      })),
      more: matches.length > end,
      start: Math.min(end, matches.length),
    };
  },
});

/** @throws CallRefused `invalid_argument` for a query that asks for nothing */
function checkQuery(text: string): string {
  if (text.trim() === '') throw routeError(tagged('invalid_argument', 'query must not be empty'));
  return text;
}

/** A folder that does not exist is no error here: nothing is found in it. */
function folderKey(call: UserCall, path: string): string {
  return underTag('path', () => {
    try {
      return keyOf(call, parsePathReference(path === '/' ? '' : path));
    } catch (error) {
      const isMissing = error instanceof PathRefused && error.error['.tag'] === 'not_found';
      if (isMissing) return path;
      throw error;
    }
  });
}

function page(call: UserCall, cursor: SearchCursor): JsonObject {
  const { query, start, limit, withHighlights } = cursor;
  const matches = findMatches(call.service, call.view, query);
  const end = start + limit;
  const hasMore = matches.length > end && end < maxMatches;
  return {
    matches: matches.slice(start, end).map((match) => ({
      metadata: tagged('metadata', metadataOf(call, match)),
      match_type: tag('filename'),
      highlight_spans: withHighlights ? highlights(match, query.text) : undefined,
    })),
    has_more: hasMore,
    cursor: hasMore
      ? call.service.sealer.seal(purpose, { ...cursor, query: { ...query }, start: end })
      : undefined,
  };
}

function metadataOf(call: UserCall, match: Match): JsonObject {
  const metadata = metadataFor(call);
  return match.kind === 'entry' ? metadata.entry(match.entry) : metadata.deleted(match.deletion);
}

/** The name in pieces, with those marked that the query names. */
function highlights(match: Match, query: string): readonly JsonObject[] {
  const name = nameOf(match.kind === 'entry' ? match.entry.path : match.deletion.path);
  const words = query.split(/\s+/).filter((word) => word !== '');
  const pattern = new RegExp(`(${words.map(escapeForPattern).join('|')})`, 'iu');
  return name
    .split(new RegExp(pattern, 'giu'))
    .filter((piece) => piece !== '')
    .map((piece) => ({ highlight_str: piece, is_highlighted: pattern.test(piece) }));
}

function escapeForPattern(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
