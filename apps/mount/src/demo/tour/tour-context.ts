import type { SampleFile } from '../sample/sample-file.ts';
import type { SecondClient } from '../second-client.ts';

/** What a step of the tour has to work with. */
export interface TourContext {
  /** The mounted folder. Only other processes may look into it. */
  readonly mount: string;
  /** A folder on the local disk. */
  readonly outside: string;
  readonly server: SecondClient;
  readonly sample: readonly SampleFile[];
  /**
   * Runs a shell script in the mounted folder, with the folder outside as `$OUT`, and resolves to what it prints. It
   * ends at the first command that fails.
   *
   * @throws TourFailure with the message of that command
   */
  shell(script: string): Promise<string>;
  /** Resolves when everything that was written is on the server. */
  uploaded(): Promise<void>;
}

export interface TourStep {
  /** What happens, as a line for people. */
  readonly title: string;
  /** The commands and what they must have done. Throws what differs. */
  run(context: TourContext): Promise<void>;
}
