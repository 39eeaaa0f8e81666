import type { AccountId } from '../account/account.ts';
import { pathKey } from '../path/path-key.ts';
import { isBelow, nameOf } from '../path/split-path.ts';
import type { Service } from '../service/service.ts';
import type { Deletion, Entry } from '../tree/entry.ts';
import type { View } from '../view/view.ts';
import { categoryOf, endingOf, type FileCategory } from './file-category.ts';
import type { SearchArea } from './search-store.ts';

export interface SearchQuery {
  readonly text: string;
  /** Comparable path of the folder to search. */
  readonly folder: string;
  readonly orderBy: 'relevance' | 'last_modified_time';
  readonly status: 'active' | 'deleted';
  readonly extensions: readonly string[] | undefined;
  readonly categories: readonly FileCategory[] | undefined;
  /** Only what this account changed last. */
  readonly author: AccountId | undefined;
}

export type Match =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'deletion'; readonly deletion: Deletion };

/** A search never gives more in all its pages. */
export const maxMatches = 10_000;

/** Everything whose name holds all words of the query, the best first. */
export function findMatches(service: Service, view: View, query: SearchQuery): readonly Match[] {
  const words = pathKey(query.text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const areas = areasOf(view, query.folder);
  if (query.status === 'deleted') {
    return areas
      .flatMap((area) => service.search.deletions(area, words, maxMatches))
      .filter(({ key }) => holdsAll(nameOf(key), words))
      .map((deletion) => ({ kind: 'deletion', deletion }));
  }
  const entries = areas
    .flatMap((area) => service.search.entries(area, words, maxMatches))
    .filter((entry) => view.shows(entry))
    .filter((entry) => holdsAll(nameOf(entry.key), words) && isAsked(entry, query));
  const rank = query.orderBy === 'relevance' ? relevance(words) : age;
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, maxMatches)
    .map(({ entry }) => ({ kind: 'entry', entry }));
}

function areasOf(view: View, folder: string): readonly SearchArea[] {
  const entry = folder === '' ? undefined : view.find(folder);
  const isKnown = folder === '' || entry?.kind === 'folder';
  if (!isKnown) return [];
  const start: SearchArea =
    entry?.kind === 'folder' ? view.contentsOf(entry) : { namespace: view.root.namespace, key: '' };
  const below = view.mounts.filter((mount) => isBelow(mount.key, folder));
  return [start, ...below.map(({ namespace }) => ({ namespace, key: '' }))];
}

/** The store looks at whole paths, a match has to be in the name. */
function holdsAll(name: string, words: readonly string[]): boolean {
  return words.every((word) => name.includes(word));
}

function isAsked(entry: Entry, query: SearchQuery): boolean {
  const name = nameOf(entry.path);
  const { extensions, categories, author } = query;
  const wantedEndings = extensions?.map((ending) => ending.replace(/^\./, '').toLowerCase());
  if (wantedEndings !== undefined && !wantedEndings.includes(endingOf(name))) return false;
  const category = entry.kind === 'folder' ? 'folder' : categoryOf(name);
  if (categories !== undefined && !categories.includes(category)) return false;
  return author === undefined || (entry.kind === 'file' && entry.revision.author === author);
}

/** Whole names come first, then names that begin with the query, then the shortest. */
function relevance(words: readonly string[]): (entry: Entry) => number {
  const [first = ''] = words;
  return (entry) => {
    const name = nameOf(entry.key);
    const isWhole = name === words.join(' ');
    return (isWhole ? 0 : name.startsWith(first) ? 1000 : 2000) + name.length;
  };
}

function age(entry: Entry): number {
  return entry.kind === 'file' ? -entry.revision.stamp : 0;
}
