import type { Account } from '../account/account.ts';
import { rootOfAccount } from '../account/account.ts';
import type { App } from '../auth/app.ts';
import type { AppDraft } from '../auth/app-store.ts';
import { type EmulatedAccount, EmulatorControl } from '../control/emulator-control.ts';
import { createRequestHandler } from '../http/request-handler.ts';
import { FrontServer } from '../http/server.ts';
import { RequestLedger } from '../request/request-ledger.ts';
import { RequestLog } from '../request/request-log.ts';
import { closeService, openService } from '../service/open-service.ts';
import type { Service } from '../service/service.ts';
import { CertificateStore } from '../tls/certificate-store.ts';
import { checkCertificate } from '../tls/check-certificate.ts';
import { WebhookNotifier } from '../webhook/webhook-notifier.ts';
import type { DropboxEmulator } from './dropbox-emulator.ts';
import type { DropboxEmulatorOptions } from './emulator-options.ts';
import { RunningEmulator } from './running-emulator.ts';

/** Starts an emulator on 127.0.0.1. It is ready when the promise resolves. */
export async function startDropboxEmulator(
  options: DropboxEmulatorOptions = {},
): Promise<DropboxEmulator> {
  const service = openService(options);
  try {
    return await start(service, options);
  } catch (error) {
    await closeService(service);
    throw error;
  }
}

async function start(service: Service, options: DropboxEmulatorOptions): Promise<DropboxEmulator> {
  const app = firstApp(service, options.app);
  const known = service.accounts.list()[0] ?? service.accounts.create(options.account);
  const control = new EmulatorControl(service);
  const account = withTokens(control, app, known, options);
  const requests = new RequestLedger();
  const { https = false } = options;
  const given = typeof https === 'object' ? https : undefined;
  if (given !== undefined) checkCertificate(given);
  const certificates = new CertificateStore(options.stateFolder, given);
  const handler = createRequestHandler(service, { requests, control });
  const server = new FrontServer(handler, certificates);
  const closeLog = await openLog(options, requests);
  const port = await server.listen(options.port ?? 0);
  const webhooks = new WebhookNotifier(service);
  return new RunningEmulator({
    url: `${https === false ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    app,
    account,
    requests,
    service,
    server,
    certificates,
    closers: [() => webhooks.close(), closeLog],
  });
}

/** The app that was asked for, or that a state folder holds, or a new one. */
function firstApp({ apps }: Service, draft: AppDraft | undefined): App {
  const key = draft?.key;
  const known = key === undefined ? apps.list()[0] : apps.findByKey(key);
  return known ?? apps.create(draft);
}

function withTokens(
  control: EmulatorControl,
  app: App,
  account: Account,
  options: DropboxEmulatorOptions,
): EmulatedAccount {
  const tokens = control.issueTokens({
    app: app.key,
    account: account.id,
    expiresIn: options.accessTokenLifetime,
    accessToken: options.accessToken,
  });
  return {
    id: account.id,
    email: account.email,
    ...tokens,
    homeNamespace: String(account.home),
    rootNamespace: String(rootOfAccount(account)),
    memberId: account.membership?.memberId,
  };
}

/** Returns the way to close it. */
async function openLog(
  { requestLog }: DropboxEmulatorOptions,
  requests: RequestLedger,
): Promise<() => Promise<void>> {
  if (requestLog === undefined) return async () => undefined;
  const log = await RequestLog.open(requestLog);
  const stop = requests.onRequest((record) => log.write(record));
  return () => {
    stop();
    return log.close();
  };
}
