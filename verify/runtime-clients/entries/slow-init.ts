// Waits for longer than anybody does.
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);

export const handler = async (): Promise<void> => {};
