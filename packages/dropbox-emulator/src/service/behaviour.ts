import type { WireStyle } from '../wire/wire-style.ts';

/** How an argument in a header may be encoded. */
export type HeaderEncoding = 'utf-8' | 'ascii';

export interface PageSizeRange {
  readonly min: number;
  readonly max: number;
}

/** Choices where the service's own behaviour changed over time, differs, or is not known. */
export interface Behaviour {
  /** `compact` unless told: the form of late 2026. */
  readonly wireStyle: WireStyle;
  /** `ascii` refuses what the documentation does not allow in an argument header, but the service takes. */
  readonly argumentHeader: HeaderEncoding;
  /** What a call without a result answers: `null` as JSON, or no body at all. */
  readonly voidResult: 'null' | 'empty';
  /**
   * Entries per page of a listing that asks for no limit. Between two numbers every page is of another size, and a limit
   * that was asked for is no more than a limit.
   */
  readonly pageSize: number | PageSizeRange;
  /** Whether the entries of a page come as they are stored, or in no order at all. Changes are always in order. */
  readonly listingOrder: 'stored' | 'shuffled';
  /** What a move does that changes nothing but case: succeed and change nothing, rename, or refuse. */
  readonly caseOnlyRename: 'ignore' | 'apply' | 'refuse';
  /** Which half of a move comes first in a change feed. */
  readonly renameOrder: 'deletion-first' | 'deletion-last';
  /** Whether a large listing starts with a page that has no entries and `has_more`. */
  readonly emptyFirstPage: boolean;
  /** How long an asynchronous job says `in_progress` at least, in milliseconds. */
  readonly jobDuration: number;
  /** Whether the authorize page asks, or answers by itself in the name of the first account. */
  readonly consent: 'ask' | 'allow' | 'deny';
  /** How long listing cursors live, in milliseconds. For ever when left out. */
  readonly cursorLifetime: number | undefined;
  /** Seconds that a long poll tells clients to wait before the next one. Not told when left out. */
  readonly longpollBackoff: number | undefined;
}

export const defaultBehaviour: Behaviour = {
  wireStyle: 'compact',
  argumentHeader: 'utf-8',
  voidResult: 'null',
  pageSize: 500,
  listingOrder: 'stored',
  caseOnlyRename: 'ignore',
  renameOrder: 'deletion-first',
  emptyFirstPage: false,
  jobDuration: 0,
  consent: 'ask',
  cursorLifetime: undefined,
  longpollBackoff: undefined,
};
