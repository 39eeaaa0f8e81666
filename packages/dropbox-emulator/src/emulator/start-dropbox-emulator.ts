import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { rootOfAccount } from '../account/account.ts';
import { createHttpServer } from '../http/server.ts';
import { RequestLedger } from '../request/request-ledger.ts';
import { closeService, openService } from '../service/open-service.ts';
import type { Service } from '../service/service.ts';
import type { DropboxEmulator } from './dropbox-emulator.ts';
import type { EmulatedAccount } from './emulated-account.ts';
import type { DropboxEmulatorOptions } from './emulator-options.ts';

/** Starts an emulator on 127.0.0.1. It is ready when the promise resolves. */
export async function startDropboxEmulator(
  options: DropboxEmulatorOptions = {},
): Promise<DropboxEmulator> {
  const service = openService(options);
  const app = service.apps.list()[0] ?? service.apps.create(options.app);
  const account = defaultAccount(service, app.id, options);
  const requests = new RequestLedger();
  const server = createHttpServer(service, requests);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    await closeService(service);
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    app,
    account,
    requests,
    clock: service.clock,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function defaultAccount(
  service: Service,
  app: number,
  options: DropboxEmulatorOptions,
): EmulatedAccount {
  const account = service.accounts.list()[0] ?? service.accounts.create(options.account);
  const { scopes } = service.apps.get(app);
  const bearer = { kind: 'account', account: account.id } as const;
  const refresh = service.tokens.issueRefreshToken({ app, bearer, scopes });
  const token = service.tokens.issue({
    app,
    bearer,
    scopes,
    expiresIn: options.accessTokenLifetime,
    token: options.accessToken,
  });
  return {
    id: account.id,
    email: account.email,
    accessToken: token.token,
    refreshToken: refresh.token,
    homeNamespace: String(account.home),
    rootNamespace: String(rootOfAccount(account)),
  };
}
