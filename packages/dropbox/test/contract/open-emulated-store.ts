import type { StorageUnderTest } from '@mooring/contract';
import { type StorageLayer, withLayers } from '@mooring/core';
import {
  type DropboxEmulatorOptions,
  type FaultRule,
  startDropboxEmulator,
} from '@mooring/dropbox-emulator';
import { signedInProvider } from '../auth/signed-in-provider.ts';
import { FaultSwitch } from './fault-switch.ts';

export interface EmulatedStoreOptions extends DropboxEmulatorOptions {
  /** Layers around each of the two devices, outermost first. */
  readonly layers?: readonly StorageLayer[];
  /** What goes wrong from the start. */
  readonly faults?: readonly FaultRule[];
}

/** An emulator of its own with an empty account, and two devices signed in to it. */
export async function openEmulatedStore({
  layers = [],
  faults: initialFaults = [],
  ...options
}: EmulatedStoreOptions = {}): Promise<StorageUnderTest> {
  const emulator = await startDropboxEmulator(options);
  const devices = [await signedInProvider(emulator), await signedInProvider(emulator)] as const;
  emulator.faults.add(...initialFaults);
  const faults = new FaultSwitch(emulator);
  const [provider, outsider] = devices;
  return {
    provider: withLayers(provider, faults.layer, ...layers),
    outsider: withLayers(outsider, ...layers),
    failNext: (fault) => faults.failNext(fault),
    close: async () => {
      await Promise.all(devices.map((device) => device.dispose?.()));
      await emulator.close();
    },
  };
}
