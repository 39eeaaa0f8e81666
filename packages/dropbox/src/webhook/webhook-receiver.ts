import { type ChangeFeed, type Clock, systemClock } from '@mooring/core';
import { notifiedAccounts } from './notified-accounts.ts';
import { NotifiedFeed } from './notified-feed.ts';
import { isSignedByDropbox } from './webhook-signature.ts';

export interface WebhookReceiverOptions {
  /** Signs the notifications of the app. */
  readonly appSecret: string;
  readonly clock?: Clock | undefined;
}

/** Lets a server follow many accounts without a long poll for each. */
export interface WebhookReceiver {
  /** Answers a request to the address that was registered for the app, in the forms of the fetch standard. */
  handle(request: Request): Promise<Response>;
  /**
   * The feed of an account with a `wait` that ends by a notification. Use it in place of the feed it is made of, as in
   * `followChanges({ changes: receiver.feedOf(account.id, provider.changes) }, { cursor })`.
   */
  feedOf(accountId: string, feed: ChangeFeed): ChangeFeed;
}

export function createWebhookReceiver({
  appSecret,
  clock = systemClock,
}: WebhookReceiverOptions): WebhookReceiver {
  const feeds = new Map<string, Set<NotifiedFeed>>();
  return {
    async handle(request) {
      if (request.method === 'GET') return answerChallenge(request.url);
      if (request.method !== 'POST') return new Response(null, { status: 405 });
      const body = await request.bytes();
      const signature = request.headers.get('x-dropbox-signature');
      if (!isSignedByDropbox(body, signature, appSecret))
        return new Response(null, { status: 403 });
      for (const account of notifiedAccounts(new TextDecoder().decode(body))) {
        for (const feed of feeds.get(account) ?? []) feed.notify();
      }
      return new Response(null, { status: 200 });
    },
    feedOf(accountId, feed) {
      const notified = new NotifiedFeed(feed, clock);
      const others = feeds.get(accountId) ?? new Set();
      feeds.set(accountId, others.add(notified));
      return notified;
    },
  };
}

/** The service asks once, when the address is registered, whether it is wanted there. */
function answerChallenge(address: string): Response {
  const challenge = new URL(address).searchParams.get('challenge');
  if (challenge === null) return new Response(null, { status: 400 });
  return new Response(challenge, {
    headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' },
  });
}
