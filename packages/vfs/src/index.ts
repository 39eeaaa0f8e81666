export { FileSystemError } from './error/file-system-error.ts';
export type { PosixCode } from './error/posix-code.ts';
export type { Attributes, NodeKind } from './file-system/attributes.ts';
export type { ExtendedAttributes } from './file-system/extended-attributes.ts';
export type {
  AttributeChange,
  DirectoryEntry,
  FileSystem,
  FileSystemStatistics,
  Invalidation,
  OpenedFile,
  OpenOptions,
} from './file-system/file-system.ts';
export type { HandleId } from './file-system/handle-id.ts';
export type {
  DrainReport,
  FileSystemStatus,
  LiveFileSystem,
  ParkedFile,
} from './file-system/live-file-system.ts';
export { type NodeId, rootNode } from './file-system/node-id.ts';
export { type FileSystemOptions, openFileSystem } from './open-file-system.ts';
