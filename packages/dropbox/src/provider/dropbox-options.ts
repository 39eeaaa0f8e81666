import type { AccessTokenSource } from '../auth/access-token-source.ts';
import type { DropboxSpace } from '../space/dropbox-space.ts';

export interface DropboxOptions {
  /** An access token, or what keeps one fresh. */
  readonly accessToken: string | AccessTokenSource;
  /** What the root of the provider is. `home` unless told. */
  readonly space?: DropboxSpace | undefined;
  /** Whose account a token of a whole team is to act on: `dbmid:...`. */
  readonly teamMember?: string | undefined;
  /** Another server that speaks the Dropbox API, such as `http://127.0.0.1:8080` of the emulator. */
  readonly baseUrl?: string | undefined;
}
