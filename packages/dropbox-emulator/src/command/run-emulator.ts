import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DropboxEmulator } from '../emulator/dropbox-emulator.ts';
import { startDropboxEmulator } from '../emulator/start-dropbox-emulator.ts';
import { localFolderEntries } from '../seed/local-folder.ts';
import type { ServerCertificate } from '../tls/certificates.ts';
import { CommandFailed } from './command-failed.ts';
import type { CommandOptions } from './command-options.ts';
import { environmentFor, exportLines } from './environment.ts';

/** Where a command says things: results for other programs, and all else for people. */
export interface Output {
  result(text: string): void;
  message(text: string): void;
}

/** An emulator that serves. */
export interface ServingEmulator {
  /** Variables by which clients find it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts an emulator as the command line says. Resolves when it is ready.
 *
 * @throws CommandFailed with a line for the user
 */
export async function runEmulator(
  options: CommandOptions,
  output: Output,
): Promise<ServingEmulator> {
  const emulator = await start(options);
  try {
    if (options.seedFrom !== undefined) await seed(emulator, options.seedFrom, output);
    const authority = await writeAuthority(emulator, options);
    const environment = environmentFor(emulator, authority.file);
    if (options.printEnv) {
      output.result(exportLines(environment));
      output.message(`Dropbox emulator at ${emulator.url}`);
    } else {
      output.result(summary(emulator, authority.file));
    }
    return {
      environment,
      stop: async () => {
        await emulator.close();
        await authority.remove();
      },
    };
  } catch (error) {
    await emulator.close();
    throw error;
  }
}

async function start(options: CommandOptions): Promise<DropboxEmulator> {
  const certificate = await givenCertificate(options);
  try {
    return await startDropboxEmulator({
      port: options.port,
      https: certificate ?? options.https,
      stateFolder: options.state,
      accessToken: options.accessToken,
      accessTokenLifetime: options.tokenLifetime,
      app: { key: options.appKey, secret: options.appSecret },
      requestLog: options.requestLog,
      behaviour: { wireStyle: options.wireStyle, consent: options.consent },
    });
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') {
      throw new CommandFailed(`Port ${options.port} is in use. Choose another with --port.`);
    }
    throw new CommandFailed(`The emulator could not start: ${messageOf(error)}`, error);
  }
}

async function givenCertificate(options: CommandOptions): Promise<ServerCertificate | undefined> {
  const { certificate, key } = options;
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined) {
    throw new CommandFailed('A certificate needs both --certificate and --key.');
  }
  try {
    const [certificateText, keyText] = await Promise.all([
      readFile(certificate, 'utf8'),
      readFile(key, 'utf8'),
    ]);
    return { certificate: certificateText, key: keyText };
  } catch (error) {
    throw new CommandFailed(`The certificate cannot be read: ${messageOf(error)}`, error);
  }
}

async function seed(emulator: DropboxEmulator, folder: string, output: Output): Promise<void> {
  try {
    const { files, folders, bytes, skipped } = await emulator.seed(localFolderEntries(folder));
    output.message(`Took over ${files} files in ${folders} folders, ${bytes} bytes.`);
    for (const { path, reason } of skipped) output.message(`Left out ${path}: ${reason}`);
  } catch (error) {
    throw new CommandFailed(`${folder} cannot be taken over: ${messageOf(error)}`, error);
  }
}

/** Puts the authority where clients can read it: where the user says, with the state, or in a file that goes with the emulator. */
async function writeAuthority(
  emulator: DropboxEmulator,
  { caFile, state }: CommandOptions,
): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const authority = await emulator.certificateAuthority();
  const file = caFile ?? (state === undefined ? undefined : join(state, 'authority.pem'));
  if (file !== undefined) {
    await write(file, authority);
    return { file, remove: async () => undefined };
  }
  const folder = await mkdtemp(join(tmpdir(), 'dropbox-emulator-ca-'));
  const temporary = join(folder, 'ca.pem');
  await writeFile(temporary, authority);
  return { file: temporary, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new CommandFailed(`${file} cannot be written: ${messageOf(error)}`, error);
  }
}

function summary({ url, account, app }: DropboxEmulator, authorityFile: string): string {
  return [
    `Dropbox emulator at ${url}`,
    `  access token   ${account.accessToken}`,
    `  refresh token  ${account.refreshToken}`,
    `  app key        ${app.key}`,
    `  app secret     ${app.secret}`,
    `  authority      ${authorityFile}`,
    'The port takes HTTP, HTTPS and, as a proxy, what is meant for the hosts of Dropbox. Ctrl-C ends it.',
    '',
  ].join('\n');
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
