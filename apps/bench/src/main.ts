import { Command, InvalidArgumentError, Option } from 'commander';
import { type ContenderName, contenders } from './contender/contenders.ts';
import { measure } from './measure/measure.ts';
import type { Result } from './measure/result.ts';
import { renderHead, renderRow } from './report/render-row.ts';
import { workloads } from './workload/workloads.ts';

interface Options {
  readonly contender: readonly ContenderName[];
  readonly scale: number;
}

const names = Object.keys(contenders) as readonly ContenderName[];

await new Command('bench')
  .description('Measures what mounts cost in requests and bytes, on an emulator of this machine.')
  .argument(
    '[workloads...]',
    `which ones; all unless told: ${workloads(1)
      .map(({ name }) => name)
      .join(', ')}`,
  )
  .addOption(new Option('--contender <names...>', 'who competes').choices(names).default(names))
  .option(
    '--scale <number>',
    'size of the workloads, in proportion to those in the README',
    scale,
    1,
  )
  .action(run)
  .parseAsync();

async function run(chosen: readonly string[], options: Options): Promise<void> {
  const all = workloads(options.scale);
  const unknown = chosen.find((name) => all.every((workload) => workload.name !== name));
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no workload ${unknown}.`);
  process.stdout.write(renderHead(options.contender));
  for (const workload of all) {
    if (chosen.length > 0 && !chosen.includes(workload.name)) continue;
    const results: Result[] = [];
    for (const name of options.contender) {
      const result = await measure(workload, contenders[name]);
      for (const line of result.differences) process.stderr.write(`${name}: ${line}\n`);
      if (name === 'mooring' && result.differences.length > 0) process.exitCode = 1;
      results.push(result);
    }
    process.stdout.write(renderRow(workload, results));
  }
}

function scale(text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('A scale is a number above 0.');
}
