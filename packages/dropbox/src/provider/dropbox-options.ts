import type { AccessTokenSource } from '../auth/access-token-source.ts';

export interface DropboxOptions {
  /** An access token, or what keeps one fresh. */
  readonly accessToken: string | AccessTokenSource;
  /** Another server that speaks the Dropbox API, such as `http://127.0.0.1:8080` of the emulator. */
  readonly baseUrl?: string | undefined;
}
