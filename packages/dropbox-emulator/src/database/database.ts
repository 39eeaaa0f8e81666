import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** A SQLite database with its prepared statements. All calls are synchronous. */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  /**
   * `file` may be `:memory:`.
   *
   * @throws DatabaseInUse when another process has the file open
   */
  constructor(file: string) {
    this.#connection = new DatabaseSync(file);
    try {
      // Much is kept in memory besides, so nobody else may write to the file meanwhile.
      this.#connection.exec('PRAGMA locking_mode = EXCLUSIVE;');
      // What is committed survives a crash of the process in any mode; a crash of the machine may cost the last writes.
      this.#connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      // In KiB. The default holds a few thousand entries, and a listing goes through a million.
      this.#connection.exec('PRAGMA cache_size = -131072;');
    } catch (error) {
      this.#connection.close();
      throw isBusy(error) ? new DatabaseInUse(file) : error;
    }
  }

  execute(sql: string): void {
    this.#connection.exec(sql);
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  /** The rows as lists of their columns, which is faster than objects where rows are many. */
  allLists<Row extends readonly unknown[]>(sql: string, ...values: SQLInputValue[]): Row[] {
    const statement = this.#prepare(sql);
    statement.setReturnArrays(true);
    return statement.all(...values) as unknown as Row[];
  }

  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  /** Returns the row id of the last row that was inserted. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).lastInsertRowid);
  }

  /**
   * Everything that the action writes, or nothing of it when it throws. An inner transaction that throws takes only its
   * own writes back, so a batch can go on after an entry that failed.
   */
  transaction<Value>(action: () => Value): Value {
    const isOuter = this.#depth === 0;
    this.execute(isOuter ? 'BEGIN' : `SAVEPOINT level${this.#depth}`);
    this.#depth++;
    try {
      const value = action();
      this.#depth--;
      this.execute(isOuter ? 'COMMIT' : `RELEASE level${this.#depth}`);
      return value;
    } catch (error) {
      this.#depth--;
      this.execute(
        isOuter ? 'ROLLBACK' : `ROLLBACK TO level${this.#depth}; RELEASE level${this.#depth}`,
      );
      throw error;
    }
  }

  close(): void {
    this.#connection.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** A file that another process works with. */
export class DatabaseInUse extends Error {
  override readonly name: 'DatabaseInUse' = 'DatabaseInUse';

  constructor(file: string) {
    super(`${file} is in use by another process`);
  }
}

/** SQLite's own number for a lock that it cannot get. */
const busy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === busy;
}
