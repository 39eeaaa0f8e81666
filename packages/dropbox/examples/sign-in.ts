import {
  createDropboxProvider,
  type DropboxProvider,
  findDropboxApp,
  openTokenStore,
  signIn,
} from '@mooring/dropbox';

/** Asks the user the first time, and uses what was saved from then on. */
export async function openDropbox(
  folder: string,
  ask: (question: string) => Promise<string>,
  baseUrl?: string, // of the emulator, in tests
): Promise<DropboxProvider> {
  const app = await findDropboxApp(); // DROPBOX_APP_KEY, from the environment or a .env file
  const store = await openTokenStore({ name: 'personal', folder }); // the desktop keyring, or a 0600 file
  const { account, tokens } = await signIn({
    app,
    store,
    use: 'read-write',
    flow: {
      kind: 'code',
      askForCode: (address) => ask(`Open ${address} and enter the code: `),
    },
    baseUrl,
  });
  process.stderr.write(`Signed in as ${account.displayName} (${account.email}).\n`);
  return createDropboxProvider({ accessToken: tokens, baseUrl });
}
