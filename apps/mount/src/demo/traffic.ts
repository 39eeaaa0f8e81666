/** What the server has answered until now, in total. */
export interface Traffic {
  readonly requests: number;
  /** Bytes of answers. */
  readonly downloaded: number;
  /** Bytes of requests. */
  readonly uploaded: number;
}

export function since(before: Traffic, now: Traffic): Traffic {
  return {
    requests: now.requests - before.requests,
    downloaded: now.downloaded - before.downloaded,
    uploaded: now.uploaded - before.uploaded,
  };
}
