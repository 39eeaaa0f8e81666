import { readBytes } from '@mooring/core';
import { createDropboxProvider } from '@mooring/dropbox';

// A program as users write it: nothing in it says where Dropbox is. Prints what came back.
const provider = createDropboxProvider({ accessToken: process.argv[2] ?? '' });
const content = new TextEncoder().encode('there and back');
await provider.write({ path: '/trip', content, mode: 'create' });
process.stdout.write(await readBytes(provider, { path: '/trip' }));
const cursor = await provider.changes.latest({ path: '/' });
await provider.createFolder({ path: '/folder' });
const { changed } = await provider.changes.wait({ cursor });
process.stdout.write(changed ? ', changed' : ', unchanged');
await provider.dispose?.();
