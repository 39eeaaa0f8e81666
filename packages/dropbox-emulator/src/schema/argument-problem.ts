export interface ArgumentProblemOptions {
  /** The pattern that a string missed. One wire style tells only this. */
  readonly pattern?: string | undefined;
}

/** An argument that its schema refuses. The message is the service's own wording, without the place. */
export class ArgumentProblem extends Error {
  override readonly name: 'ArgumentProblem' = 'ArgumentProblem';
  readonly pattern: string | undefined;
  readonly #fields: string[] = [];

  constructor(message: string, options: ArgumentProblemOptions = {}) {
    super(message);
    this.pattern = options.pattern;
  }

  /** The names of the fields that lead to the value, outermost first. */
  get fields(): readonly string[] {
    return this.#fields;
  }

  /** Tells that the value stands in this field. Called from the inside out, as the problem passes. */
  inField(field: string): this {
    this.#fields.unshift(field);
    return this;
  }
}
