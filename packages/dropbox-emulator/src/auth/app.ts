import type { Scope } from './scope.ts';

/** An app as registered in the App Console. */
export interface App {
  /** The number that messages call it by. */
  readonly id: number;
  readonly key: string;
  readonly secret: string;
  readonly name: string;
  /** Whether the app sees the whole Dropbox or a folder of its own, which it takes for the root. */
  readonly access: 'full' | 'app-folder';
  /** What is ticked on the Permissions tab. */
  readonly scopes: readonly Scope[];
  /** Where the authorize page may send users back to. Real apps have a list; any address of this machine is a convenience. */
  readonly redirectUris: readonly string[] | 'any-loopback';
  readonly webhookUris: readonly string[];
}
