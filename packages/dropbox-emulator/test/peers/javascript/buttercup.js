// The client of the password manager Buttercup, in its form for pages too, which has everything in the address.
import { DropboxClient } from '@buttercup/dropbox-client';
import { step } from './step.js';

for (const compat of [false, true]) {
  const client = new DropboxClient(process.env.DROPBOX_ACCESS_TOKEN, { compat });
  const folder = compat ? '/For pages' : '/For programs';
  const vault = `${folder}/Tresor für alle.bcup`;
  await client.createDirectory(folder);
  await client.putFileContents(vault, 'vault');
  const content = Buffer.from(await client.getFileContents(vault)).toString();
  const [entry] = await client.getDirectoryContents(folder);
  const { size } = await client.getInfo(vault);
  step(folder, { content, name: entry.name, size });
  await client.delete(vault);
  step(`${folder}, emptied`, (await client.getDirectoryContents(folder)).length);
}
