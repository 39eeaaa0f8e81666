import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Authority,
  createAuthority,
  issueServerCertificate,
  type ServerCertificate,
} from './certificates.ts';

export interface Certificates {
  /** The authority that clients have to trust, as PEM. For a given certificate, that certificate. */
  readonly authority: string;
  readonly server: ServerCertificate;
}

/** The certificates of a server, which come to be when they are first wanted. */
export class CertificateStore {
  readonly #stateFolder: string | undefined;
  readonly #given: ServerCertificate | undefined;
  #certificates: Promise<Certificates> | undefined;

  /** The authority is kept in the state folder, so that clients need to trust one only once. */
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
    const authority =
      this.#stateFolder === undefined
        ? await createAuthority()
        : await keptAuthority(join(this.#stateFolder, 'tls'));
    return { authority: authority.certificate, server: await issueServerCertificate(authority) };
  }
}

async function keptAuthority(folder: string): Promise<Authority> {
  const files = {
    certificate: join(folder, 'authority.pem'),
    key: join(folder, 'authority-key.pem'),
  };
  if (!existsSync(files.key)) {
    const { certificate, key } = await createAuthority();
    await mkdir(folder, { recursive: true });
    await writeFile(files.certificate, certificate);
    // Last, since its presence says that both are there.
    await writeFile(files.key, key, { mode: 0o600 });
  }
  const [certificate, key] = await Promise.all([
    readFile(files.certificate, 'utf8'),
    readFile(files.key, 'utf8'),
  ]);
  return { certificate, key };
}
