import { randomBytes } from 'node:crypto';
import type { App } from '../auth/app.ts';
import { isLoopbackUrl } from '../loopback/is-loopback-url.ts';
import type { Service } from '../service/service.ts';

/**
 * Registers a webhook for an app, after it has answered the challenge: echoed it as plain text that nobody takes for
 * anything else.
 *
 * @throws Error when the address is none of this machine, or does not answer as it has to
 */
export async function registerWebhook(service: Service, app: App, uri: string): Promise<void> {
  if (!isLoopbackUrl(uri)) throw new Error(`${uri} is not an address of this machine.`);
  const challenge = randomBytes(16).toString('hex');
  const url = new URL(uri);
  url.searchParams.set('challenge', challenge);
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  const answer = await response.text();
  if (!response.ok || answer !== challenge) {
    throw new Error(`${uri} did not echo the challenge (status ${response.status}).`);
  }
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('text/plain')) {
    throw new Error(`${uri} echoed the challenge as ${type || 'an unnamed type'}, not text/plain.`);
  }
  if (response.headers.get('x-content-type-options') !== 'nosniff') {
    throw new Error(`${uri} did not send "X-Content-Type-Options: nosniff" with the challenge.`);
  }
  const { webhookUris } = service.apps.get(app.id);
  if (webhookUris.includes(uri)) return;
  service.apps.update(app.id, { webhookUris: [...webhookUris, uri] });
}
