import type { Content } from './content.ts';
import type { Downloader } from './downloader.ts';

/** A content in use. Give it back with `ContentStore.release`. */
export interface Lease {
  readonly content: Content;
  readonly downloader: Downloader;
}
