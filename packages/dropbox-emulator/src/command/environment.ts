import type { DropboxEmulator } from '../emulator/dropbox-emulator.ts';

/**
 * Variables by which clients that know nothing of the emulator find it: a proxy for the service's own host names, the
 * authority to trust, a ready remote for rclone, and what is needed to sign in.
 */
export function environmentFor(
  emulator: DropboxEmulator,
  authorityFile: string,
): Readonly<Record<string, string>> {
  const { url, port, account, app } = emulator;
  const proxy = `http://127.0.0.1:${port}`;
  // The proxy leads to the hosts of Dropbox only, so what is on this machine is reached without it.
  const direct = '127.0.0.1,localhost,::1';
  return {
    DROPBOX_EMULATOR_URL: url,
    DROPBOX_ACCESS_TOKEN: account.accessToken,
    DROPBOX_REFRESH_TOKEN: account.refreshToken,
    DROPBOX_APP_KEY: app.key,
    DROPBOX_APP_SECRET: app.secret,
    HTTPS_PROXY: proxy,
    https_proxy: proxy,
    NO_PROXY: direct,
    no_proxy: direct,
    SSL_CERT_FILE: authorityFile,
    REQUESTS_CA_BUNDLE: authorityFile,
    CURL_CA_BUNDLE: authorityFile,
    PERL_LWP_SSL_CA_FILE: authorityFile,
    NODE_EXTRA_CA_CERTS: authorityFile,
    NODE_USE_ENV_PROXY: '1',
    RCLONE_CA_CERT: authorityFile,
    RCLONE_CONFIG_EMULATOR_TYPE: 'dropbox',
    RCLONE_CONFIG_EMULATOR_CLIENT_ID: app.key,
    RCLONE_CONFIG_EMULATOR_CLIENT_SECRET: app.secret,
    RCLONE_CONFIG_EMULATOR_TOKEN: JSON.stringify({
      access_token: account.accessToken,
      token_type: 'bearer',
      // Go's zero time: never.
      expiry: '0001-01-01T00:00:00Z',
    }),
  };
}

/** As lines that a POSIX shell can read. */
export function exportLines(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join('');
}
