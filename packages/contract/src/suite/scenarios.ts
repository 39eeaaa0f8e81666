import type { Scenario } from '../scenario/scenario.ts';
import { account } from './account.ts';
import { batch } from './batch.ts';
import { cancellation } from './cancellation.ts';
import { changeCursors } from './change-cursors.ts';
import { changes } from './changes.ts';
import { concurrency } from './concurrency.ts';
import { contentHash } from './content-hash.ts';
import { copy } from './copy.ts';
import { errors } from './errors.ts';
import { folders } from './folders.ts';
import { list } from './list.ts';
import { move } from './move.ts';
import { names } from './names.ts';
import { parallelUploads } from './parallel-uploads.ts';
import { paths } from './paths.ts';
import { pinnedReads } from './pinned-reads.ts';
import { promises } from './promises.ts';
import { read } from './read.ts';
import { remove } from './remove.ts';
import { replace } from './replace.ts';
import { revisions } from './revisions.ts';
import { stat } from './stat.ts';
import { uploads } from './uploads.ts';
import { waiting } from './waiting.ts';
import { write } from './write.ts';
import { writeModes } from './write-modes.ts';

/** The whole suite, in the order in which it is best read: what is simple first. */
export const scenarios: readonly Scenario[] = [
  ...promises,
  ...paths,
  ...names,
  ...stat,
  ...list,
  ...read,
  ...pinnedReads,
  ...write,
  ...writeModes,
  ...folders,
  ...remove,
  ...move,
  ...replace,
  ...copy,
  ...batch,
  ...uploads,
  ...parallelUploads,
  ...changes,
  ...changeCursors,
  ...waiting,
  ...revisions,
  ...account,
  ...contentHash,
  ...cancellation,
  ...concurrency,
  ...errors,
];
