import type { AccountDraft } from '../account/account-store.ts';
import type { AppDraft } from '../auth/app-store.ts';
import type { AdjustableClock } from '../clock/clock.ts';
import type { Behaviour } from '../service/behaviour.ts';

export interface DropboxEmulatorOptions {
  /** Port on 127.0.0.1. A free one unless told. */
  readonly port?: number | undefined;
  /** Folder for all state, which then survives a restart. In memory unless told. */
  readonly stateFolder?: string | undefined;
  /** The account that is there from the start. */
  readonly account?: AccountDraft | undefined;
  /** The app that is there from the start. */
  readonly app?: AppDraft | undefined;
  /** Text of the default account's access token. Random unless told. */
  readonly accessToken?: string | undefined;
  /** Seconds until that token expires. Never unless told. */
  readonly accessTokenLifetime?: number | undefined;
  readonly behaviour?: Partial<Behaviour> | undefined;
  readonly clock?: AdjustableClock | undefined;
}
