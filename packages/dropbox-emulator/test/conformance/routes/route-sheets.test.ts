import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../../src/index.ts';
import { routeTable } from '../../../src/route/route-table.ts';
import { ApiClient, resultOf } from '../../raw/api-client.ts';
import type { Json, RawResponse } from '../../raw/raw-client.ts';
import { routeFacts } from './route-facts.ts';
import type { RouteBench, RouteCall, RouteSheets } from './route-sheet.ts';
import { accountSheets } from './sheets/accounts.ts';
import { changingSheets } from './sheets/changing.ts';
import { contentSheets } from './sheets/content.ts';
import { lookingSheets } from './sheets/looking.ts';
import { sharingSheets } from './sheets/sharing.ts';
import { uploadingSheets } from './sheets/uploading.ts';

const sheets: RouteSheets = {
  ...lookingSheets,
  ...contentSheets,
  ...uploadingSheets,
  ...changingSheets,
  ...sharingSheets,
  ...accountSheets,
};

it('there are for every route that is served', () => {
  expect(Object.keys(sheets).sort()).toEqual([...routeTable.keys()].sort());
});

const all = Object.entries(sheets);
const isDownload = (name: string) => routeFacts[name]?.style === 'download';
const refusals = all.flatMap(([name, { refused }]) =>
  refused === undefined ? [] : [[name, refused] as const],
);

describe.each(['compact', 'classic'] as const)('in the %s style', (wireStyle) => {
  let emulator: DropboxEmulator;
  let bench: RouteBench;
  let web: Server;

  beforeAll(async () => {
    emulator = await startDropboxEmulator({ behaviour: { wireStyle } });
    web = createServer((_, response) => response.end('page'));
    const { promise, resolve } = Promise.withResolvers<void>();
    web.listen(0, '127.0.0.1', resolve);
    await promise;
    const guest = emulator.createAccount();
    const member = emulator.createAccount({ team: emulator.createTeam('Acme').id });
    bench = {
      emulator,
      api: new ApiClient(emulator),
      guest: new ApiClient(emulator, { token: guest.accessToken }),
      guestEmail: guest.email,
      business: new ApiClient(emulator, { token: member.accessToken }),
      webAddress: `http://127.0.0.1:${(web.address() as AddressInfo).port}/`,
    };
  });

  afterAll(async () => {
    web.close();
    await emulator.close();
  });

  function send(name: string, call: RouteCall): Promise<RawResponse> {
    const { argument, body, as = bench.api } = call;
    const { style, auth } = routeFacts[name] ?? { style: 'rpc', auth: 'user' };
    if (style === 'download') return as.download(name, argument);
    if (style === 'upload') return as.upload(name, argument, body);
    if (auth === 'user' || auth === 'user-or-app') return as.rpc(name, argument);
    const { key, secret } = emulator.app;
    const basic = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
    const nobody = new ApiClient(emulator, { token: null });
    return nobody.rpc(name, argument, auth === 'app' ? { Authorization: basic } : {});
  }

  /** Only the compact style tells of property groups where nobody asked. */
  const styled = (expected: Json): Json =>
    wireStyle === 'compact' ? expected : withoutPropertyGroups(expected);

  /** JSON as text in the form of the style. */
  function expectStyle(text: string): void {
    const value = JSON.parse(text);
    if (wireStyle === 'compact') expect(text).toBe(JSON.stringify(sorted(value)));
    else expect(text).toBe(spaced(value));
  }

  describe.each(all.filter(([name]) => !isDownload(name)))('%s', (name, sheet) => {
    it('answers with these fields and no others', async () => {
      const before = emulator.requests.of(name).requests;
      const response = await send(name, await sheet.ask(bench));
      expect([response.status, response.headers['content-type']]).toEqual([
        200,
        'application/json',
      ]);
      expect(response.json).toEqual(styled(sheet.result));
      expectStyle(response.text);
      expect(emulator.requests.of(name).requests).toBeGreaterThan(before);
    });
  });

  describe.each(all.filter(([name]) => isDownload(name)))('%s', (name, sheet) => {
    it('answers with these fields and no others, and takes no body', async () => {
      const call = await sheet.ask(bench);
      const response = await send(name, call);
      const { type, start = '' } = sheet.content ?? {};
      expect([response.status, response.headers['content-type']]).toEqual([200, type]);
      expect(response.text.slice(0, start.length)).toBe(start);
      expect(resultOf(response)).toEqual(styled(sheet.result));
      expectStyle(String(response.headers['dropbox-api-result']));
      const plain = { 'Content-Type': 'text/plain' };
      const surplus = await bench.api.upload(name, call.argument, 'surplus', plain);
      expect([surplus.status, surplus.type]).toEqual([400, 'text/plain']);
      expect(surplus.text).toContain("The request body is supposed to be empty, but isn't");
    });
  });

  describe.each(refusals)('%s', (name, refused) => {
    it(`refuses with ${refused.summary}`, async () => {
      const response = await send(name, await refused.ask(bench));
      expect([response.status, response.headers['content-type']]).toEqual([
        409,
        'application/json',
      ]);
      const { error, error_summary, ...others } = response.json;
      expect([error, others]).toEqual([styled(refused.error), {}]);
      const tail = wireStyle === 'compact' ? '' : '\\.{0,3}';
      expect(error_summary).toMatch(new RegExp(`^${refused.summary}${tail}$`));
      expectStyle(response.text);
    });
  });
});

function withoutPropertyGroups(expected: Json): Json {
  if (Array.isArray(expected)) return expected.map(withoutPropertyGroups);
  // Matchers are objects too, but not plain ones.
  if (Object.getPrototypeOf(expected ?? 0) !== Object.prototype) return expected;
  const { property_groups: _, ...others } = expected;
  return Object.fromEntries(
    Object.entries(others).map(([name, value]) => [name, withoutPropertyGroups(value)]),
  );
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

/** As Python writes JSON. */
function spaced(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `"${name}": ${spaced(member)}`);
  return `{${members.join(', ')}}`;
}
