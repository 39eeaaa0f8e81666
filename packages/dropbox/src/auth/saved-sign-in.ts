/** All that has to be kept of a sign-in. It opens the account to whoever reads it. */
export interface SavedSignIn {
  /** The app that the tokens were given to; they are of no use to another. */
  readonly appKey: string;
  readonly accountId: string;
  readonly scopes: readonly string[];
  readonly refreshToken: string;
  readonly accessToken: string;
  /** When the access token ends, in milliseconds since 1970 by the clock of this machine. */
  readonly expiresAt: number;
}

/** Undefined where the text is no sign-in, whole and in this form. */
export function parseSignIn(text: string): SavedSignIn | undefined {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof SavedSignIn, unknown>>;
    return isSignIn(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isSignIn(value: Partial<Record<keyof SavedSignIn, unknown>>): value is SavedSignIn {
  const { appKey, accountId, scopes, refreshToken, accessToken, expiresAt } = value;
  return (
    [appKey, accountId, refreshToken, accessToken].every((text) => typeof text === 'string') &&
    Array.isArray(scopes) &&
    scopes.every((scope) => typeof scope === 'string') &&
    typeof expiresAt === 'number'
  );
}
