import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DropboxEmulator, startDropboxEmulator } from '@mooring/dropbox-emulator';
import type { Contender, Drive, Place } from '../contender/contender.ts';
import type { Workload } from '../workload/workload.ts';
import { atRest } from './at-rest.ts';
import { costOf } from './cost.ts';
import type { Result } from './result.ts';
import { runShell } from './run-shell.ts';
import { differences, type Tree } from './tree.ts';
import { treeOfFolder } from './tree-of-folder.ts';
import { treeOfServer } from './tree-of-server.ts';
import { writeFiles } from './write-files.ts';

/** Longer than any contender waits before it sends what was written: rclone waits for 5 s. */
const patience = 8000;

/**
 * Lets one contender do one workload on an account of its own, and compares what is on the server in the end.
 *
 * @param quietMs how long no request may come until the drive counts as at rest, in milliseconds
 */
export async function measure(
  workload: Workload,
  contender: Contender,
  quietMs: number = patience,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-bench-'));
  try {
    const expected = await doLocally(workload, join(folder, 'reference'));
    const place = { home: join(folder, 'home'), mountPoint: join(folder, 'drive') };
    await mkdir(place.home);
    await mkdir(place.mountPoint);
    const local = join(folder, 'local');
    await mkdir(local);
    await writeFiles(local, workload.local);
    await using emulator = await startDropboxEmulator();
    await emulator.seed(
      workload.account.map(({ path, content }) => ({ kind: 'file', path: `/${path}`, content })),
    );
    const measured = await doOnDrive(workload, contender, { emulator, place, local, quietMs });
    const { url, account } = emulator;
    const found = await treeOfServer(url, account.accessToken);
    return { ...measured, differences: differences(expected, found) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What should be there in the end: the same scripts in a folder of this machine's disk. */
async function doLocally(workload: Workload, folder: string): Promise<Tree> {
  const drive = join(folder, 'drive');
  const local = join(folder, 'local');
  await mkdir(drive, { recursive: true });
  await mkdir(local);
  await writeFiles(drive, workload.account);
  await writeFiles(local, workload.local);
  await runShell(workload.script, drive, local);
  return treeOfFolder(drive);
}

interface Stage {
  readonly emulator: DropboxEmulator;
  readonly place: Place;
  readonly local: string;
  readonly quietMs: number;
}

async function doOnDrive(
  { prepare = 'true', begin, script }: Workload,
  contender: Contender,
  { emulator, place, local, quietMs }: Stage,
): Promise<Pick<Result, 'cost' | 'seconds'>> {
  const { requests } = emulator;

  async function prepared(drive: Drive): Promise<void> {
    await runShell(prepare, drive.mountPoint, local);
    await atRest(requests, quietMs);
    requests.reset();
  }

  async function counted(drive: Drive): Promise<Pick<Result, 'cost' | 'seconds'>> {
    const startedAt = performance.now();
    await runShell(script, drive.mountPoint, local);
    const seconds = (performance.now() - startedAt) / 1000;
    await atRest(requests, quietMs);
    return { cost: costOf(requests), seconds };
  }

  switch (begin) {
    case 'first-start':
      break;
    case 'later-start': {
      await using drive = await contender.mount(emulator, place);
      await prepared(drive);
      break;
    }
    case 'rest': {
      await using drive = await contender.mount(emulator, place);
      await prepared(drive);
      return await counted(drive);
    }
  }
  await using drive = await contender.mount(emulator, place);
  return await counted(drive);
}
