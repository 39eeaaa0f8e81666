/** Decides which names are kept on this machine and never sent. */
export interface LocalOnlyNames {
  includes(name: string): boolean;
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

/** @param unsupported whether the store cannot hold a name */
export function localOnlyNames(unsupported: (name: string) => boolean): LocalOnlyNames {
  return {
    includes: (name) => temporaryNames.some((pattern) => pattern.test(name)) || unsupported(name),
  };
}
