import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bandwidth, Conditions } from './conditions.ts';
import { Pacer } from './pacer.ts';

export type Direction = keyof Bandwidth;

type Pacers = Readonly<Record<Direction, Pacer>>;

/** Pieces that paced bytes are sent in, so that a slow connection is slow from the start and not in bursts. */
const pieceSize = 16 * 1024;

/** Shapes what flows over each connection and over all of them. */
export class Traffic {
  readonly #conditions: () => Conditions;
  readonly #total: Pacers;
  readonly #connections = new WeakMap<Socket, Pacers>();

  constructor(conditions: () => Conditions) {
    this.#conditions = conditions;
    this.#total = pacersFor(() => this.#conditions().totalBandwidth);
  }

  /** Whether anything limits the direction now. */
  isLimited(direction: Direction): boolean {
    const { connectionBandwidth, totalBandwidth } = this.#conditions();
    return connectionBandwidth[direction] !== undefined || totalBandwidth[direction] !== undefined;
  }

  /** Gives on what the source gives, no faster than the limits allow. */
  async *pace(
    direction: Direction,
    socket: Socket,
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const bytes of source) {
      if (!this.isLimited(direction)) {
        yield bytes;
        continue;
      }
      for (let offset = 0; offset < bytes.length; offset += pieceSize) {
        const piece = bytes.subarray(offset, offset + pieceSize);
        const waits = [this.#total, this.#pacersOf(socket)].map((pacers) =>
          pacers[direction].take(piece.length),
        );
        await sleep(Math.max(...waits), undefined, { signal });
        yield piece;
      }
    }
  }

  #pacersOf(socket: Socket): Pacers {
    const known = this.#connections.get(socket);
    if (known !== undefined) return known;
    const pacers = pacersFor(() => this.#conditions().connectionBandwidth);
    this.#connections.set(socket, pacers);
    return pacers;
  }
}

function pacersFor(bandwidth: () => Bandwidth): Pacers {
  return { up: new Pacer(() => bandwidth().up), down: new Pacer(() => bandwidth().down) };
}
