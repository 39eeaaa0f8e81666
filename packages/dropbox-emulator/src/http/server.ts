import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import type { Duplex } from 'node:stream';
import type { CertificateStore } from '../tls/certificate-store.ts';
import { isDropboxHost } from './target.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Arguments travel in headers, so these get far longer than Node expects. */
const maxHeaderSize = 1024 * 1024;

/** The first byte of a TLS connection: a handshake record. No HTTP method begins with it. */
const tlsHandshake = 0x16;

/**
 * One port for everything: HTTP, HTTPS, and a proxy for clients that know only the service's own names. What a connection
 * speaks is seen by its first byte.
 */
export class FrontServer {
  readonly #handler: RequestHandler;
  readonly #certificates: CertificateStore;
  readonly #tcp: Server;
  readonly #http: HttpServer;
  #https: Promise<HttpsServer> | undefined;
  readonly #sockets = new Set<Duplex>();

  constructor(handler: RequestHandler, certificates: CertificateStore) {
    this.#handler = handler;
    this.#certificates = certificates;
    this.#http = this.#configure(createHttpServer({ maxHeaderSize }));
    this.#tcp = createTcpServer((socket) => {
      socket.setNoDelay(true);
      this.#accept(socket);
    });
  }

  /** Listens on 127.0.0.1 and returns the port. */
  async listen(port: number): Promise<number> {
    this.#tcp.listen(port, '127.0.0.1');
    await once(this.#tcp, 'listening');
    return (this.#tcp.address() as AddressInfo).port;
  }

  /** Ends all connections at once. */
  async close(): Promise<void> {
    if (!this.#tcp.listening) return;
    const closed = once(this.#tcp, 'close');
    this.#tcp.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #accept(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    // Until a server takes the connection over nobody else hears of its end.
    const ignore = (): void => undefined;
    socket.on('error', ignore);
    socket.once('data', (bytes: Buffer) => {
      socket.pause();
      socket.unshift(bytes);
      this.#serverFor(bytes).then(
        (server) => {
          socket.off('error', ignore);
          server.emit('connection', socket as Socket);
          socket.resume();
        },
        (error: Error) => socket.destroy(error),
      );
    });
  }

  async #serverFor(bytes: Buffer): Promise<HttpServer | HttpsServer> {
    if (bytes[0] !== tlsHandshake) return this.#http;
    this.#https ??= this.#createHttps();
    return this.#https;
  }

  async #createHttps(): Promise<HttpsServer> {
    const { server } = await this.#certificates.get();
    const { key, certificate: cert } = server;
    // Clients that offer only what is not here are turned away, and some offer the oldest version alone.
    const ALPNProtocols = ['http/1.1', 'http/1.0'];
    return this.#configure(createHttpsServer({ maxHeaderSize, key, cert, ALPNProtocols }));
  }

  #configure<Kind extends HttpServer | HttpsServer>(server: Kind): Kind {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.#handler(request, response);
    });
    server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#tunnel(request.url ?? '', socket, head);
    });
    // Slow uploads are what some clients are tested with.
    server.requestTimeout = 0;
    // Were it shorter than clients expect, they would meet connections that close just as they send.
    server.keepAliveTimeout = 65_000;
    return server;
  }

  /** Plays the host that a client of the proxy wants to reach. Nobody gets any further from here. */
  #tunnel(authority: string, socket: Duplex, head: Buffer): void {
    if (!isDropboxHost(authority.replace(/:\d+$/, ''))) {
      // The client may well hang up on this answer.
      socket.on('error', () => undefined);
      const text = 'This proxy leads to the Dropbox emulator only.';
      socket.end(`HTTP/1.1 403 Forbidden\r\nContent-Length: ${text.length}\r\n\r\n${text}`);
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    this.#accept(socket);
  }
}
