import type { Quota, StorageProvider } from '@mooring/core';
import type { Settings } from '../database/settings.ts';
import type { Environment } from '../environment/environment.ts';

/** For how long a figure is good. Not that long once something has changed that we know of. */
const freshMs = 60_000;
const freshAfterChangeMs = 2000;

/** Keeps the last known quota, so that asking for it never waits. It is asked for anew when somebody wants to know it. */
export class QuotaWatch {
  readonly #provider: Pick<StorageProvider, 'quota'>;
  readonly #settings: Settings;
  readonly #environment: Environment;
  readonly #signal: AbortSignal;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  #changed = false;

  /** @param signal ends a question that is under way */
  constructor(
    provider: Pick<StorageProvider, 'quota'>,
    settings: Settings,
    environment: Environment,
    signal: AbortSignal,
  ) {
    this.#provider = provider;
    this.#settings = settings;
    this.#environment = environment;
    this.#signal = signal;
  }

  /** The quota as it was known last; undefined where it never was. */
  get(): Quota | undefined {
    this.#refresh();
    return this.#known();
  }

  /** Asks for the quota where it was never known, so that the first who wants to know it is told. */
  start(): void {
    if (this.#known() === undefined) this.#refresh();
  }

  /** Something was written or removed, here or elsewhere. */
  changed(): void {
    this.#changed = true;
  }

  /** Resolves when no question is under way. */
  async idle(): Promise<void> {
    await this.#asking;
  }

  #known(): Quota | undefined {
    const known = this.#settings.get('quota');
    return known === undefined ? undefined : (JSON.parse(known) as Quota);
  }

  #refresh(): void {
    const now = this.#environment.now();
    const goodFor = this.#changed ? freshAfterChangeMs : freshMs;
    if (this.#asking !== undefined || now - this.#askedAt < goodFor || this.#signal.aborted) return;
    this.#askedAt = now;
    this.#changed = false;
    this.#asking = this.#ask().finally(() => {
      this.#asking = undefined;
    });
  }

  async #ask(): Promise<void> {
    try {
      const quota = await this.#provider.quota?.({ signal: this.#signal });
      if (quota !== undefined) this.#settings.set('quota', JSON.stringify(quota));
    } catch {
      // The figures stay as they were. That the store does not answer is told by those whose work waits for it.
    }
  }
}
