import type { DropboxEmulator } from '@mooring/dropbox-emulator';

/** A program that mounts a Dropbox account. */
export interface Contender {
  readonly name: string;
  /** Mounts the account of an emulator. */
  mount(emulator: DropboxEmulator, place: Place): Promise<Drive>;
}

/** Where a contender may write. What it keeps there from one mount to the next is part of the measurement. */
export interface Place {
  readonly home: string;
  /** The folder to mount at: empty, and outside of the home folder. */
  readonly mountPoint: string;
}

/** A mounted account. It is unmounted when it is disposed of. */
export interface Drive extends AsyncDisposable {
  readonly mountPoint: string;
}
