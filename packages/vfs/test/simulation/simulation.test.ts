import { isStorageError, type StoragePath } from '@mooring/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FileSystemError } from '../../src/error/file-system-error.ts';
import { World } from './world.ts';

/** Few places, so that programs keep meeting at the same ones. */
const path = fc.constantFrom('a', 'b', 'A', 'd', 'e', 'd/a', 'd/b', 'd/e', 'e/a', 'e/d', 'd/e/a');
const storePath = path.map((each): StoragePath => `/${each}`);
const operation = fc.constantFrom(
  'list',
  'changes.pull',
  'changes.wait',
  'stat',
  'write',
  'move',
  'remove',
  'createFolder',
  'read',
  'batch.writeMany',
);

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ write: path }) },
  { weight: 1, arbitrary: fc.record({ append: path }) },
  { weight: 3, arbitrary: fc.record({ rename: fc.tuple(path, path) }) },
  { weight: 2, arbitrary: fc.record({ unlink: path }) },
  { weight: 2, arbitrary: fc.record({ mkdir: path }) },
  { weight: 1, arbitrary: fc.record({ rmdir: path }) },
  { weight: 2, arbitrary: fc.record({ hold: path }) },
  { weight: 2, arbitrary: fc.constant({ writeThrough: true }) },
  { weight: 1, arbitrary: fc.constant({ letGo: true }) },
  { weight: 3, arbitrary: fc.record({ put: storePath }) },
  { weight: 2, arbitrary: fc.record({ move: fc.tuple(storePath, storePath) }) },
  { weight: 2, arbitrary: fc.record({ remove: storePath }) },
  { weight: 1, arbitrary: fc.record({ createFolder: storePath }) },
  { weight: 5, arbitrary: fc.record({ pass: fc.constantFrom(0, 10, 400, 1100, 5000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      drop: fc.tuple(operation, fc.constantFrom('dropped-before', 'dropped-after')),
    }),
  },
  { weight: 4, arbitrary: fc.record({ slow: operation }) },
  { weight: 1, arbitrary: fc.constant({ crash: true }) },
  { weight: 1, arbitrary: fc.constant({ restart: true }) },
  { weight: 1, arbitrary: fc.constant({ offline: true }) },
  { weight: 1, arbitrary: fc.constant({ online: true }) },
  { weight: 1, arbitrary: fc.constant({ expire: true }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function take(world: World, each: Step): Promise<void> {
  if ('write' in each) await world.write(each.write);
  else if ('append' in each) await world.append(each.append);
  else if ('rename' in each) await world.rename(...each.rename);
  else if ('unlink' in each) await world.unlink(each.unlink);
  else if ('mkdir' in each) await world.mkdir(each.mkdir);
  else if ('rmdir' in each) await world.rmdir(each.rmdir);
  else if ('hold' in each) await world.hold(each.hold);
  else if ('writeThrough' in each) await world.writeThrough();
  else if ('letGo' in each) await world.letGo();
  else if ('put' in each) await world.put(each.put);
  else if ('move' in each) await world.move(...each.move);
  else if ('remove' in each) await world.remove(each.remove);
  else if ('createFolder' in each) await world.createFolder(each.createFolder);
  else if ('pass' in each) await world.environment.run(each.pass);
  else if ('drop' in each) world.fail({ kind: each.drop[1], operation: each.drop[0] } as never);
  else if ('slow' in each) world.fail({ kind: 'slow', delayMs: 700, operation: each.slow });
  else if ('crash' in each) await world.crash();
  else if ('restart' in each) await world.restart();
  else if ('offline' in each) world.goOffline();
  else if ('online' in each) world.goOnline();
  else world.expireCursors();
}

/**
 * How often to run, and which program to run again: a failure prints its seed and path.
 * `MOORING_SIMULATION='{"seed":1,"path":"2:3"}' npx vitest run --project vfs simulation`
 */
const runs: fc.Parameters<unknown> = {
  numRuns: 60,
  ...JSON.parse(process.env['MOORING_SIMULATION'] ?? '{}'),
};

it('ends with one tree on both sides and no word lost, whatever happens', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
      async (steps) => {
        await using world = new World();
        await world.start();
        for (const each of steps) {
          try {
            await take(world, each);
          } catch (error) {
            // A program that asks for what is not there is told so; that is not what is tested here.
            if (!(error instanceof FileSystemError) && !isStorageError(error)) throw error;
          }
        }
        const { status, here, there, lost } = await world.rest();
        expect(world.errors).toEqual([]);
        expect(status).toMatchObject({ connection: 'online', pendingChanges: 0, parked: [] });
        expect(here).toEqual(there);
        expect(lost).toEqual([]);
      },
    ),
    runs,
  );
});
