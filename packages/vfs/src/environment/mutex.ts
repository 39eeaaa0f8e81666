/** Runs tasks one after another, in the order in which they came. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  run<Value>(task: () => Promise<Value>): Promise<Value> {
    const result = this.#last.then(task, task);
    this.#last = result;
    return result;
  }
}
