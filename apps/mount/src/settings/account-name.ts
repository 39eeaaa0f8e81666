import { UserError } from '../command-line/user-error.ts';

/**
 * Checks the name that a user gives an account. It becomes the name of folders and of an entry in the keyring.
 *
 * @throws UserError `usage`
 */
export function checkAccountName(name: string): string {
  if (/^[\w-]{1,64}$/.test(name)) return name;
  throw new UserError(
    'usage',
    `"${name}" cannot be the name of an account: use letters, digits, - and _`,
  );
}
