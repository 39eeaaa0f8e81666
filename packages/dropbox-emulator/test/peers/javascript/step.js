/** Prints a line of JSON for a step that went as it should. */
export function step(name, value = true) {
  process.stdout.write(`${JSON.stringify({ step: name, value })}\n`);
}

/** The error of a call that has to fail. */
export async function refused(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error('A call went well and should not have.');
}
