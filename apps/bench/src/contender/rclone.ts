import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contender } from './contender.ts';
import { startMountProcess } from './start-mount-process.ts';

/**
 * `rclone mount` with a full cache, without which it cannot write in the middle of a file, and else as it comes. The
 * `rclone` on the path is used.
 */
export const rclone: Contender = {
  name: 'rclone',
  async mount(emulator, place) {
    const authority = join(place.home, 'authority.pem');
    await writeFile(authority, await emulator.certificateAuthority());
    return startMountProcess(place, {
      command: ['rclone', 'mount', 'emulator:', place.mountPoint, '--vfs-cache-mode', 'full'],
      environment: {
        HTTPS_PROXY: `http://127.0.0.1:${emulator.port}`,
        RCLONE_CA_CERT: authority,
        RCLONE_CONFIG_EMULATOR_TYPE: 'dropbox',
        RCLONE_CONFIG_EMULATOR_TOKEN: JSON.stringify({
          access_token: emulator.account.accessToken,
          token_type: 'bearer',
          // Go's zero time: never.
          expiry: '0001-01-01T00:00:00Z',
        }),
      },
    });
  },
};
