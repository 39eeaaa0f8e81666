/**
 * Name of the channel of `node:diagnostics_channel` on which every `observe` layer of the process publishes its
 * OperationEvents, so that a tracer can listen without being handed to the code that builds the layers.
 */
export const operationChannelName = 'mooring:operation';
