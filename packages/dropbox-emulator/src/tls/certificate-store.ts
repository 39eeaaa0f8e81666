import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Certificates, generateCertificates, type ServerCertificate } from './certificates.ts';

/** The certificates of a server, which come to be when they are first wanted. */
export class CertificateStore {
  readonly #stateFolder: string | undefined;
  readonly #given: ServerCertificate | undefined;
  #certificates: Promise<Certificates> | undefined;

  /** Those that are made are kept in the state folder, so that clients need to trust an authority only once. */
  constructor(stateFolder: string | undefined, given: ServerCertificate | undefined) {
    this.#stateFolder = stateFolder;
    this.#given = given;
  }

  get(): Promise<Certificates> {
    this.#certificates ??= this.#open();
    return this.#certificates;
  }

  async #open(): Promise<Certificates> {
    if (this.#given !== undefined) {
      return { authority: this.#given.certificate, server: this.#given };
    }
    if (this.#stateFolder === undefined) return generateCertificates();
    const folder = join(this.#stateFolder, 'tls');
    const files = {
      authority: join(folder, 'authority.pem'),
      certificate: join(folder, 'server.pem'),
      key: join(folder, 'server-key.pem'),
    };
    if (!existsSync(files.key)) await save(await generateCertificates(), folder, files);
    const [authority, certificate, key] = await Promise.all([
      readFile(files.authority, 'utf8'),
      readFile(files.certificate, 'utf8'),
      readFile(files.key, 'utf8'),
    ]);
    return { authority, server: { certificate, key } };
  }
}

async function save(
  { authority, server }: Certificates,
  folder: string,
  files: { readonly authority: string; readonly certificate: string; readonly key: string },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(files.authority, authority);
  await writeFile(files.certificate, server.certificate);
  // Last, since its presence says that all are there.
  await writeFile(files.key, server.key, { mode: 0o600 });
}
