import { statSync } from 'node:fs';
import { Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { checkGiven, refuse, refuseAtSynth } from '../../../core/errors';

/** What esbuild takes as an entry for Node.js. */
const SOURCE = /\.[cm]?[jt]sx?$/;

/** @internal */
export function checkEntry(scope: IConstruct, entry: string | undefined, code: unknown): asserts entry is string {
  if (code !== undefined) {
    refuse(scope, `'entry' can't be combined with 'code'; remove 'code', or use HardenedFunction for code that is built already`);
  }
  checkGiven(scope, 'entry', entry, "'src/orders.ts'");
  if (typeof entry !== 'string' || !SOURCE.test(entry)) {
    refuse(scope, `'entry' must be a TypeScript or JavaScript file, got ${JSON.stringify(entry)}; name the file that exports the handler`);
  }
  if (isFile(entry)) return;
  refuseAtSynth(
    scope,
    `'entry' must be a file that exists, got ${JSON.stringify(entry)}; a relative path starts at the folder that the app runs in, ` +
      `so join it with __dirname`,
  );
}

/** @internal */
export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** @internal */
export function checkNodejs(scope: IConstruct, runtime: lambda.Runtime): void {
  if (runtime.family === lambda.RuntimeFamily.NODEJS) return;
  refuse(
    scope,
    `'runtime' must be one of Node.js for a bundle, got ${runtime.name ?? JSON.stringify(runtime)}; choose lambda.Runtime.NODEJS_24_X, or use HardenedFunction for other languages`,
  );
}

/** Folders, a file, and the name of what it exports; behind it, what that holds. */
const HANDLER = /^(.*\/)?[^./]+\.[^.]/;

/**
 * The handler as Lambda reads it: the bundle's file is `index`, so that a name alone is enough.
 *
 * @internal
 */
export function handlerIn(scope: IConstruct, handler: string): string {
  if (Token.isUnresolved(handler)) return handler;
  if (typeof handler === 'string' && /^[^.]+$/.test(handler)) return `index.${handler}`;
  if (typeof handler === 'string' && HANDLER.test(handler)) return handler;
  return refuse(
    scope,
    `'handler' must be the name of an export, alone or behind a file and a dot, got ${JSON.stringify(handler)}; write for example 'index.handler'`,
  );
}
