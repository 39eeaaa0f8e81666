/** An account as clients need to know it. */
export interface EmulatedAccount {
  /** `dbid:...` */
  readonly id: string;
  readonly email: string;
  /** Allows everything that the default app may do. */
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly homeNamespace: string;
  readonly rootNamespace: string;
}
