export type { AccessTokenSource } from './auth/access-token-source.ts';
export { createDropboxProvider } from './provider/create-dropbox-provider.ts';
export type { DropboxOptions } from './provider/dropbox-options.ts';
export type { DropboxProvider } from './provider/dropbox-provider.ts';
export type { DropboxSpace } from './space/dropbox-space.ts';
