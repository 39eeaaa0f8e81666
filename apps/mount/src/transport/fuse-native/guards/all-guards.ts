import { accessLists } from './access-lists.ts';
import { attributeBuffers } from './attribute-buffers.ts';
import { bothTimes } from './both-times.ts';
import { codes } from './codes.ts';
import { failedMounts } from './failed-mounts.ts';
import { failures } from './failures.ts';
import type { Guard } from './guard.ts';
import { largeStatistics } from './large-statistics.ts';
import { lateReplies } from './late-replies.ts';
import { listedNames } from './listed-names.ts';
import { longNames } from './long-names.ts';
import { openFileAttributes } from './open-file-attributes.ts';
import { shellFreeUnmount } from './shell-free-unmount.ts';
import { statTimes } from './stat-times.ts';
import { undecodableNames } from './undecodable-names.ts';

/** Every guard, from the file system outwards: a later one sees what an earlier one answers. */
export const allGuards: readonly Guard[] = [
  accessLists,
  largeStatistics,
  listedNames,
  longNames,
  statTimes,
  lateReplies,
  undecodableNames,
  failures,
  codes,
  attributeBuffers,
  bothTimes,
  failedMounts,
  openFileAttributes,
  shellFreeUnmount,
];
