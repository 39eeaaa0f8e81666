import { randomBytes } from 'node:crypto';
import { EmulatorProcess } from './emulator-process.ts';

const batchSize = 1000;
const parallel = 8;
const fileSize = 2000;

/** Many small files: a session each that is closed as it starts, and a commit for each thousand. */
export async function uploadSmallFiles(files: number): Promise<string> {
  const emulator = await EmulatorProcess.start();
  const start = performance.now();
  for (let first = 0; first < files; first += batchSize) {
    const count = Math.min(batchSize, files - first);
    const sessions = await startSessions(emulator, count);
    await emulator.rpc('files/upload_session/finish_batch_v2', {
      entries: sessions.map((session_id, index) => ({
        cursor: { session_id, offset: fileSize },
        commit: { path: `/batch ${first / batchSize}/file ${first + index}` },
      })),
    });
  }
  const seconds = (performance.now() - start) / 1000;
  const memory = await emulator.peakMemory();
  await emulator.stop();
  return (
    `${files} uploads of ${fileSize} bytes by finish_batch: ${seconds.toFixed(1)} s, ` +
    `${Math.round(files / seconds)} files/s, peak memory ${memory} MB`
  );
}

async function startSessions(emulator: EmulatorProcess, count: number): Promise<string[]> {
  const sessions: string[] = [];
  const worker = async (): Promise<void> => {
    while (sessions.length < count) {
      const index = sessions.push('') - 1;
      const { session_id } = await emulator.upload<{ session_id: string }>(
        'files/upload_session/start',
        { close: true },
        randomBytes(fileSize),
      );
      sessions[index] = session_id;
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return sessions;
}
