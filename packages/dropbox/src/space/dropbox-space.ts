/**
 * What the root of a provider is.
 *
 * - `home`: the user's own folder. In a team with a team space, the member's folder inside it.
 * - `team`: the team space, with the member's folder and the team folders side by side. For a user without one it is the
 *   same as `home`.
 * - a namespace: a shared folder or team folder by its id, such as `shared_folder_id` in Dropbox's own metadata.
 *
 * An app that is confined to its app folder can only have `home`, which then is that folder.
 */
export type DropboxSpace = 'home' | 'team' | { readonly namespaceId: string };
