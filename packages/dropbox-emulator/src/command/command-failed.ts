/** A failure that the user can do something about. The message is all that is shown. */
export class CommandFailed extends Error {
  override readonly name: 'CommandFailed' = 'CommandFailed';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}
