import type { webcrypto } from 'node:crypto';
import type * as x509 from '@peculiar/x509';

/** PEM texts. */
export interface ServerCertificate {
  readonly key: string;
  readonly certificate: string;
}

/** What signs the certificates of servers. PEM texts. */
export interface Authority {
  readonly key: string;
  readonly certificate: string;
}

const names = [
  'localhost',
  'dropbox.com',
  '*.dropbox.com',
  '*.dropboxapi.com',
  'dropboxusercontent.com',
  '*.dropboxusercontent.com',
  '*.dl.dropboxusercontent.com',
];

const authorityLifetimeInDays = 3650;

/** Apple's systems refuse what is valid for longer than 825 days, some browsers what is valid for more than 398. */
const serverLifetimeInDays = 365;

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' };

export async function createAuthority(): Promise<Authority> {
  const library = await loadLibrary();
  const keys = await generateKeys();
  const certificate = await library.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Dropbox emulator authority',
    keys,
    signingAlgorithm,
    ...validity(authorityLifetimeInDays),
    extensions: [
      new library.BasicConstraintsExtension(true, 0, true),
      new library.KeyUsagesExtension(
        library.KeyUsageFlags.keyCertSign | library.KeyUsageFlags.cRLSign,
        true,
      ),
      await library.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return toPem(library, keys, certificate);
}

/** A certificate for this machine and the names of the service. */
export async function issueServerCertificate(authority: Authority): Promise<ServerCertificate> {
  const library = await loadLibrary();
  const keys = await generateKeys();
  const issuer = new library.X509Certificate(authority.certificate);
  const certificate = await library.X509CertificateGenerator.create({
    subject: 'CN=Dropbox emulator',
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await importSigningKey(library, authority.key),
    signingAlgorithm,
    ...validity(serverLifetimeInDays),
    extensions: [
      new library.BasicConstraintsExtension(false, undefined, true),
      new library.KeyUsagesExtension(library.KeyUsageFlags.digitalSignature, true),
      new library.ExtendedKeyUsageExtension([library.ExtendedKeyUsage.serverAuth]),
      new library.SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns', value }) as const),
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
      // Python 3.13 and others refuse certificates that do not say whose key they are for and by.
      await library.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await library.AuthorityKeyIdentifierExtension.create(await issuer.publicKey.export()),
    ],
  });
  return toPem(library, keys, certificate);
}

type Library = typeof x509;

/** Loaded only where encryption is wanted: it is the slowest part of a start. */
function loadLibrary(): Promise<Library> {
  return import('@peculiar/x509');
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
}

function importSigningKey(library: Library, key: string): Promise<webcrypto.CryptoKey> {
  const bytes = library.PemConverter.decodeFirst(key);
  return crypto.subtle.importKey('pkcs8', bytes, keyAlgorithm, false, ['sign']);
}

async function toPem(
  library: Library,
  keys: webcrypto.CryptoKeyPair,
  certificate: x509.X509Certificate,
): Promise<{ key: string; certificate: string }> {
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    key: library.PemConverter.encode(key, library.PemConverter.PrivateKeyTag),
    certificate: certificate.toString('pem'),
  };
}

/** From yesterday on, for clients whose clocks are behind. */
function validity(days: number): { notBefore: Date; notAfter: Date } {
  const notBefore = new Date();
  notBefore.setDate(notBefore.getDate() - 1);
  const notAfter = new Date(notBefore);
  notAfter.setDate(notAfter.getDate() + days);
  return { notBefore, notAfter };
}
