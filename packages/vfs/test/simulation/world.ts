import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listEntries, readBytes, type StoragePath } from '@mooring/core';
import { createMemoryStore, type MemoryFault, type MemoryProvider } from '@mooring/memory';
import { FileSystemError } from '../../src/error/file-system-error.ts';
import type { HandleId } from '../../src/file-system/handle-id.ts';
import type { LiveFileSystem } from '../../src/file-system/live-file-system.ts';
import { openFileSystem } from '../../src/open-file-system.ts';
import { Files } from '../fixture/files.ts';
import { storeTree } from '../fixture/store.ts';
import { MemoryContentFiles } from './memory-content-files.ts';
import { VirtualEnvironment } from './virtual-environment.ts';

/**
 * One store, one device under test and one other device, in one thread and on a clock of their own: a program of steps
 * always runs the same way. Every content that anybody writes is a word of its own, so that it can be told at the end
 * whether one was lost.
 */
export class World implements AsyncDisposable {
  readonly environment = new VirtualEnvironment();
  readonly #store = createMemoryStore({ clock: this.environment, pageSize: 3 });
  readonly other: MemoryProvider = this.#store.connect();
  readonly errors: unknown[] = [];
  readonly #living = new Set<string>();
  readonly #folder = mkdtempSync(join(tmpdir(), 'mooring-simulation-'));
  #line: MemoryProvider = this.#store.connect();
  #disk = new MemoryContentFiles();
  #starts = 0;
  #words = 0;
  #invalidations = 0;
  #fileSystem: LiveFileSystem | undefined;
  #held: HandleId | undefined;

  get fileSystem(): LiveFileSystem {
    if (this.#fileSystem === undefined) throw new Error('the device is off');
    return this.#fileSystem;
  }

  get files(): Files {
    return new Files(this.fileSystem);
  }

  async start(): Promise<void> {
    this.#fileSystem = await openFileSystem({
      provider: this.#line,
      environment: this.environment,
      contentFiles: this.#disk,
      stateFolder: this.#stateFolder(),
      cacheFolder: this.#folder,
      uploadDelayMs: 1000,
      hostName: 'device',
      onError: (error) => this.errors.push(error),
    });
    this.#fileSystem.onInvalidation(() => this.#invalidations++);
  }

  /** The process is killed: the disk stays as it is at this moment, and another process starts on it. */
  async crash(): Promise<void> {
    const before = this.#stateFolder();
    const disk = this.#disk.snapshot();
    this.#starts++;
    cpSync(before, this.#stateFolder(), { recursive: true });
    this.#held = undefined;
    const dying = this.fileSystem.close();
    this.#disk = disk;
    this.#line = this.#store.connect();
    await this.environment.turn();
    await dying;
    await this.start();
  }

  async restart(): Promise<void> {
    this.#held = undefined;
    await this.fileSystem.close();
    this.#line = this.#store.connect();
    await this.start();
  }

  fail(fault: MemoryFault): void {
    this.#line.failNext(fault);
  }

  expireCursors(): void {
    this.#store.expireCursors();
  }

  goOffline(): void {
    this.#line.goOffline();
  }

  goOnline(): void {
    this.#line.goOnline();
  }

  /** The user writes a new word into a file. */
  async write(path: string): Promise<void> {
    await this.#userLoses(path, async (word) => this.files.write(path, word));
  }

  async append(path: string): Promise<void> {
    await this.#userLoses(path, async (word) => this.files.append(path, ` ${word}`), 'keeps');
  }

  async unlink(path: string): Promise<void> {
    await this.#userLoses(path, () => this.files.unlink(path));
  }

  async mkdir(path: string): Promise<void> {
    await this.#withTime(this.files.mkdir(path));
  }

  async rmdir(path: string): Promise<void> {
    await this.#withTime(this.files.rmdir(path));
  }

  async rename(from: string, to: string): Promise<void> {
    if (from === to) return;
    await this.#userLoses(to, () => this.files.rename(from, to));
  }

  /** A program opens a file, writes to it again and again, and may keep it open for long. */
  async hold(path: string): Promise<void> {
    await this.letGo();
    const node = await this.#withTime(this.files.find(path));
    this.#held = await this.fileSystem.open(node, { access: 'write', append: true });
  }

  async writeThrough(): Promise<void> {
    if (this.#held === undefined) return;
    const word = this.#newWord();
    await this.#withTime(this.fileSystem.write(this.#held, 0, Buffer.from(` ${word}`)));
    await this.fileSystem.flush(this.#held);
    // A file that the user has removed meanwhile takes what is written with it.
    const here = await this.#withTime(this.files.tree()).catch(() => ({}));
    const words = Object.values(here).flatMap((content) => content.split(' '));
    if (words.includes(word)) this.#living.add(word);
  }

  async letGo(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) await this.fileSystem.release(held);
  }

  /** The other device writes a new word into a file. */
  async put(path: StoragePath): Promise<void> {
    const word = this.#newWord();
    const lost = await this.#stored(path);
    await this.other.write({ path, content: Buffer.from(word), mode: 'overwrite' });
    this.#living.add(word);
    this.#forget(lost);
  }

  async remove(path: StoragePath): Promise<void> {
    const lost = await this.#stored(path);
    await this.other.remove({ path, recursive: true });
    this.#forget(lost);
  }

  async move(from: StoragePath, to: StoragePath): Promise<void> {
    await this.other.move({ from, to });
  }

  async createFolder(path: StoragePath): Promise<void> {
    await this.other.createFolder({ path });
  }

  /** Lets everything come to rest, and returns what both sides hold then. */
  async rest() {
    this.goOnline();
    await this.letGo();
    for (let second = 0; second < 600; second++) {
      await this.environment.run(1000);
      const { connection, pendingChanges } = this.fileSystem.status();
      if (connection === 'online' && pendingChanges === 0 && second > 30) break;
    }
    const status = this.fileSystem.status();
    const here = await this.#look();
    const there = await this.#withTime(storeTree(this.other));
    const words = new Set(Object.values(there).flatMap((content) => content.split(' ')));
    const lost = [...this.#living].filter((word) => !words.has(word));
    return { status, here, there, lost };
  }

  /** What the user sees. Faults that no call has met yet may still hit the reads. */
  async #look(): Promise<Readonly<Record<string, string>>> {
    for (let attempt = 0; attempt < 50; attempt++) {
      const tree = await this.#withTime(this.files.tree()).catch((error: unknown) => {
        if (!(error instanceof FileSystemError) || error.code !== 'EIO') throw error;
      });
      if (tree !== undefined) return tree;
    }
    throw new Error('the files cannot be read');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#fileSystem?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** An operation of the user that takes what the user sees at a path, and may leave a new word. */
  async #userLoses(
    path: string,
    operation: (word: string) => Promise<void>,
    old: 'goes' | 'keeps' = 'goes',
  ): Promise<void> {
    const word = this.#newWord();
    // What the user reads has to be what the operation meets, so nothing may change between the two.
    let lost = '';
    for (let seen = -1; seen !== this.#invalidations; ) {
      await this.environment.turn();
      seen = this.#invalidations;
      lost = old === 'goes' ? await this.#withTime(this.#read(path)) : '';
    }
    await this.#withTime(operation(word));
    if (operation.length > 0) this.#living.add(word);
    this.#forget(lost);
  }

  /** Nothing where there is no file. A file that cannot be read now cannot be lost knowingly, and fails. */
  async #read(path: string): Promise<string> {
    const there = await this.files.stat(path).catch(unlessMissing);
    return there?.kind === 'file' ? this.files.read(path) : '';
  }

  /** The words that the store holds at a path, with nothing else under way. */
  async #stored(path: StoragePath): Promise<string> {
    await this.environment.turn();
    const entry = await this.other.stat({ path });
    if (entry.kind === 'file') return Buffer.from(await readBytes(this.other, { path })).toString();
    const inside: string[] = [];
    for await (const each of listEntries(this.other, { path, recursive: true })) {
      if (each.kind === 'file') inside.push(await this.#stored(each.path));
    }
    return inside.join(' ');
  }

  #forget(words: string): void {
    for (const word of words.split(' ')) this.#living.delete(word);
  }

  /** Waits for an operation that may need time to pass, as a slow or failing line does. */
  async #withTime<Value>(operation: Promise<Value>): Promise<Value> {
    let done = false;
    const finished = operation.finally(() => {
      done = true;
    });
    finished.catch(() => {});
    for (let step = 0; !done && step < 10_000; step++)
      await this.environment.run(step < 5 ? 0 : 10);
    return finished;
  }

  #newWord(): string {
    return `w${++this.#words}`;
  }

  #stateFolder(): string {
    return join(this.#folder, `state-${this.#starts}`);
  }
}

function unlessMissing(error: unknown): undefined {
  const codes = ['ENOENT', 'ENOTDIR'];
  if (!(error instanceof FileSystemError) || !codes.includes(error.code)) throw error;
}
