import type { Result } from '../measure/result.ts';
import type { Floor, Workload } from '../workload/workload.ts';
import { formatBytes } from './format-bytes.ts';

/** The head of a table in Markdown. */
export function renderHead(contenders: readonly string[]): string {
  const titles = ['workload', 'floor', ...contenders];
  return `| ${titles.join(' | ')} |\n${'|---'.repeat(titles.length)}|\n`;
}

/** A line of that table: what a workload costs at the least, and what it cost each contender. */
export function renderRow({ title, floor }: Workload, results: readonly Result[]): string {
  const least = [requests(floor.requests), ...bytes(floor)].join(', ');
  return `| ${[title, least, ...results.map((result) => renderResult(floor, result))].join(' | ')} |\n`;
}

function renderResult(floor: Floor, { cost, seconds, differences }: Result): string {
  const share = floor.requests === 0 ? '' : ` (${(cost.requests / floor.requests).toFixed(1)}×)`;
  const facts = [requests(cost.requests) + share, ...bytes(cost), `${seconds.toFixed(1)} s`];
  if (differences.length > 0) facts.push(`**${differences.length} paths wrong**`);
  return facts.join(', ');
}

function requests(count: number): string {
  return count === 1 ? '1 request' : `${count} requests`;
}

function bytes({ down, up }: { readonly down: number; readonly up: number }): readonly string[] {
  return [
    ...(down > 0 ? [`${formatBytes(down)} down`] : []),
    ...(up > 0 ? [`${formatBytes(up)} up`] : []),
  ];
}
