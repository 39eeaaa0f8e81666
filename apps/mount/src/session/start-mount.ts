import type { LiveFileSystem } from '@mooring/vfs';
import type { ExitReason } from '../command-line/exit-code.ts';
import { controlAddress } from '../control/control-address.ts';
import type { Keeping, MountStatus } from '../control/control-protocol.ts';
import { type ControlServer, serveControl } from '../control/serve-control.ts';
import type { Log } from '../log.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ActiveMount, Transport } from '../transport/transport.ts';
import { Departure } from './departure.ts';
import { drainFileSystem } from './drain-file-system.ts';
import { formatChanges, formatOutcome, isEverythingUploaded } from './pending-changes.ts';
import { catchStopSignals } from './stop-signals.ts';

export interface MountSession {
  /** Belongs to the session, which closes it. */
  readonly fileSystem: LiveFileSystem;
  readonly transport: Transport;
  readonly folder: string;
  /** The service and the account, for people. */
  readonly source: string;
  readonly allowOther?: boolean | undefined;
  readonly keeping: Keeping;
  /** How long to wait for uploads after unmounting, in milliseconds. */
  readonly drainTimeoutMs: number;
  /** Holds the sockets of running mounts. */
  readonly runtimeFolder: string;
  readonly terminal: Terminal;
  readonly log: Log;
}

export interface RunningMount {
  /** The folder, absolute and without symbolic links. */
  readonly folder: string;
  /** Resolves when the mount should end: by a signal, by a command, or because somebody unmounted the folder. */
  readonly endAsked: Promise<void>;
  /**
   * Unmounts, uploads what is pending, and closes the file system. In this order, since only a folder that is not
   * mounted gets no new changes. Another signal cuts the waiting short. Resolves to the reason for the exit code.
   */
  end(): Promise<ExitReason>;
}

/**
 * Mounts a file system, and listens for commands and signals.
 *
 * @throws MountError
 */
export async function startMount(session: MountSession): Promise<RunningMount> {
  const { fileSystem, log, source, terminal } = session;
  const signals = catchStopSignals();
  const departure = new Departure();
  let mount: ActiveMount | undefined;
  let control: ControlServer;
  try {
    mount = await session.transport.mount(session);
    const status = statusOf(session, mount.folder);
    const address = controlAddress(session.runtimeFolder, mount.folder);
    control = await serveControl(
      address,
      async function* ({ command }) {
        if (command === 'status') {
          yield { kind: 'status', status: status() };
        } else {
          departure.ask();
          yield* departure.follow();
        }
      },
      log,
    );
  } catch (error) {
    signals.release();
    await mount?.unmount();
    await fileSystem.close();
    throw error;
  }

  const active = mount;
  const forget = fileSystem.onInvalidation((invalidation) => active.invalidate(invalidation));
  log.info({ folder: active.folder, transport: session.transport.name }, 'mounted');
  terminal.line(`Mounted ${source} at ${active.folder}`);

  return {
    folder: active.folder,
    endAsked: Promise.race([
      signals.reached(1),
      departure.asked,
      active.ended.then(() => undefined),
    ]),
    async end() {
      const giveUp = signals.reached(signals.count === 0 ? 1 : 2);
      try {
        await active.unmount();
        const pending = await drainFileSystem(fileSystem, {
          timeoutMs: session.drainTimeoutMs,
          giveUp,
          onProgress(left) {
            departure.report(left);
            terminal.live(
              `Unmounted. Uploading ${formatChanges(left)}; Ctrl-C leaves them for the next start`,
            );
          },
        });
        terminal.live('');
        for (const line of formatOutcome(pending, session.keeping)) terminal.line(line);
        departure.finish(pending, session.keeping);
        return isEverythingUploaded(pending) ? 'success' : 'changes-pending';
      } catch (error) {
        departure.fail(error);
        throw error;
      } finally {
        forget();
        await control.close();
        await fileSystem.close();
        signals.release();
      }
    },
  };
}

function statusOf({ source, fileSystem }: MountSession, folder: string): () => MountStatus {
  const mountedAt = Date.now();
  return () => ({
    pid: process.pid,
    folder,
    source,
    mountedAt,
    fileSystem: fileSystem.status(),
  });
}
