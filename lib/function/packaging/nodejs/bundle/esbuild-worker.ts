import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Input } from '../cache/resolution';

/** A message of esbuild's: https://esbuild.github.io/api/#build-failures */
export interface Message {
  readonly text: string;
  readonly location: { readonly file: string; readonly line: number; readonly column: number; readonly lineText: string } | null;
  readonly notes: { readonly text: string }[];
}

export interface BuildAnswer {
  readonly outputFiles?: { readonly path: string; readonly contents: Uint8Array }[];
  readonly inputs?: readonly Input[];
  readonly errors: Message[];
  readonly warnings: Message[];
  /** What went wrong where it is not about the code that was bundled. */
  readonly failure?: string;
}

export interface BuildTask {
  /** The folder of esbuild's package. */
  readonly esbuild: string;
  readonly esbuildVersion: string;
  readonly options: Record<string, unknown>;
  readonly entry: string;
  /**
   * The bundles of one series have one entry: a link that leads to another file each time. It is made in a folder in which little else
   * is, since esbuild lists each folder above its entry. Without a series, nothing is shared.
   */
  readonly series?: { readonly name: string; readonly outbase: string; readonly links: string };
}

/*
 * esbuild's API for a series of builds is asynchronous, and a constructor has to answer at once: it waits for a thread,
 * as esbuild's own buildSync does. A link is read as the file that it leads to.
 */
const THREAD = `
const { workerData: { port, signal } } = require('node:worker_threads');
const { mkdirSync, realpathSync, rmSync, symlinkSync } = require('node:fs');
const { randomUUID } = require('node:crypto');
const { join, sep } = require('node:path');
const MOST_SERIES = 4;
const IDLE_MS = 3000;
const open = new Map();
const loaded = new Map();
let idle;

async function end(name) {
  const series = open.get(name);
  open.delete(name);
  if (series) await series.context.dispose();
}

async function endAll() {
  for (const name of [...open.keys()]) await end(name);
}

/** Another version may have been installed since the last build. */
async function load(folder, version) {
  const known = loaded.get(folder);
  if (known && known.version === version) return known.api;
  if (known) {
    await endAll();
    const real = realpathSync(folder) + sep;
    for (const path of Object.keys(require.cache)) if (path.startsWith(real)) delete require.cache[path];
  }
  const api = require(folder);
  loaded.set(folder, { version, api });
  return api;
}

async function build({ esbuild, esbuildVersion, options, entry, series }) {
  const api = await load(esbuild, esbuildVersion);
  const alone = () => api.build({ ...options, entryPoints: [entry] });
  if (series === undefined) return alone();
  const { name, outbase, links } = series;
  const folder = open.get(name)?.folder ?? join(links, 'bundle-' + randomUUID());
  const link = join(folder, 'entry.ts');
  try {
    mkdirSync(folder, { recursive: true });
    symlinkSync(entry, link);
  } catch {
    // As on Windows, where links take a privilege.
    rmSync(folder, { recursive: true, force: true });
    return alone();
  }
  try {
    if (!open.has(name) && open.size >= MOST_SERIES) await end(open.keys().next().value);
    if (!open.has(name)) open.set(name, { folder, context: await api.context({ ...options, outbase, entryPoints: [link] }) });
    return await open.get(name).context.rebuild();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const plain = (messages) => (messages || []).map(({ text, location, notes }) => ({ text, location, notes: notes.map(({ text }) => ({ text })) }));

const inputsOf = ({ inputs }) =>
  Object.entries(inputs).map(([path, { imports }]) => [path, ...imports.map(({ path, original = path }) => original)].join('\\0'));

port.on('message', async ({ task, ended }) => {
  clearTimeout(idle);
  let answer;
  try {
    if (ended !== undefined) await end(ended);
    const { outputFiles, metafile, errors, warnings } = task ? await build(task) : {};
    // esbuild's are views of one buffer, of which each would be copied whole.
    const files = outputFiles && outputFiles.map(({ path, contents }) => ({ path, contents: contents.slice() }));
    answer = { outputFiles: files, inputs: metafile && inputsOf(metafile), errors: plain(errors), warnings: plain(warnings) };
  } catch (error) {
    const errors = plain(error && error.errors);
    answer = { errors, warnings: plain(error && error.warnings), failure: errors.length > 0 ? undefined : String(error && error.message) };
  }
  port.postMessage(answer, (answer.outputFiles || []).map(({ contents }) => contents.buffer));
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
  idle = setTimeout(endAll, IDLE_MS);
});
`;

const LONGEST_MS = 300_000;

/**
 * esbuild collects garbage less often in a service that builds again and again: a quarter of its time, for about 200 MB.
 * https://pkg.go.dev/runtime#hdr-Environment_Variables
 */
const GARBAGE_PERCENT = '400';

let connection: { readonly worker: Worker; readonly port: MessagePort; readonly signal: Int32Array } | undefined;

function connect(): NonNullable<typeof connection> {
  if (connection) return connection;
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(THREAD, {
    eval: true,
    workerData: { port: port2, signal },
    transferList: [port2],
    env: { GOGC: GARBAGE_PERCENT, ...process.env },
  });
  worker.unref();
  port1.unref();
  connection = { worker, port: port1, signal };
  return connection;
}

function ask(message: { readonly task?: BuildTask; readonly ended?: string }, meanwhile?: () => void): BuildAnswer {
  const { worker, port, signal } = connect();
  Atomics.store(signal, 0, 0);
  port.postMessage(message);
  let answer: BuildAnswer | undefined;
  try {
    meanwhile?.();
  } finally {
    Atomics.wait(signal, 0, 0, LONGEST_MS);
    answer = receiveMessageOnPort(port)?.message;
    // What is answered later must not be taken for the answer to another question.
    if (answer === undefined) {
      void worker.terminate();
      connection = undefined;
    }
  }
  return answer ?? { errors: [], warnings: [], failure: 'esbuild does not answer' };
}

/** The esbuild of a project, asked from code that has to answer at once. @internal */
export const esbuildThread = {
  build: (task: BuildTask, meanwhile?: () => void): BuildAnswer => ask({ task }, meanwhile),
  endSeries: (series: string): void => void ask({ ended: series }),
};
