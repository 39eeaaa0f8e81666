import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueServerCertificate } from '../../src/tls/certificates.ts';
import { openPeerBench, type PeerBench } from './run-peer.ts';

let bench: PeerBench;
let folder: string;

beforeAll(async () => {
  bench = await openPeerBench();
  folder = await mkdtemp(join(tmpdir(), 'emulator-certificates-'));
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Asks as a client of the API would, and prints what came. */
const strictClient = `
import json, os, ssl, sys, urllib.request
context = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])
# The default of Python 3.13 and later.
context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
request = urllib.request.Request(
    "https://api.dropboxapi.com/2/check/user",
    data=b'{"query":"strict"}',
    headers={
        "Authorization": "Bearer " + os.environ["DROPBOX_ACCESS_TOKEN"],
        "Content-Type": "application/json",
    },
)
opener = urllib.request.build_opener(
    urllib.request.ProxyHandler(), urllib.request.HTTPSHandler(context=context)
)
print(json.load(opener.open(request))["result"])
`;

describe('the certificates', () => {
  it('are good for OpenSSL where it is strict', async () => {
    const authority = await createAuthority();
    const { certificate } = await issueServerCertificate(authority);
    await writeFile(join(folder, 'authority.pem'), authority.certificate);
    await writeFile(join(folder, 'server.pem'), certificate);
    const printed = await bench.output(
      'openssl',
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-verify_hostname',
      'content.dropboxapi.com',
      '-CAfile',
      join(folder, 'authority.pem'),
      join(folder, 'server.pem'),
    );
    expect(printed.trim()).toMatch(/server\.pem: OK$/);
  });

  it('are good for Python where it is strict', async () => {
    expect(await bench.output('/usr/bin/python3', '-c', strictClient)).toBe('strict\n');
  });

  it('are good for wget, which uses GnuTLS', async () => {
    const printed = await bench.output(
      'wget',
      '--quiet',
      '--ca-certificate=ca.pem',
      '--header=Content-Type: application/json',
      `--header=Authorization: Bearer ${bench.emulator.account.accessToken}`,
      '--post-data={"query":"wget"}',
      '--output-document=-',
      'https://api.dropboxapi.com/2/check/user',
    );
    expect(JSON.parse(printed)).toEqual({ result: 'wget' });
  });
});
