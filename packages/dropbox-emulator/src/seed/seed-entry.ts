/** Something to put into an account without an API call. Folders above it are made. */
export type SeedEntry =
  | { readonly kind: 'folder'; readonly path: string }
  | (SeedFile & { readonly kind: 'file'; readonly content: string | Uint8Array })
  /** Bytes that follow from a seed, so that a file of any size costs no room. */
  | (SeedFile & {
      readonly kind: 'generated';
      readonly size: number;
      readonly seed?: number | undefined;
    })
  /** A copy of a file of this machine. */
  | (SeedFile & { readonly kind: 'local-file'; readonly source: string })
  /** A link as desktop clients make them, which the API can show but not make. */
  | (SeedFile & { readonly kind: 'symlink'; readonly target: string })
  /** A document that can only be exported: a Paper document from its text, or any other from its exported bytes. */
  | (SeedFile & {
      readonly kind: 'document';
      readonly content: string | Uint8Array;
      readonly format: 'markdown' | 'html' | 'plain_text' | { readonly exportAs: string };
    });

interface SeedFile {
  /** As in the API: `/folder/name`. */
  readonly path: string;
  /** Milliseconds since 1970, told as `client_modified`. Now unless told. */
  readonly modifiedAt?: number | undefined;
}

export interface SeedReport {
  readonly files: number;
  readonly folders: number;
  readonly bytes: number;
  /** What could not be put there, such as a name that the service does not take, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}
