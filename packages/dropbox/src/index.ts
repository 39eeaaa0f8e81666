export type { AccessTokenSource } from './auth/access-token-source.ts';
export { type DropboxApp, type FindAppOptions, findDropboxApp } from './auth/dropbox-app.ts';
export { fileTokenStore } from './auth/file-token-store.ts';
export { keyringTokenStore } from './auth/keyring-token-store.ts';
export { type OpenTokenStoreOptions, openTokenStore } from './auth/open-token-store.ts';
export type { SavedSignIn } from './auth/saved-sign-in.ts';
export {
  type AccountUse,
  type Scope,
  scopesFor,
} from './auth/scope.ts';
export { type SignedIn, type SignInOptions, signIn } from './auth/sign-in.ts';
export { defaultRedirectAddress, type SignInFlow } from './auth/sign-in-flow.ts';
export { type SignOutOptions, signOut } from './auth/sign-out.ts';
export type { TokenStore } from './auth/token-store.ts';
export type {
  DropboxExtras,
  TemporaryLink,
  ThumbnailOptions,
  ThumbnailRequest,
  ThumbnailSize,
  ThumbnailsRequest,
} from './extras/dropbox-extras.ts';
export { createDropboxProvider } from './provider/create-dropbox-provider.ts';
export type { DropboxOptions } from './provider/dropbox-options.ts';
export type { DropboxProvider } from './provider/dropbox-provider.ts';
export type { DropboxSpace } from './space/dropbox-space.ts';
export {
  createWebhookReceiver,
  type WebhookReceiver,
  type WebhookReceiverOptions,
} from './webhook/webhook-receiver.ts';
export { isSignedByDropbox } from './webhook/webhook-signature.ts';
