/** Whose store this is, to be shown to people. */
export interface Account {
  readonly id: string;
  readonly displayName?: string;
  readonly email?: string;
}
