import { fileURLToPath } from 'node:url';
import type { Contender } from './contender.ts';
import { startMountProcess } from './start-mount-process.ts';

const manifest = import.meta.resolve('mooring/package.json');
const program = fileURLToPath(new URL('src/main.ts', manifest));

/** Our own mount, from the sources. */
export const mooring: Contender = {
  name: 'mooring',
  mount({ url, account }, place) {
    const flags = ['--conditions=@mooring/source', '--disable-warning=ExperimentalWarning'];
    const mount = ['mount', 'dropbox', place.mountPoint, '--base-url', url];
    return startMountProcess(place, {
      command: [process.execPath, ...flags, program, ...mount],
      environment: {
        XDG_RUNTIME_DIR: `${place.home}/run`,
        MOORING_DROPBOX_TOKEN: account.accessToken,
      },
    });
  },
};
