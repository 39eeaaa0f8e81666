/**
 * How the user gets from the page of the service back to the program.
 *
 * - `code`: the page shows a code, and the user brings it. Works everywhere, over SSH too.
 * - `browser`: the page sends the browser to an address on this machine, which must be among the redirect addresses of
 *   the app.
 */
export type SignInFlow =
  | {
      readonly kind: 'code';
      /** Shows the address to the user and resolves with the code that the user enters. */
      readonly askForCode: (address: string) => Promise<string>;
    }
  | {
      readonly kind: 'browser';
      /** Told the address, to show it to a user whose browser does not open. Without it, the sign-in then fails. */
      readonly onAddress?: ((address: string) => void) | undefined;
      /** Opens a page, and rejects when it cannot. The browser of the desktop unless told. */
      readonly openPage?: ((address: string) => Promise<void>) | undefined;
      /** `http://127.0.0.1:41553/dropbox` unless told. */
      readonly redirectAddress?: string | undefined;
    };

export const defaultRedirectAddress: string = 'http://127.0.0.1:41553/dropbox';
