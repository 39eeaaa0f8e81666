import type { AccountDraft } from '../account/account-store.ts';
import type { AppDraft } from '../auth/app-store.ts';
import type { AdjustableClock } from '../clock/clock.ts';
import type { Conditions } from '../conditions/conditions.ts';
import type { Behaviour } from '../service/behaviour.ts';
import type { ServerCertificate } from '../tls/certificates.ts';

export interface DropboxEmulatorOptions {
  /** Port on 127.0.0.1. A free one unless told. */
  readonly port?: number | undefined;
  /**
   * Whether `url` is one of HTTPS. The port takes HTTP, HTTPS and proxy connections either way. The certificate is
   * made for the purpose unless one is given.
   */
  readonly https?: boolean | ServerCertificate | undefined;
  /** Folder for all state, which then survives a restart. In memory unless told. */
  readonly stateFolder?: string | undefined;
  /** File that gets a line of JSON for each request. */
  readonly requestLog?: string | undefined;
  /** The account that is there from the start. */
  readonly account?: AccountDraft | undefined;
  /** The app that is there from the start. */
  readonly app?: AppDraft | undefined;
  /** Text of the default account's access token. Random unless told. */
  readonly accessToken?: string | undefined;
  /** Seconds until that token expires. Never unless told. */
  readonly accessTokenLifetime?: number | undefined;
  readonly behaviour?: Partial<Behaviour> | undefined;
  readonly conditions?: Partial<Conditions> | undefined;
  readonly clock?: AdjustableClock | undefined;
}
