declare const brand: unique symbol;

/**
 * A string that only the provider that issued it can read. The brand keeps one kind from being passed for another;
 * a stored token comes back with a cast at the place that reads the store.
 */
type Token<Name extends string> = string & { readonly [brand]: Name };

/** Names one content of one file. Equal revisions of one file mean equal bytes. */
export type Revision = Token<'Revision'>;

/** Continues one listing. Good for that listing only, and not for long. */
export type PageCursor = Token<'PageCursor'>;

/** A position in a change feed. Safe to store and to use again after a restart. */
export type ChangeCursor = Token<'ChangeCursor'>;
