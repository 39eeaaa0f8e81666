import { createHmac } from 'node:crypto';
import {
  type Change,
  type ChangeCursor,
  type ChangeFeed,
  followChanges,
  ManualClock,
} from '@mooring/core';
import { describe, expect, it } from 'vitest';
import { createWebhookReceiver } from './webhook-receiver.ts';

const appSecret = 'secret of the app';
const address = 'https://example.com/hook';

function notification(accounts: readonly string[], secret: string = appSecret): Request {
  const body = JSON.stringify({ list_folder: { accounts }, delta: { users: [1] } });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const headers = { 'x-dropbox-signature': signature };
  return new Request(address, { method: 'POST', body, headers });
}

/** A feed that delivers what the test puts into it, and numbers its pulls. */
function feedOf(changes: Change[]): ChangeFeed & { pulls: number } {
  return {
    pulls: 0,
    latest: () => Promise.resolve('0' as ChangeCursor),
    pull() {
      this.pulls++;
      const page = { changes: changes.splice(0), cursor: `${this.pulls}` as ChangeCursor };
      return Promise.resolve({ ...page, more: false });
    },
    wait: () => Promise.reject(new Error('no long poll is needed')),
  };
}

const cursor = '0' as ChangeCursor;

/** Expects that nothing has been told to the feed that would end a wait. */
async function expectToWait(feed: ChangeFeed): Promise<void> {
  const controller = new AbortController();
  const wait = expect(feed.wait({ cursor, signal: controller.signal })).rejects.toBe('still waits');
  controller.abort('still waits');
  await wait;
}

it('answers the challenge', async () => {
  const receiver = createWebhookReceiver({ appSecret });
  const response = await receiver.handle(new Request(`${address}?challenge=a%20b%26c`));
  expect(await response.text()).toBe('a b&c');
  expect(response.headers.get('content-type')).toBe('text/plain');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

describe('a notification', () => {
  it('wakes those who follow the account, and nobody else', async () => {
    const receiver = createWebhookReceiver({ appSecret });
    const changes: Change[] = [];
    const inner = feedOf(changes);
    const followed = followChanges({ changes: receiver.feedOf('dbid:a', inner) }, { cursor });
    const other = receiver.feedOf('dbid:b', feedOf([]));
    await followed.next();
    const next = followed.next();
    const controller = new AbortController();
    const otherWait = expect(other.wait({ cursor, signal: controller.signal })).rejects.toBe('end');
    changes.push({ kind: 'remove', path: '/gone' });
    const response = await receiver.handle(notification(['dbid:a']));
    expect(response.status).toBe(200);
    expect((await next).value?.changes).toEqual([{ kind: 'remove', path: '/gone' }]);
    controller.abort('end');
    await otherWait;
  });

  it('that comes between a pull and the wait is not lost', async () => {
    const receiver = createWebhookReceiver({ appSecret });
    const feed = receiver.feedOf('dbid:a', feedOf([]));
    await feed.pull({ cursor });
    await receiver.handle(notification(['dbid:a']));
    expect(await feed.wait({ cursor })).toEqual({ changed: true });
    await feed.pull({ cursor });
    await expectToWait(feed);
  });

  it('that Dropbox did not sign is refused', async () => {
    const receiver = createWebhookReceiver({ appSecret });
    const feed = receiver.feedOf('dbid:a', feedOf([]));
    expect((await receiver.handle(notification(['dbid:a'], 'another'))).status).toBe(403);
    const unsigned = new Request(address, { method: 'POST', body: '{}' });
    expect((await receiver.handle(unsigned)).status).toBe(403);
    await expectToWait(feed);
  });

  it('that got lost is made good by a look now and then', async () => {
    const clock = new ManualClock();
    const receiver = createWebhookReceiver({ appSecret, clock });
    const wait = receiver.feedOf('dbid:a', feedOf([])).wait({ cursor });
    await clock.advance(15 * 60_000);
    expect(await wait).toEqual({ changed: true });
    expect(clock.timerCount).toBe(0);
  });
});
