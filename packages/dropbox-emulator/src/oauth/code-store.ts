import { randomBytes } from 'node:crypto';
import type { AccountId } from '../account/account.ts';
import type { Scope } from '../auth/scope.ts';
import type { Clock } from '../clock/clock.ts';
import type { CodeChallenge } from './authorization-request.ts';

/** What a user agreed to, until the app comes to collect the tokens for it. */
export interface Authorization {
  readonly app: number;
  readonly account: AccountId;
  readonly scopes: readonly Scope[];
  readonly isOffline: boolean;
  readonly redirectUri: string | undefined;
  readonly challenge: CodeChallenge | undefined;
}

/** Codes live for ten minutes. */
const lifetime = 10 * 60 * 1000;

/** The authorization codes that are out. They do not survive a restart, which no sign-in has to. */
export class CodeStore {
  readonly #clock: Clock;
  readonly #codes = new Map<string, Authorization & { readonly expiresAt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(authorization: Authorization): string {
    const code = randomBytes(32).toString('base64url');
    this.#codes.set(code, { ...authorization, expiresAt: this.#clock.now() + lifetime });
    return code;
  }

  /** Undefined when the code is unknown, too old or used. */
  find(code: string): Authorization | undefined {
    const authorization = this.#codes.get(code);
    if (authorization === undefined) return undefined;
    if (authorization.expiresAt > this.#clock.now()) return authorization;
    this.#codes.delete(code);
    return undefined;
  }

  /** A code is good for one exchange. */
  use(code: string): void {
    this.#codes.delete(code);
  }
}
