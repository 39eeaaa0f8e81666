import type { NameProblem } from '@mooring/core';

/** Decides which names are kept on this machine and never sent. */
export interface LocalOnlyNames {
  includes(name: string): boolean;
  /** What the user has to be told, where the name is all that keeps a file here: why, and what would help. */
  problem(name: string): string | undefined;
}

/**
 * Names that programs give to files that they will throw away: swap, lock and partial download files, and what FUSE
 * calls an open file that was removed. Sending them would cost requests, and other devices have no use for them.
 */
const temporaryNames: readonly RegExp[] = [
  /^\.fuse_hidden/, // libfuse: removed while open
  /^\..*\.sw[a-p]$/, // vim swap
  /^4913$/, // vim asks whether it may create files
  /^\.#/, // Emacs lock
  /^#.*#$/, // Emacs autosave
  /^\.~lock\..*#$/, // LibreOffice lock
  /^~\$/, // Microsoft Office owner file
  /^\.goutputstream-/, // GLib, before it takes the file's place
  /\.(crdownload|part|partial|download|opdownload)$/, // browsers, while they download
  /^\.nfs[0-9a-f]{16,}$/, // NFS: removed while open
  /^\.directory$/, // KDE folder view
  /^\.DS_Store$/,
];

/** @param check why the store cannot hold a name, if it cannot */
export function localOnlyNames(check: (name: string) => NameProblem | undefined): LocalOnlyNames {
  const isTemporary = (name: string) => temporaryNames.some((pattern) => pattern.test(name));
  return {
    includes: (name) => isTemporary(name) || check(name) !== undefined,
    problem(name) {
      const problem = isTemporary(name) ? undefined : check(name);
      // Reserved names are those of files that other machines have no use for.
      if (problem === undefined || problem.reason === 'reserved') return undefined;
      return `the name ${problem.message}; rename it, and it will be sent`;
    },
  };
}
