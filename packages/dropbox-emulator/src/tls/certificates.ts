/** PEM texts. */
export interface ServerCertificate {
  readonly key: string;
  readonly certificate: string;
}

export interface Certificates {
  /** The authority that clients have to trust. For a given certificate, that certificate. */
  readonly authority: string;
  readonly server: ServerCertificate;
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

const lifetimeInYears = 10;

/** A new authority and a certificate of it, for this machine and the names of the service. */
export async function generateCertificates(): Promise<Certificates> {
  // Loaded only where encryption is wanted: it is the slowest part of a start.
  const { generate } = await import('selfsigned');
  const validity = { notBeforeDate: yearsFromNow(-1), notAfterDate: yearsFromNow(lifetimeInYears) };
  const options = { keyType: 'ec', algorithm: 'sha256', ...validity } as const;
  const authority = await generate([{ name: 'commonName', value: 'Dropbox emulator authority' }], {
    ...options,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'Dropbox emulator' }], {
    ...options,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return {
    authority: authority.cert,
    server: { key: server.private, certificate: server.cert },
  };
}

function yearsFromNow(years: number): Date {
  const date = new Date();
  date.setFullYear(date.getFullYear() + years);
  return date;
}
