import type { Json } from '../raw/raw-client.ts';

const names = [
  'a',
  'A',
  'b.txt',
  'B.TXT',
  'É',
  'e\u0301',
  'c.paper',
  'd.png',
  'İ',
  'x'.repeat(255),
];
const oddNames = ['', '..', 'a ', ' sp', '.dropbox', 'q\\', 'n\n', '\u007f', '\ud800', '😀', '%'];
const oddPaths = [
  '',
  '/',
  '//',
  '//a',
  'a',
  'rev:',
  'ns:',
  'id:',
  'id:none',
  'ns:1/a',
  null,
  5,
  [],
];
const numbers = [0, 1, 2, 10, 60, 1000, 2000, -1, 1.5, 4_194_304, 2 ** 52, 2 ** 53, 1e308, 'x'];
const flags = [true, false, true, false, null, 'x'];
const texts = ['', 'a', 'ab c', '(', '[', '\\', '*', '\0', 'é', '\ud800', '%', 'x'.repeat(600), 5];
const times = ['2020-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', 'x'];

/** Things that answers have given, by kind, to be asked for again. */
const known = {
  id: ['id:none'],
  rev: ['0123456789abc', '016500000000000000000000000000001'],
  cursor: ['x'],
  session: ['none'],
  job: ['dbjid:none'],
  url: ['http://[bad', 'ftp://x', 'https://www.dropbox.com/scl/fi/a/b?rlkey=c'],
  sharedFolder: ['1', '99999999999999999999', 'x'],
  copyReference: ['x'],
};

type Kind = keyof typeof known;

const patterns: Readonly<Record<Kind, RegExp>> = {
  id: /"id":"(id:[^"]+)"/g,
  rev: /"rev":"([^"]+)"/g,
  cursor: /"cursor":"([^"]+)"/g,
  session: /session_id":"([^"]+)"/g,
  job: /"(dbjid:[^"]+)"/g,
  url: /"url":"([^"]+)"/g,
  sharedFolder: /"shared_folder_id":"([^"]+)"/g,
  copyReference: /"copy_reference":"([^"]+)"/g,
};

/** Values for fields of arguments, right and wrong ones, that follow from a seed. */
export class RandomArguments {
  #state: number;
  readonly #known: Record<Kind, string[]> = structuredClone(known);

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to 1. */
  next(): number {
    this.#state = (Math.imul(this.#state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return this.#state / 0x80000000;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() * items.length)] as Item;
  }

  /** Remembers what an answer has in it that other calls take. */
  learn(text: string): void {
    for (const [kind, pattern] of Object.entries(patterns) as [Kind, RegExp][]) {
      const list = this.#known[kind];
      for (const [, value = ''] of text.matchAll(pattern)) list.push(value);
      if (list.length > 60) list.splice(known[kind].length, 20);
    }
  }

  /** A value for a field, by its name. */
  value(field: string): Json {
    switch (field) {
      case 'cursor':
        return this.next() < 0.5 ? this.#of('cursor') : this.#sessionCursor();
      case 'session_id':
        return this.#of('session');
      case 'async_job_id':
        return this.#of('job');
      case 'url':
        return this.#of('url');
      case 'shared_folder_id':
        return this.#of('sharedFolder');
      case 'copy_reference':
        return this.#of('copyReference');
      case 'paths':
        return [this.#path(), this.#path()];
      case 'entries':
        return [this.#entry(), this.#entry()].slice(Math.floor(this.next() * 3));
      case 'commit':
      case 'commit_info':
        return { path: this.#path(), mode: this.value('mode'), autorename: this.pick(flags) };
      case 'resource':
        return { '.tag': 'path', path: this.#path() };
      case 'settings':
        return { expires: this.pick(times), link_password: this.pick(texts) };
      case 'shared_link':
        return { url: this.#of('url') };
      case 'members':
        return [{ member: { '.tag': 'email', email: this.pick(texts) } }];
      case 'options':
        return { path: this.#path(), max_results: this.pick(numbers) };
      case 'mode':
        return this.pick([
          'add',
          'overwrite',
          'path',
          'id',
          'strict',
          { '.tag': 'update', update: this.#of('rev') },
        ]);
      case 'session_type':
        return this.pick(['sequential', 'concurrent']);
      case 'import_format':
        return this.pick(['html', 'markdown', 'plain_text']);
      case 'doc_update_policy':
        return this.pick(['update', 'overwrite', 'prepend', 'append']);
      case 'expires':
      case 'client_modified':
        return this.pick(times);
      default:
        return this.#byEnding(field);
    }
  }

  #byEnding(field: string): Json {
    if (field.includes('path')) return this.#path();
    if (field.includes('rev')) return this.#of('rev');
    if (/limit|max|offset|length|num|duration|start|timeout/.test(field)) return this.pick(numbers);
    if (/^(include|force|auto|allow|strict|remove)|close|recursive|mute/.test(field)) {
      return this.pick(flags);
    }
    return this.pick(texts);
  }

  #path(): Json {
    const chance = this.next();
    if (chance < 0.1) return this.#of('id');
    if (chance < 0.15) return `rev:${this.#of('rev')}`;
    if (chance < 0.25) return this.pick(oddPaths);
    const depth = 1 + Math.floor(this.next() * 3);
    const name = () => this.pick(this.next() < 0.9 ? names : oddNames);
    return Array.from({ length: depth }, () => `/${name()}`).join('');
  }

  #entry(): Json {
    return this.pick([
      { path: this.#path() },
      { from_path: this.#path(), to_path: this.#path() },
      { cursor: this.#sessionCursor(), commit: { path: this.#path() } },
      { cursor: this.#sessionCursor(), length: this.pick(numbers) },
    ]);
  }

  #sessionCursor(): Json {
    return { session_id: this.#of('session'), offset: this.pick(numbers) };
  }

  #of(kind: Kind): string {
    return this.pick(this.#known[kind]);
  }
}
