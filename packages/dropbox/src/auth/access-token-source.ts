/** Where access tokens come from. One source stands for one sign-in; providers that share it share its politeness. */
export interface AccessTokenSource {
  /**
   * A token to send now.
   *
   * @throws StorageError `unauthenticated` when there is none to be had; `unavailable` when that cannot be known
   */
  accessToken(signal?: AbortSignal): Promise<string>;
  /** Another token in place of one that the service has just refused. Fails as `accessToken` does. */
  replaceToken(refused: string, signal?: AbortSignal): Promise<string>;
}
