import type { App } from '../auth/app.ts';
import type { EmulatedAccount, EmulatorControl } from '../control/emulator-control.ts';
import type { RequestCounters } from '../request/request-ledger.ts';

/** A running emulator. */
export interface DropboxEmulator extends EmulatorControl, AsyncDisposable {
  /** Such as `http://127.0.0.1:4000`. Serves all hosts: by `Host` header, by path prefix, or by the route alone. */
  readonly url: string;
  readonly port: number;
  /** The app that is there from the start. */
  readonly app: App;
  /** The account that is there from the start, and what a client needs to use it. */
  readonly account: EmulatedAccount;
  /** Requests and bytes so far, by route. */
  readonly requests: RequestCounters;
  /** The certificate that clients have to trust to use HTTPS or the proxy, as PEM text. */
  certificateAuthority(): Promise<string>;
  /** Ends all connections and frees the port. What is in a state folder stays. */
  close(): Promise<void>;
}
