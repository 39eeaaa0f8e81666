import { type Access, type Account, rootOfAccount } from '../account/account.ts';
import type { AccountDraft } from '../account/account-store.ts';
import type { App } from '../auth/app.ts';
import type { AppDraft } from '../auth/app-store.ts';
import type { Scope } from '../auth/scope.ts';
import type { Bearer } from '../auth/token-store.ts';
import type { AdjustableClock } from '../clock/clock.ts';
import { type Conditions, calm } from '../conditions/conditions.ts';
import type { FaultScript } from '../fault/fault-script.ts';
import { pathKey } from '../path/path-key.ts';
import { seedAccount } from '../seed/seed-account.ts';
import type { SeedEntry, SeedReport } from '../seed/seed-entry.ts';
import type { Behaviour } from '../service/behaviour.ts';
import type { Service } from '../service/service.ts';
import { shareFolder } from '../sharing/folder/share-folder.ts';
import { registerWebhook } from '../webhook/register-webhook.ts';

/** An account as clients need to know it. */
export interface EmulatedAccount {
  /** `dbid:...` */
  readonly id: string;
  readonly email: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly homeNamespace: string;
  readonly rootNamespace: string;
  /** `dbmid:...`, for members of a team. */
  readonly memberId: string | undefined;
}

export interface EmulatedTeam {
  /** `dbtid:...` */
  readonly id: string;
  readonly rootNamespace: string;
  /** Speaks for the whole team: calls have to select a member. */
  readonly accessToken: string;
}

export interface TokenOptions {
  /** Key of the app. The first app unless told. */
  readonly app?: string | undefined;
  /** Id of the account. The first account unless told, or a team. */
  readonly account?: string | undefined;
  readonly team?: string | undefined;
  /** All that the app has unless told. */
  readonly scopes?: readonly Scope[] | undefined;
  /** Seconds. The access token never expires unless told. */
  readonly expiresIn?: number | undefined;
  /** Text of the access token. Random unless told. */
  readonly accessToken?: string | undefined;
}

export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface ShareOptions {
  readonly path: string;
  /** Id of the account that shares. The first account unless told. */
  readonly account?: string | undefined;
  /** Who may see it. They still have to mount it. */
  readonly members: readonly {
    readonly account: string;
    readonly access: Exclude<Access, 'owner'>;
  }[];
}

/** What can be done to an emulator besides calling its API. Accounts and apps that are not named are the first ones. */
export class EmulatorControl {
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
  }

  /** The time that tokens, sessions, links and long polls live by. */
  get clock(): AdjustableClock {
    return this.#service.clock;
  }

  /** What shall go wrong with requests to come. */
  get faults(): FaultScript {
    return this.#service.faults;
  }

  /** What the network and the load are like. */
  get conditions(): Conditions {
    return this.#service.conditions;
  }

  /** Changes what is told, leaves the rest. */
  setConditions(change: Partial<Conditions>): void {
    this.#service.conditions = { ...this.conditions, ...change };
  }

  /** No latency, no limits. */
  resetConditions(): void {
    this.#service.conditions = calm;
  }

  get behaviour(): Behaviour {
    return this.#service.behaviour;
  }

  /** Changes what is told, leaves the rest. */
  setBehaviour(change: Partial<Behaviour>): void {
    this.#service.behaviour = { ...this.behaviour, ...change };
  }

  createApp(draft: AppDraft = {}): App {
    return this.#service.apps.create(draft);
  }

  /** A further account, with tokens for the first app. */
  createAccount(draft: AccountDraft = {}): EmulatedAccount {
    const account = this.#service.accounts.create(draft);
    return this.#withTokens(account, this.issueTokens({ account: account.id }));
  }

  /** A team with a space of its own. Its members are accounts that are created with its id. */
  createTeam(name: string): EmulatedTeam {
    const { id, root } = this.#service.accounts.createTeam(name);
    const { accessToken } = this.issueTokens({ team: id });
    return { id, rootNamespace: String(root), accessToken };
  }

  /** A folder of the team's space that all members may write to. Returns the id of its namespace. */
  createTeamFolder(team: string, name: string): string {
    const { accounts, tree, views } = this.#service;
    const { root } = accounts.team(team);
    const namespace = tree.changes.write(() => {
      const folder = tree.createNamespace('team-folder', name);
      tree.setMount(tree.insertFolder(tree.rootOf(root), `/${name}`), folder.namespace);
      for (const { account } of accounts.grantsIn(root)) {
        accounts.grant(folder.namespace, account, 'editor');
      }
      return folder.namespace;
    });
    views.forget();
    return String(namespace);
  }

  issueTokens(options: TokenOptions = {}): IssuedTokens {
    const app = this.#app(options.app);
    const scopes = options.scopes ?? app.scopes;
    const bearer: Bearer =
      options.team === undefined
        ? { kind: 'account', account: this.#account(options.account).id }
        : { kind: 'team', team: options.team };
    const refresh = this.#service.tokens.issueRefreshToken({
      app: app.id,
      bearer,
      scopes,
      // So that it serves apps of both kinds.
      holder: 'public',
    });
    const access = this.#service.tokens.issue({
      app: app.id,
      bearer,
      scopes,
      expiresIn: options.expiresIn,
      token: options.accessToken,
      refreshToken: refresh.token,
    });
    return { accessToken: access.token, refreshToken: refresh.token };
  }

  /** Lets the access tokens of an account expire now. */
  expireTokens(account?: string): void {
    this.#service.tokens.expire(this.#account(account).id);
  }

  setQuota(bytes: number, account?: string): void {
    this.#service.accounts.setQuota(this.#account(account).id, bytes);
  }

  setSuspended(isSuspended: boolean, account?: string): void {
    this.#service.accounts.setSuspended(this.#account(account).id, isSuspended);
  }

  /** Invalidates all listing cursors of an account. */
  resetCursors(account?: string): void {
    this.#service.cursors.reset(this.#account(account).id);
  }

  /** Puts files and folders into an account, faster than the API could. */
  seed(
    entries: Iterable<SeedEntry> | AsyncIterable<SeedEntry>,
    account?: string,
  ): Promise<SeedReport> {
    return seedAccount(this.#service, this.#account(account), entries);
  }

  /** Shares a folder with other accounts. Returns the id of the shared folder. */
  shareFolder(options: ShareOptions): string {
    const { accounts, tree, views } = this.#service;
    const owner = this.#account(options.account);
    const folder = views.view(owner.id, owner.home)?.find(pathKey(options.path));
    if (folder?.kind !== 'folder') throw new Error(`There is no folder ${options.path}.`);
    const namespace = tree.changes.write(() => {
      const shared = shareFolder(this.#service, owner, folder);
      for (const { account, access } of options.members) {
        accounts.grant(shared, this.#account(account).id, access);
      }
      return shared;
    });
    return String(namespace);
  }

  /** Registers a webhook on this machine, which has to answer the challenge. */
  registerWebhook(uri: string, app?: string): Promise<void> {
    return registerWebhook(this.#service, this.#app(app), uri);
  }

  listAccounts(): readonly { readonly id: string; readonly email: string }[] {
    return this.#service.accounts.list().map(({ id, email }) => ({ id, email }));
  }

  listApps(): readonly App[] {
    return this.#service.apps.list();
  }

  #withTokens(account: Account, tokens: IssuedTokens): EmulatedAccount {
    return {
      id: account.id,
      email: account.email,
      ...tokens,
      homeNamespace: String(account.home),
      rootNamespace: String(rootOfAccount(account)),
      memberId: account.membership?.memberId,
    };
  }

  #account(id: string | undefined): Account {
    const { accounts } = this.#service;
    const account = id === undefined ? accounts.list()[0] : accounts.find(id);
    if (account === undefined) throw new Error(`There is no account ${id ?? ''}.`);
    return account;
  }

  #app(key: string | undefined): App {
    const { apps } = this.#service;
    const app = key === undefined ? apps.list()[0] : apps.findByKey(key);
    if (app === undefined) throw new Error(`There is no app ${key ?? ''}.`);
    return app;
  }
}
