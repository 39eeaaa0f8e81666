import type { ExitReason } from '../command-line/exit-code.ts';
import { askControl } from '../control/ask-control.ts';
import { controlAddresses } from '../control/control-address.ts';
import type { MountStatus } from '../control/control-protocol.ts';
import { formatPending, pendingChanges } from '../session/pending-changes.ts';
import { userFolders } from '../settings/user-folders.ts';
import { firstLine } from '../terminal/first-line.ts';

const answerTimeoutMs = 2000;

export interface StatusCommandOptions {
  /** For programs: an array of MountStatus. */
  readonly json: boolean;
}

/** Shows every running mount of this user. */
export async function statusCommand({ json }: StatusCommandOptions): Promise<ExitReason> {
  const addresses = await controlAddresses(userFolders().runtime);
  const answers = await Promise.all(addresses.map(askStatus));
  const mounts = answers.filter((status) => status !== undefined);
  if (json) {
    process.stdout.write(`${JSON.stringify(mounts, null, 2)}\n`);
  } else {
    const text = mounts.length > 0 ? mounts.map(formatStatus).join('\n') : 'Nothing is mounted.';
    process.stdout.write(`${text}\n`);
  }
  return 'success';
}

/** Undefined where the process died and left its socket behind; the next mount there removes it. */
async function askStatus(address: string): Promise<MountStatus | undefined> {
  const answers = askControl(address, { command: 'status' }, { timeoutMs: answerTimeoutMs });
  try {
    for await (const answer of answers) if (answer.kind === 'status') return answer.status;
  } catch {
    return undefined;
  }
  return undefined;
}

export function formatStatus({ folder, source, pid, mountedAt, fileSystem }: MountStatus): string {
  const { connection, problem, nodes, parked } = fileSystem;
  const pending = pendingChanges(fileSystem);
  const since = new Date(mountedAt).toLocaleString('sv');
  return [
    folder,
    `  ${source}, since ${since}, process ${pid}`,
    `  ${connectionText[connection]}${problem === undefined ? '' : `: ${firstLine(problem)}`}; ${formatCount(nodes)} known`,
    ...parked.map(({ path, reason }) => `  cannot be uploaded: ${path}: ${reason}`),
    `  ${formatPending(pending)}`,
  ].join('\n');
}

/** The root is a node, and nothing that people count. */
function formatCount(nodes: number): string {
  const count = nodes - 1;
  return `${count} ${count === 1 ? 'file or folder' : 'files and folders'}`;
}

const connectionText: Readonly<Record<MountStatus['fileSystem']['connection'], string>> = {
  listing: 'online, reading the account',
  online: 'online',
  offline: 'offline',
  full: 'online, but uploads wait for room in the account',
};
