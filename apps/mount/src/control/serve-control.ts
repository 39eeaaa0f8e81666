import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Log } from '../log.ts';
import { makePrivateFolder } from '../settings/make-private-folder.ts';
import type { ControlAnswer, ControlRequest } from './control-protocol.ts';

/** Yields the answers to one request. */
export type ControlHandler = (request: ControlRequest) => AsyncIterable<ControlAnswer>;

export interface ControlServer {
  /** Gives the answers that are under way, ends the connections and removes the socket. */
  close(): Promise<void>;
}

/**
 * Listens for commands to this process, from this user alone. The caller holds the mount that the address belongs to,
 * so a socket found there is one of a process that died.
 */
export async function serveControl(
  address: string,
  handler: ControlHandler,
  log: Log,
): Promise<ControlServer> {
  await makePrivateFolder(dirname(address));
  await rm(address, { force: true });
  const connections = new Set<Socket>();
  const answering = new Set<Promise<void>>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    const lines = createInterface({ input: socket });
    // A client that goes away in the middle is no concern of the mount. Both tell of it.
    const lost = (error: Error) => log.debug({ err: error }, 'control connection failed');
    socket.on('error', lost);
    lines.on('error', lost);
    lines.once('line', (line) => {
      const work = answer(line, socket, handler)
        .catch((error) => log.error({ err: error }, 'control request failed'))
        .finally(() => {
          socket.end();
          answering.delete(work);
        });
      answering.add(work);
    });
  });
  await listen(server, address);
  await chmod(address, 0o600);
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all(answering);
      for (const socket of connections) socket.destroySoon();
      await closed;
    },
  };
}

async function answer(line: string, socket: Socket, handler: ControlHandler): Promise<void> {
  const request = parseRequest(line);
  const answers = request === undefined ? [unknownCommand] : handler(request);
  for await (const reply of answers) {
    if (socket.writable) socket.write(`${JSON.stringify(reply)}\n`);
  }
}

const unknownCommand: ControlAnswer = {
  kind: 'failed',
  message:
    'The running mount belongs to another version of mooring and does not know this command.',
};

function parseRequest(line: string): ControlRequest | undefined {
  try {
    const { command } = JSON.parse(line) as { readonly command?: unknown };
    return command === 'status' || command === 'unmount' ? { command } : undefined;
  } catch {
    return undefined;
  }
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
