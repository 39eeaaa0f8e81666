import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect as netConnect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import {
  AuthorityKeyIdentifierExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
} from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../src/index.ts';
import { createAuthority, issueServerCertificate } from '../src/tls/certificates.ts';
import { ApiClient } from './raw/api-client.ts';
import { send } from './raw/raw-client.ts';

let emulator: DropboxEmulator;
let ca: string;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  ca = await emulator.certificateAuthority();
  await new ApiClient(emulator).put('/file.txt', 'content');
});

afterAll(() => emulator.close());

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** A call over a connection that stands already. */
async function check(socket: Socket | TLSSocket, host: string): Promise<Answer> {
  const outgoing = request({
    createConnection: () => socket,
    method: 'POST',
    path: '/2/check/user',
    headers: {
      Host: host,
      Authorization: `Bearer ${emulator.account.accessToken}`,
      'Content-Type': 'application/json',
    },
  });
  outgoing.end('{"query":"hello"}');
  const [incoming] = await once(outgoing, 'response');
  return { status: incoming.statusCode, text: (await buffer(incoming)).toString() };
}

async function throughProxy(authority: string): Promise<{ status: number; socket: Socket }> {
  const tunnel = request({
    port: emulator.port,
    host: '127.0.0.1',
    method: 'CONNECT',
    path: authority,
  });
  tunnel.end();
  const [incoming, socket] = await once(tunnel, 'connect');
  return { status: incoming.statusCode, socket };
}

describe('HTTPS', () => {
  it.each(['127.0.0.1', 'localhost'])('is taken on the same port, for %s', async (host) => {
    const outgoing = secureRequest({
      host: '127.0.0.1',
      port: emulator.port,
      servername: host === 'localhost' ? host : '',
      ca,
      method: 'POST',
      path: '/2/users/get_current_account',
      headers: { Host: host, Authorization: `Bearer ${emulator.account.accessToken}` },
    });
    outgoing.end();
    const [incoming] = await once(outgoing, 'response');
    expect(incoming.statusCode).toBe(200);
    incoming.resume();
  });

  it.each([
    ['h2', 'http/1.1'],
    ['http/1.1'],
    ['http/1.0'],
  ])('is agreed upon with clients that speak %s', async (...protocols) => {
    const socket = tlsConnect({
      port: emulator.port,
      host: '127.0.0.1',
      ca,
      ALPNProtocols: protocols,
    });
    await once(socket, 'secureConnect');
    expect(socket.alpnProtocol).toBe(protocols.at(-1));
    socket.destroy();
  });

  it('is not trusted without the authority', async () => {
    const socket = tlsConnect({ port: emulator.port, host: '127.0.0.1' });
    const [error] = await once(socket, 'error');
    expect(error.code).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });

  it('is what the address says when asked for, with a certificate of one’s own too', async () => {
    const own = await startDropboxEmulator({ https: true });
    expect(own.url).toBe(`https://127.0.0.1:${own.port}`);
    await own.close();
    const authority = await createAuthority();
    const given = await startDropboxEmulator({ https: await issueServerCertificate(authority) });
    const socket = tlsConnect({ port: given.port, host: '127.0.0.1', ca: authority.certificate });
    await once(socket, 'secureConnect');
    expect(socket.authorized).toBe(true);
    socket.destroy();
    await given.close();
  });
});

describe('the certificates', () => {
  it('keep to the profile that strict clients want', async () => {
    const socket = tlsConnect({ port: emulator.port, host: '127.0.0.1', ca });
    await once(socket, 'secureConnect');
    const shown = new X509Certificate(socket.getPeerX509Certificate()?.raw ?? '');
    socket.destroy();
    const authority = new X509Certificate(ca);
    const identifier = (certificate: X509Certificate) =>
      certificate.getExtension(SubjectKeyIdentifierExtension)?.keyId;
    expect(identifier(authority)).toMatch(/^[0-9a-f]{40}$/);
    expect(identifier(shown)).toMatch(/^[0-9a-f]{40}$/);
    expect(shown.getExtension(AuthorityKeyIdentifierExtension)?.keyId).toBe(identifier(authority));
    const days = (shown.notAfter.getTime() - shown.notBefore.getTime()) / 86_400_000;
    expect(days).toBeLessThanOrEqual(398);
  });

  it('change with each start, by an authority that stays with the state', async () => {
    const stateFolder = await mkdtemp(join(tmpdir(), 'emulator-tls-'));
    const authorities: string[] = [];
    const serials: string[] = [];
    for (let start = 0; start < 2; start++) {
      const kept = await startDropboxEmulator({ stateFolder });
      authorities.push(await kept.certificateAuthority());
      const socket = tlsConnect({ port: kept.port, host: '127.0.0.1', ca: authorities[0] });
      await once(socket, 'secureConnect');
      serials.push(socket.getPeerCertificate().serialNumber);
      socket.destroy();
      await kept.close();
    }
    await rm(stateFolder, { recursive: true });
    expect(authorities[1]).toBe(authorities[0]);
    expect(serials[1]).not.toBe(serials[0]);
  });
});

describe('the proxy', () => {
  it.each([
    ['api.dropboxapi.com', 200],
    ['content.dropboxapi.com', 400],
  ])('plays %s with a certificate for it', async (host, status) => {
    const tunnel = await throughProxy(`${host}:443`);
    expect(tunnel.status).toBe(200);
    const socket = tlsConnect({ socket: tunnel.socket, servername: host, ca });
    await once(socket, 'secureConnect');
    expect(socket.authorized).toBe(true);
    // check/user is a function of one of the two hosts only.
    expect((await check(socket, host)).status).toBe(status);
    socket.destroy();
  });

  it('leads nowhere else', async () => {
    const socket = netConnect(emulator.port, '127.0.0.1');
    socket.end('CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n');
    expect((await buffer(socket)).toString()).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('takes whole addresses in plain HTTP too', async () => {
    const answer = await send(emulator.url, {
      path: '/2/check/user',
      headers: {
        Host: 'api.dropboxapi.com',
        Authorization: `Bearer ${emulator.account.accessToken}`,
        'Content-Type': 'application/json',
      },
      body: '{}',
    });
    expect(answer.status).toBe(200);
    const socket = netConnect(emulator.port, '127.0.0.1');
    socket.end(
      'POST http://api.dropboxapi.com/2/files/nope HTTP/1.1\r\nHost: api.dropboxapi.com\r\nConnection: close\r\n\r\n',
    );
    expect((await buffer(socket)).toString()).toContain('Unknown API function: "files/nope"');
  });

  it.each([
    ['files/get_temporary_link', { path: '/file.txt' }, 'dl.dropboxusercontent.com'],
    [
      'files/get_temporary_upload_link',
      { commit_info: { path: '/by link.txt' } },
      'content.dropboxapi.com',
    ],
  ])('gives links that lead back through it, by %s', async (route, argument, linkHost) => {
    const host = 'api.dropboxapi.com';
    const { socket: tunnel } = await throughProxy(`${host}:443`);
    const socket = tlsConnect({ socket: tunnel, servername: host, ca });
    const outgoing = request({
      createConnection: () => socket,
      method: 'POST',
      path: `/2/${route}`,
      headers: {
        Host: host,
        Authorization: `Bearer ${emulator.account.accessToken}`,
        'Content-Type': 'application/json',
      },
    });
    outgoing.end(JSON.stringify(argument));
    const [incoming] = await once(outgoing, 'response');
    const { link } = JSON.parse((await buffer(incoming)).toString());
    socket.destroy();
    const { hostname, pathname } = new URL(link);
    expect(hostname).toBe(linkHost);
    const isUpload = route.endsWith('upload_link');
    const got = await send(emulator.url, {
      method: isUpload ? 'POST' : 'GET',
      path: pathname,
      headers: { Host: hostname, 'Content-Type': 'application/octet-stream' },
    });
    expect([got.status, isUpload ? got.json : got.text]).toEqual([
      200,
      isUpload ? { 'content-hash': expect.any(String) } : 'content',
    ]);
  });
});
