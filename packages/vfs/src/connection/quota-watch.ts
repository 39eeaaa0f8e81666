import type { Quota, StorageProvider } from '@mooring/core';
import type { Settings } from '../database/settings.ts';
import type { Alarm } from '../environment/alarm.ts';

const intervalMs = 5 * 60_000;

/** Keeps the last known quota, so that asking for it never waits. */
export class QuotaWatch {
  readonly #provider: StorageProvider;
  readonly #settings: Settings;
  readonly #alarm: Alarm;

  constructor(provider: StorageProvider, settings: Settings, alarm: Alarm) {
    this.#provider = provider;
    this.#settings = settings;
    this.#alarm = alarm;
  }

  get(): Quota | undefined {
    const known = this.#settings.get('quota');
    return known === undefined ? undefined : (JSON.parse(known) as Quota);
  }

  /** Ends when the signal is aborted, and not before. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const quota = await this.#provider.quota?.({ signal });
        if (quota !== undefined) this.#settings.set('quota', JSON.stringify(quota));
      } catch {
        // The figures stay as they were; that the store does not answer is told by whoever needs it.
      }
      await this.#alarm.wait(intervalMs, signal).catch(() => undefined);
    }
  }
}
