import { ArgumentProblem } from '../schema/argument-problem.ts';
import { refine, type Schema } from '../schema/schema.ts';
import { string } from '../schema/string.ts';

// The path types of the specification, with its patterns word for word: messages quote them.
const inNamespace = '(ns:[0-9]+(/(.|[\\r\\n])*)?)';

export const path: Schema<string> = string({ pattern: '/(.|[\\r\\n])*' });

export const pathRootOrId: Schema<string> = string({
  pattern: `(/(.|[\\r\\n])*)?|id:.*|${inNamespace}`,
});

export const pathOrId: Schema<string> = string({ pattern: `/(.|[\\r\\n])*|id:.*|${inNamespace}` });

export const readPath: Schema<string> = string({
  pattern: `(/(.|[\\r\\n])*|id:.*)|(rev:[0-9a-f]{9,})|${inNamespace}`,
});

export const writePath: Schema<string> = string({ pattern: `(/(.|[\\r\\n])*)|${inNamespace}` });

export const writePathOrId: Schema<string> = string({
  pattern: `(/(.|[\\r\\n])*)|${inNamespace}|(id:.*)`,
});

export const rev: Schema<string> = string({ minLength: 9, pattern: '[0-9a-f]+' });

export const sha256Hex: Schema<string> = string({ minLength: 64, maxLength: 64 });

/** For listings, where the root is the empty string. */
export const folderPath: Schema<string> = refine(pathRootOrId, (value) => {
  if (value === '/') {
    throw new ArgumentProblem('Specify the root folder as an empty string rather than as "/".');
  }
});

/** For get_metadata, which knows nothing of the root. */
export const metadataPath: Schema<string> = refine(readPath, (value) => {
  if (value === '/') throw new ArgumentProblem('The root folder is unsupported.');
});
