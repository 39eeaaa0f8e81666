import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { startDropboxEmulator } from '../../src/index.ts';
import type { Route } from '../../src/route/route.ts';
import { routeTable } from '../../src/route/route-table.ts';
import type { Schema } from '../../src/schema/schema.ts';
import type { StructFields } from '../../src/schema/struct.ts';
import { ApiClient } from '../raw/api-client.ts';
import type { Json, RawResponse } from '../raw/raw-client.ts';
import { RandomArguments } from './random-arguments.ts';

const calls = 3000;
const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));

// The first one would take the token away, and the second waits half a minute for nothing.
const leftOut = new Set(['auth/token/revoke', 'files/list_folder/longpoll']);
const routes = [...routeTable.values()].filter(({ name }) => !leftOut.has(name));

function fieldsOf(argument: Schema<unknown>): StructFields {
  return 'fields' in argument ? (argument.fields as StructFields) : {};
}

function argumentFor(route: Route, random: RandomArguments): Json {
  const fields = Object.entries(fieldsOf(route.argument));
  if (fields.length === 0) return null;
  const told = fields.filter(([, field]) => !('presence' in field) || random.next() < 0.5);
  return Object.fromEntries(told.map(([name]) => [name, random.value(name)]));
}

function send(api: ApiClient, route: Route, argument: Json, body: string): Promise<RawResponse> {
  switch (route.style) {
    case 'rpc':
      return api.rpc(route.name, argument);
    case 'upload':
      return api.upload(route.name, argument, body);
    case 'download':
      return api.download(route.name, argument);
  }
}

it(`no call whatever breaks the server, seed ${seed}`, { timeout: 60_000 }, async () => {
  const random = new RandomArguments(seed);
  await using emulator = await startDropboxEmulator();
  const api = new ApiClient(emulator);
  const statuses = new Map<number, number>();
  for (let count = 0; count < calls; count++) {
    const route = random.pick(routes);
    const argument = argumentFor(route, random);
    const body = random.pick(['', 'data', 'x'.repeat(70_000)]);
    const { status, text } = await send(api, route, argument, body);
    random.learn(text);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    expect(status, `${route.name} ${JSON.stringify(argument)}: ${text}`).toBeLessThan(500);
  }
  // Were all of them refused at once, this would prove little.
  expect(statuses.get(200)).toBeGreaterThan(calls / 20);
  expect(statuses.get(409)).toBeGreaterThan(calls / 20);
});
