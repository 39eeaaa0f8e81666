import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A block of code in a README, marked as `ts example` (a program) or `ts test` (a test file). */
export interface ReadmeExample {
  readonly kind: 'example' | 'test';
  readonly code: string;
  /** What the program prints: the comments behind its calls of `console.log`. */
  readonly prints: readonly string[];
}

export function readmeExamples(folder: string): readonly ReadmeExample[] {
  const file = join(folder, 'README.md');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return [...text.matchAll(/^```ts (example|test)\n(.*?)^```$/gms)].map(([, kind, code = '']) => ({
    kind: kind === 'test' ? 'test' : 'example',
    code,
    prints: [...code.matchAll(/^\s*console\.log\(.*\); \/\/ (.*)$/gm)].map(([, line = '']) => line),
  }));
}
