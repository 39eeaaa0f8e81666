import { formatBytes } from '../terminal/format-bytes.ts';
import type { Traffic } from './traffic.ts';

export function formatTraffic({ requests, downloaded, uploaded }: Traffic): string {
  const count = `${requests} ${requests === 1 ? 'request' : 'requests'}`;
  return `${count}, ${formatBytes(downloaded)} down, ${formatBytes(uploaded)} up`;
}
