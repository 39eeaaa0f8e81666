/** Accounts by short numbers, for rows that are many. Whoever keeps the accounts registers them. */
export class AuthorTable {
  readonly #accounts = new Map<number, string>();
  readonly #numbers = new Map<string, number>();

  register(number: number, account: string): void {
    this.#accounts.set(number, account);
    this.#numbers.set(account, number);
  }

  numberOf(account: string): number {
    const number = this.#numbers.get(account);
    if (number === undefined) throw new Error(`${account} is no account.`);
    return number;
  }

  accountOf(number: number): string {
    const account = this.#accounts.get(number);
    if (account === undefined) throw new Error(`There is no account number ${number}.`);
    return account;
  }
}
