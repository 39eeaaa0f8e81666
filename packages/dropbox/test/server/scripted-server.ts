import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ScriptedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Script = (request: ScriptedRequest, response: ServerResponse) => void | Promise<void>;

/** A server that misbehaves exactly as a test wants it, where a service that keeps to its rules would not. */
export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  /** What has arrived, in order. */
  readonly requests: readonly ScriptedRequest[];
}

export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = [];
  const server: Server = createServer(async (incoming, response) => {
    // The connection may break while the body arrives, which is then the point of the test.
    const body = await text(incoming).catch(() => '');
    const request = { path: incoming.url ?? '', headers: incoming.headers, body };
    requests.push(request);
    await script(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
