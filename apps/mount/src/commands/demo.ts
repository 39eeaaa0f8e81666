import { mkdir, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDropboxProvider } from '@mooring/dropbox';
import { type LiveFileSystem, openFileSystem } from '@mooring/vfs';
import type { ExitReason } from '../command-line/exit-code.ts';
import { createDemoAccount, type DemoAccount } from '../demo/demo-account.ts';
import { formatTraffic } from '../demo/format-traffic.ts';
import { introduction } from '../demo/introduction.ts';
import { runShell } from '../demo/tour/run-shell.ts';
import { runTour, type TourOutcome } from '../demo/tour/run-tour.ts';
import { uploaded } from '../demo/uploaded.ts';
import type { Log } from '../log.ts';
import { formatPending, pendingChanges } from '../session/pending-changes.ts';
import { type RunningMount, startMount } from '../session/start-mount.ts';
import { catchStopSignals } from '../session/stop-signals.ts';
import { userFolders } from '../settings/user-folders.ts';
import { createTerminal, type Terminal } from '../terminal/terminal.ts';
import { fuseNativeTransport } from '../transport/fuse-native/fuse-native-transport.ts';
import { findMount } from '../transport/mount-table.ts';

export interface DemoCommandOptions {
  /** Shows by itself what the mount can do, and ends. */
  readonly tour: boolean;
  readonly log: Log;
}

/** A demo, for as long as it runs. */
interface Demo {
  readonly account: DemoAccount;
  readonly fileSystem: LiveFileSystem;
  readonly mount: RunningMount;
  readonly terminal: Terminal;
  /** A folder outside of the mount, gone with the demo. */
  readonly outside: string;
}

const drainTimeoutMs = 30_000;
const liveLineIntervalMs = 500;

/** Mounts a sample account on an emulator, all in one temporary folder that is gone when the demo is over. */
export async function demoCommand({ tour, log }: DemoCommandOptions): Promise<ExitReason> {
  const terminal = createTerminal();
  const interrupted = new AbortController();
  const signals = catchStopSignals();
  void signals.reached(1).then(() => interrupted.abort());
  const base = await mkdtemp(join(tmpdir(), 'mooring-demo-'));
  const folder = join(base, 'Dropbox');
  const outside = join(base, 'outside');
  try {
    await mkdir(folder);
    await mkdir(outside);
    terminal.live('Making a sample account …');
    const account = await createDemoAccount(interrupted.signal);
    terminal.live('');
    const { accessToken, url } = account;
    const provider = createDropboxProvider({ accessToken, baseUrl: url });
    try {
      if (interrupted.signal.aborted) return 'failure';
      const fileSystem = await openFileSystem({
        provider,
        stateFolder: join(base, 'state'),
        cacheFolder: join(base, 'cache'),
        onError: (error) => log.error({ err: error }, 'the file system met a mistake'),
      });
      const mount = await startMount({
        fileSystem,
        transport: fuseNativeTransport(),
        folder,
        source: 'dropbox:sample',
        keeping: 'nothing',
        drainTimeoutMs,
        runtimeFolder: userFolders().runtime,
        terminal,
        log,
      });
      const demo = { account, fileSystem, mount, terminal, outside };
      const shown = await (tour ? showTour(demo) : showLive(demo)).catch(async (error) => {
        await mount.end();
        throw error;
      });
      const ended = await mount.end();
      return shown === 'success' ? ended : shown;
    } finally {
      await provider.dispose?.();
      await account.close();
    }
  } finally {
    signals.release();
    await removeDemo(base, folder);
  }
}

async function showTour({
  account,
  fileSystem,
  mount,
  terminal,
  outside,
}: Demo): Promise<ExitReason> {
  const interrupted = new AbortController();
  const folders = { mount: mount.folder, outside };
  let script: Promise<unknown> = Promise.resolve();
  const tour = runTour({
    signal: interrupted.signal,
    context: {
      mount: mount.folder,
      outside,
      server: account.secondClient,
      sample: account.sample,
      shell(text) {
        const output = runShell(text, folders, interrupted.signal);
        script = output.catch(() => undefined);
        return output;
      },
      uploaded: () => uploaded(fileSystem),
    },
    traffic: account.traffic,
    terminal,
  });
  const outcome = await Promise.race([tour, mount.endAsked.then(() => 'interrupted' as const)]);
  interrupted.abort();
  await script;
  terminal.live('');
  terminal.line(tourOutcome[outcome]);
  return outcome === 'well' ? 'success' : 'failure';
}

const tourOutcome: Readonly<Record<TourOutcome | 'interrupted', string>> = {
  well: 'The tour found everything as it should be.',
  failed: 'The tour did not go well.',
  interrupted: 'The tour was interrupted.',
};

async function showLive({ account, fileSystem, mount, terminal }: Demo): Promise<ExitReason> {
  for (const line of introduction(mount.folder, account.sample.length)) terminal.line(line);
  const show = () => {
    const state = formatPending(pendingChanges(fileSystem.status()));
    terminal.live(`${formatTraffic(account.traffic())}; ${state}`);
  };
  const timer = setInterval(show, liveLineIntervalMs);
  show();
  await mount.endAsked;
  clearInterval(timer);
  terminal.live('');
  return 'success';
}

/** Never while something is mounted: what is in a mount is not the demo's to remove. */
async function removeDemo(base: string, folder: string): Promise<void> {
  if ((await findMount(folder)) === undefined) await rm(base, { recursive: true });
  // Sockets of other mounts may be there, and then it stays.
  await rmdir(userFolders().runtime).catch(() => undefined);
}
