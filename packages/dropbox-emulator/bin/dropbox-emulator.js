#!/usr/bin/env node
import { sep } from 'node:path';

const neededMajor = 24;

/** Said here, since older versions of Node fail while they load the rest. */
function checkNode() {
  if (Number.parseInt(process.versions.node, 10) >= neededMajor) return;
  process.stderr.write(
    `dropbox-emulator: Node ${neededMajor} or newer is needed, this is ${process.versions.node}.\n`,
  );
  process.exit(1);
}

checkNode();
// In a clone the sources run as they are. What is installed was built, since Node runs no TypeScript in node_modules.
const isInstalled = import.meta.dirname.includes(`${sep}node_modules${sep}`);
await import(isInstalled ? '../dist/main.js' : '../src/main.ts');
