import { isStorageError, sleep } from '@mooring/core';
import type { Dropbox, DropboxRequestOptions, DropboxResponse } from 'dropbox';
import type { DropboxClient, ServiceCall } from '../client/dropbox-client.ts';
import { persist } from '../client/persist.ts';
import { asUncertain } from '../error/certainty.ts';
import type { AnyErrorTable } from '../error/error-table.ts';
import { pollErrors } from '../error/namespace-errors.ts';
import { toEntryError } from '../error/to-storage-error.ts';

/** The start or the state of a job, which the routes word alike. */
type JobAnswer<Entry> =
  | { readonly '.tag': 'async_job_id'; readonly async_job_id: string }
  | { readonly '.tag': 'in_progress' }
  | { readonly '.tag': 'complete'; readonly entries: readonly Entry[] }
  | { readonly '.tag': 'failed'; readonly failed: unknown }
  | { readonly '.tag': 'other' };

type Send<Argument, Entry> = (
  sdk: Dropbox,
  argument: Argument,
  options: DropboxRequestOptions,
) => Promise<DropboxResponse<JobAnswer<Entry>>>;

export interface Job<Argument, Entry> {
  /** How the launch is to be called. Its burden is held until the job is over. */
  readonly call: Omit<ServiceCall<never>, 'errors'>;
  readonly argument: Argument;
  readonly launch: Send<Argument, Entry>;
  readonly check: Send<{ readonly async_job_id: string }, Entry>;
  /** What a job can fail with as a whole. */
  readonly errors: AnyErrorTable;
}

/** Pauses between two looks at a job, in milliseconds: each half as long again as the one before. */
const firstPauseMs = 100;
const longestPauseMs = 5000;

/** Starts a job of the service and waits for its end. Returns what became of each entry, in order. */
export function runJob<Argument, Entry>(
  client: DropboxClient,
  job: Job<Argument, Entry>,
): Promise<readonly Entry[]> {
  return client.hold(job.call, async (held) => {
    const launched = await client.call({ ...job.call, burden: held, errors: {} }, (sdk, options) =>
      job.launch(sdk, job.argument, options),
    );
    let answer = launched.result;
    if (answer['.tag'] === 'async_job_id') {
      answer = await waitForEnd(client, job, { async_job_id: answer.async_job_id });
    }
    if (answer['.tag'] === 'complete') return answer.entries;
    const { operation, path } = job.call;
    const call = { operation, path, errors: job.errors, mutates: true };
    if (answer['.tag'] === 'failed') throw toEntryError(answer.failed, call);
    // A state that this version does not know. The job may have done anything.
    throw asUncertain(toEntryError(answer, call));
  });
}

async function waitForEnd<Argument, Entry>(
  client: DropboxClient,
  { call, check }: Job<Argument, Entry>,
  argument: { readonly async_job_id: string },
): Promise<JobAnswer<Entry>> {
  const { operation, signal } = call;
  const look = () =>
    client.call(
      { operation, signal, burden: { kind: 'wait' }, errors: pollErrors },
      (sdk, options) => check(sdk, argument, options),
    );
  try {
    for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 1.5)) {
      const { result } = await persist(look, signal);
      if (result['.tag'] !== 'in_progress') return result;
      await sleep(pause, signal);
    }
  } catch (error) {
    if (!isStorageError(error)) throw error;
    // The job runs, whether anybody looks at it or not.
    throw asUncertain(error);
  }
}
