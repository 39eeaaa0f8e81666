import { randomInt } from 'node:crypto';
import type { JsonObject } from '../json/json-value.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import type { Behaviour } from '../service/behaviour.ts';
import type { Service } from '../service/service.ts';
import { folderAt } from '../view/look-up.ts';
import type { View } from '../view/view.ts';
import { changePage } from './change-page.ts';
import { hasChangesSince } from './has-changes-since.ts';
import type { ListingCursor, ListingPosition } from './listing-cursor.ts';
import { snapshotFrom } from './snapshot.ts';

export interface ListingPage {
  readonly entries: readonly JsonObject[];
  readonly cursor: ListingCursor;
  readonly hasMore: boolean;
}

/**
 * The page that a cursor stands before. A listing shows the entries as they are while it proceeds, and then continues with
 * all that changed since it began, so that whoever applies the pages in order has the state of the last.
 *
 * @throws PathRefused with a LookupError when the folder is gone
 */
export function listPage(service: Service, view: View, cursor: ListingCursor): ListingPage {
  const { scope, position } = cursor;
  const { tree } = service;
  folderAt({ tree, view }, scope.folder);
  const limit = drawPageSize(service.behaviour, scope.limit);
  const metadata = metadataFor(
    { service, view },
    { ...scope, hidesPaths: scope.link !== undefined },
  );
  if (position.phase === 'changes') {
    const page = changePage(tree, view, scope, position.since, limit);
    return {
      entries: page.changes.map((change) =>
        change.kind === 'entry' ? metadata.entry(change.entry) : metadata.deleted(change.deletion),
      ),
      cursor: { scope, position: { phase: 'changes', since: page.since } },
      hasMore: page.hasMore,
    };
  }
  const { listingOrder } = service.behaviour;
  const entries: JsonObject[] = [];
  let reached: ListingPosition = position;
  for (const item of snapshotFrom(tree, view, scope, position, limit)) {
    if (entries.length === limit) {
      const next = { scope, position: reached };
      return { entries: inOrder(entries, listingOrder), cursor: next, hasMore: true };
    }
    const { content } = item;
    entries.push(
      content.kind === 'entry' ? metadata.entry(content.entry) : metadata.deleted(content.deletion),
    );
    reached = item.position;
  }
  const since = position.asOf;
  return {
    entries: inOrder(entries, listingOrder),
    cursor: { scope, position: { phase: 'changes', since } },
    hasMore: hasChangesSince(tree, view, since),
  };
}

function drawPageSize({ pageSize }: Behaviour, limit: number | undefined): number {
  if (typeof pageSize === 'number') return limit ?? pageSize;
  return Math.min(randomInt(pageSize.min, pageSize.max + 1), limit ?? pageSize.max);
}

function inOrder<Item>(items: readonly Item[], order: Behaviour['listingOrder']): readonly Item[] {
  if (order === 'stored') return items;
  return items
    .map((item) => ({ item, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
