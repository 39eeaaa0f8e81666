import { rootOfAccount } from '../account/account.ts';
import { createRequestHandler } from '../http/request-handler.ts';
import { FrontServer } from '../http/server.ts';
import { RequestLedger } from '../request/request-ledger.ts';
import { closeService, openService } from '../service/open-service.ts';
import type { Service } from '../service/service.ts';
import { CertificateStore } from '../tls/certificate-store.ts';
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
  const { https = false } = options;
  const given = typeof https === 'object' ? https : undefined;
  const certificates = new CertificateStore(options.stateFolder, given);
  const server = new FrontServer(createRequestHandler(service, requests), certificates);
  const port = await server.listen(options.port ?? 0);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= server.close().then(() => closeService(service));
    return closing;
  };
  return {
    url: `${https === false ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    app,
    account,
    requests,
    clock: service.clock,
    certificateAuthority: async () => (await certificates.get()).authority,
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
