import { nameKey, pathNames, type StoragePath } from '@mooring/core';
import { nameRule } from '../name/name-rule.ts';
import { batchLimits } from './batch-limits.ts';

/** One request of a batch, and where its outcome goes. */
export interface Numbered<Request> {
  readonly index: number;
  readonly request: Request;
}

export interface RoundPlan<Request> {
  /** The paths that a request reads or changes. */
  readonly paths: (request: Request) => readonly StoragePath[];
  /** How many bytes a request carries. */
  readonly bytes?: (request: Request) => number;
}

/**
 * Cuts the requests of a batch into rounds that the service takes whole. Requests whose paths are equal or lie inside
 * each other go to different rounds, since the service may work through a round in any order.
 */
export function planRounds<Request>(
  requests: readonly Numbered<Request>[],
  { paths, bytes = () => 0 }: RoundPlan<Request>,
): readonly (readonly Numbered<Request>[])[] {
  const rounds: Numbered<Request>[][] = [];
  let round: Numbered<Request>[] = [];
  let size = 0;
  let territory = new Territory();
  for (const numbered of requests) {
    const keys = paths(numbered.request).map((path) => nameKey(path, nameRule) as StoragePath);
    const length = bytes(numbered.request);
    const full =
      round.length === batchLimits.maxEntries ||
      size + length > batchLimits.maxBytes ||
      keys.some((key) => territory.touches(key));
    if (round.length === 0 || full) {
      round = [];
      rounds.push(round);
      size = 0;
      territory = new Territory();
    }
    round.push(numbered);
    size += length;
    for (const key of keys) territory.add(key);
  }
  return rounds;
}

/** Paths that are taken, with all that is below them and above them. */
class Territory {
  readonly #taken = new Set<StoragePath>();
  readonly #above = new Set<StoragePath>();

  touches(path: StoragePath): boolean {
    return this.#above.has(path) || lineOf(path).some((folder) => this.#taken.has(folder));
  }

  add(path: StoragePath): void {
    this.#taken.add(path);
    for (const folder of lineOf(path).slice(0, -1)) this.#above.add(folder);
  }
}

/** The folders on the way to a path, outermost first, and the path itself. */
function lineOf(path: StoragePath): readonly StoragePath[] {
  const names = pathNames(path);
  return names.map((_, index): StoragePath => `/${names.slice(0, index + 1).join('/')}`);
}
