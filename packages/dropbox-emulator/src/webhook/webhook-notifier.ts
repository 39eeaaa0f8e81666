import { createHmac } from 'node:crypto';
import { type Account, rootOfAccount } from '../account/account.ts';
import type { App } from '../auth/app.ts';
import { isLoopbackUrl } from '../loopback/is-loopback-url.ts';
import type { Service } from '../service/service.ts';
import type { NamespaceId } from '../tree/entry.ts';

/** Changes that follow one another within this time are told at once, in milliseconds. */
const gatheringTime = 50;

/** The service gives a webhook ten seconds to answer, and tries again a few times. */
const answerTimeout = 10_000;
const retryDelays = [1000, 5000, 30_000];

/** Tells the webhooks of apps whose accounts have changed. */
export class WebhookNotifier {
  readonly #service: Service;
  readonly #stopListening: () => void;
  readonly #cancels = new Set<() => void>();
  readonly #stop = new AbortController();
  #gathered = new Set<NamespaceId>();

  constructor(service: Service) {
    this.#service = service;
    this.#stopListening = service.tree.changes.onChange((namespaces) => this.#gather(namespaces));
  }

  close(): void {
    this.#stopListening();
    this.#stop.abort();
    for (const cancel of this.#cancels) cancel();
  }

  #gather(namespaces: ReadonlySet<NamespaceId>): void {
    const hasWebhooks = this.#service.apps.list().some(({ webhookUris }) => webhookUris.length > 0);
    if (!hasWebhooks) return;
    const isFirst = this.#gathered.size === 0;
    for (const namespace of namespaces) this.#gathered.add(namespace);
    if (isFirst) this.#later(gatheringTime, () => this.#notify());
  }

  #notify(): void {
    const changed = this.#gathered;
    this.#gathered = new Set();
    for (const app of this.#service.apps.list()) {
      const accounts = this.#accountsOf(app).filter((account) => this.#sees(app, account, changed));
      if (accounts.length === 0) continue;
      const body = JSON.stringify({
        list_folder: { accounts: accounts.map(({ id }) => id) },
        delta: { users: accounts.map(({ uid }) => uid) },
      });
      for (const uri of app.webhookUris) void this.#deliver(app, uri, body, 0);
    }
  }

  /** The accounts that the app has access to. */
  #accountsOf(app: App): readonly Account[] {
    const { accounts, tokens } = this.#service;
    return accounts.list().filter(({ id }) => tokens.grantedScopes(app.id, id).length > 0);
  }

  #sees(app: App, account: Account, changed: ReadonlySet<NamespaceId>): boolean {
    const { views, appFolders } = this.#service;
    const root =
      app.access === 'app-folder' ? appFolders.open(app, account) : rootOfAccount(account);
    const mounts = views.view(account.id, root)?.mounts ?? [];
    return mounts.some(({ namespace }) => changed.has(namespace));
  }

  async #deliver(app: App, uri: string, body: string, attempt: number): Promise<void> {
    const signature = createHmac('sha256', app.secret).update(body).digest('hex');
    const isDelivered = await this.#post(uri, body, signature);
    const delay = retryDelays[attempt];
    if (isDelivered || delay === undefined || this.#stop.signal.aborted) return;
    this.#later(delay, () => void this.#deliver(app, uri, body, attempt + 1));
  }

  async #post(uri: string, body: string, signature: string): Promise<boolean> {
    // Checked again here: an address may have come with the state of another machine.
    if (!isLoopbackUrl(uri)) return true;
    try {
      const response = await fetch(uri, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'User-Agent': 'DropboxWebhooks/1.0',
          'X-Dropbox-Signature': signature,
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(answerTimeout)]),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      // A webhook that does not answer is the webhook's problem. It is tried again.
      return false;
    }
  }

  #later(milliseconds: number, action: () => void): void {
    const cancel = this.#service.clock.after(milliseconds, () => {
      this.#cancels.delete(cancel);
      action();
    });
    this.#cancels.add(cancel);
  }
}
