import type { NodeId } from '../file-system/node-id.ts';

/** An answer of the store crossed a change of ours, so it cannot be told what it means for the node. Ask again. */
export class UncertainObservation extends Error {
  override readonly name = 'UncertainObservation';
  readonly node: NodeId;

  constructor(node: NodeId) {
    super(`what the store says of node ${node} crossed a change of it`);
    this.node = node;
  }
}
