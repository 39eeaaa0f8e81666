import type { App } from '../auth/app.ts';
import { type EmulatedAccount, EmulatorControl } from '../control/emulator-control.ts';
import type { FrontServer } from '../http/server.ts';
import type { RequestCounters } from '../request/request-ledger.ts';
import { closeService } from '../service/open-service.ts';
import type { Service } from '../service/service.ts';
import type { CertificateStore } from '../tls/certificate-store.ts';
import type { DropboxEmulator } from './dropbox-emulator.ts';

export interface EmulatorParts {
  readonly url: string;
  readonly port: number;
  readonly app: App;
  readonly account: EmulatedAccount;
  readonly requests: RequestCounters;
  readonly service: Service;
  readonly server: FrontServer;
  readonly certificates: CertificateStore;
  /** What else ends with the emulator. */
  readonly closers: readonly (() => void | Promise<void>)[];
}

export class RunningEmulator extends EmulatorControl implements DropboxEmulator {
  readonly url: string;
  readonly port: number;
  readonly app: App;
  readonly account: EmulatedAccount;
  readonly requests: RequestCounters;
  readonly #parts: EmulatorParts;
  #closing: Promise<void> | undefined;

  constructor(parts: EmulatorParts) {
    super(parts.service);
    this.url = parts.url;
    this.port = parts.port;
    this.app = parts.app;
    this.account = parts.account;
    this.requests = parts.requests;
    this.#parts = parts;
  }

  async certificateAuthority(): Promise<string> {
    return (await this.#parts.certificates.get()).authority;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const { server, closers, service } = this.#parts;
    await server.close();
    for (const close of closers) await close();
    await closeService(service);
  }
}
