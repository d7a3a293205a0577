import type { GetFunctionCommandOutput } from '@aws-sdk/client-lambda';
import { type Architecture, architectureOf } from '../aws/prices';
import type { Session } from '../session';
import { CopiedFunction } from './copied-function';
import { measure } from './measure';
import { PublishedVersions } from './published-versions';
import { type Result, resultOf } from './result';

export interface Plan {
  readonly architectures: readonly Architecture[];
  readonly sizes: readonly number[];
  readonly payloads: readonly string[];
  readonly isParallel: boolean;
}

/** Measures each memory size on a copy, which is removed in any case. */
export async function measureCopy(
  session: Session,
  original: GetFunctionCommandOutput,
  { architectures, sizes, payloads, isParallel }: Plan,
  replacesOld: boolean,
): Promise<Result[]> {
  const copy = await CopiedFunction.make(session, original, replacesOld);
  const progress = await session.out.progress('Running', architectures.length * sizes.length * payloads.length);
  const results: Result[] = [];
  try {
    for (const architecture of architectures) {
      if (architecture !== architectures[0]) await copy.setArchitecture(architecture);
      for (const size of sizes) {
        if (session.signal.aborted) return results;
        await copy.setMemory(size);
        const reports = await measure(session, copy, payloads, isParallel, progress.advance);
        if (reports.length > 0) results.push(resultOf(architecture, size, reports));
      }
    }
    return results;
  } finally {
    progress.stop();
    await copy.remove();
  }
}

/** Measures each memory size on a version of the function itself. The versions are deleted in any case. */
export async function measureVersions(
  session: Session,
  { Configuration = {} }: GetFunctionCommandOutput,
  { sizes, payloads, isParallel }: Plan,
): Promise<Result[]> {
  const versions = await PublishedVersions.open(session, Configuration);
  const { name, timeoutSeconds } = versions;
  const results: Result[] = [];
  const progress = await session.out.progress('Running', sizes.length * payloads.length);
  try {
    await versions.publish(sizes);
    for (const size of sizes) {
      if (session.signal.aborted) return results;
      const measured = { name, timeoutSeconds, qualifier: versions.qualifierOf(size) };
      const reports = await measure(session, measured, payloads, isParallel, progress.advance);
      if (reports.length > 0) results.push(resultOf(architectureOf(Configuration.Architectures), size, reports));
    }
    return results;
  } finally {
    progress.stop();
    await versions.remove();
  }
}
