import {
  type DropboxEmulator,
  type RequestRecord,
  startDropboxEmulator,
} from '@mooring/dropbox-emulator';
import { sampleAccount } from './sample/sample-account.ts';
import type { SampleFile } from './sample/sample-file.ts';
import { SecondClient } from './second-client.ts';
import type { Traffic } from './traffic.ts';

/** An account on an emulator in this process, with the sample files in it. */
export interface DemoAccount {
  readonly url: string;
  readonly accessToken: string;
  readonly sample: readonly SampleFile[];
  readonly secondClient: SecondClient;
  /** What the mount has moved until now. */
  traffic(): Traffic;
  close(): Promise<void>;
}

/** Ends early, with fewer files, when the signal is aborted. */
export async function createDemoAccount(signal: AbortSignal): Promise<DemoAccount> {
  const emulator = await startDropboxEmulator();
  const { url, account } = emulator;
  const secondClient = new SecondClient(url, account.accessToken);
  const sample = sampleAccount();
  for (const { path, content, modifiedAt } of sample) {
    if (signal.aborted) break;
    await secondClient.upload(path, content, modifiedAt);
  }
  return {
    url,
    accessToken: account.accessToken,
    sample,
    secondClient,
    traffic: measureTraffic(emulator, secondClient),
    close: () => emulator.close(),
  };
}

/** Adds up what others than the second client move. */
function measureTraffic({ requests }: DropboxEmulator, secondClient: SecondClient): () => Traffic {
  let total: Traffic = { requests: 0, downloaded: 0, uploaded: 0 };
  let recent: RequestRecord[] = [];
  requests.onRequest((record) => recent.push(record));
  return () => {
    for (const { requestId, sent, received } of recent) {
      if (secondClient.made(requestId)) continue;
      // What the server sends is what its clients download.
      total = {
        requests: total.requests + 1,
        downloaded: total.downloaded + sent,
        uploaded: total.uploaded + received,
      };
    }
    recent = [];
    return total;
  };
}
