import { z } from 'zod';
import type { Exchange } from '../http/exchange.ts';
import type { Controls } from './control-endpoint.ts';
import { controlEndpoints } from './control-endpoints.ts';

/** Paths of controls. */
export const controlPath = '/emulator';

/** Seeding can say much in one request. */
const maxBodySize = 256 * 1024 * 1024;

const json = { 'Content-Type': 'application/json' } as const;

export async function serveControl(controls: Controls, exchange: Exchange): Promise<void> {
  const path = exchange.target.path.slice(controlPath.length).replace(/\/$/, '');
  const atPath = controlEndpoints.filter((endpoint) => endpoint.path === path);
  const found = atPath.find(({ method }) => method === exchange.method);
  if (found === undefined) {
    const status = atPath.length === 0 ? 404 : 405;
    refuse(exchange, status, `There is no ${exchange.method} ${controlPath}${path}.`);
    return;
  }
  try {
    const body = found.body.safeParse(await readBody(exchange));
    if (!body.success) {
      refuse(exchange, 400, z.prettifyError(body.error));
      return;
    }
    const result = await found.handle(controls, body.data);
    exchange.send(200, json, JSON.stringify(result ?? {}));
  } catch (error) {
    // Nothing here is the fault of the emulated service, so whoever controls it is told what went wrong.
    refuse(exchange, 400, error instanceof Error ? error.message : String(error));
  }
}

async function readBody(exchange: Exchange): Promise<unknown> {
  const bytes = await exchange.read(maxBodySize);
  if (bytes === undefined) throw new Error('The body is too large.');
  return bytes.length === 0 ? {} : JSON.parse(bytes.toString());
}

function refuse(exchange: Exchange, status: number, error: string): void {
  exchange.send(status, json, JSON.stringify({ error }));
}
