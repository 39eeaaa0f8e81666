#!/usr/bin/env node
import { sep } from 'node:path';

// In a clone the sources run as they are. What is installed was built, since Node runs no TypeScript in node_modules.
const isInstalled = import.meta.dirname.includes(`${sep}node_modules${sep}`);
await import(isInstalled ? '../dist/main.js' : '../src/main.ts');
