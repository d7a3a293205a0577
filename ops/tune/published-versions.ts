import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { LAMBDA_DEFAULTS } from '../../lib/core/aws/lambda-limits';
import { isNotFound, reasonOf } from '../aws/errors';
import { refuse } from '../refusal';
import type { Session } from '../session';
import { callersWithoutAlias } from './callers';

/** What marks a version as something that may be deleted. */
const MARK = 'cdk-hardened-lambda-ops: temporary, may be deleted; memorySize before it: ';
const WAIT_SECONDS = 600;

/**
 * Versions of the function itself, one for each memory size. `$LATEST` has another memory size while they are published, which
 * nobody notices where all callers use an alias.
 */
export class PublishedVersions {
  public static async open(
    session: Session,
    {
      FunctionName: name = '',
      MemorySize = LAMBDA_DEFAULTS.memorySize,
      Timeout = LAMBDA_DEFAULTS.timeout,
      CodeSha256,
    }: FunctionConfiguration,
  ) {
    const callers = await callersWithoutAlias(session, name);
    if (callers.length > 0)
      refuse(
        `'--published-versions' must be used where every caller invokes an alias, got ${callers.slice(0, 3).join(', ')}; leave it out, to tune a copy`,
      );
    const versions = new PublishedVersions(session, name, MemorySize, Timeout, CodeSha256);
    await versions.readExisting();
    return versions;
  }

  /** Versions by their memory size. */
  private readonly made = new Map<number, string>();
  private readonly existing = new Set<string>();
  /** The memory size that it was given last. */
  private lastSet?: number;

  private constructor(
    private readonly session: Session,
    public readonly name: string,
    private readonly memoryMb: number,
    public readonly timeoutSeconds: number,
    /** Of the code that is measured: after a deployment in between, Lambda refuses to publish. */
    private readonly CodeSha256: string | undefined,
  ) {}

  public qualifierOf(memoryMb: number): string | undefined {
    return this.made.get(memoryMb);
  }

  /** Publishes a version for each size, and puts the memory size back before any of them is measured. */
  public async publish(sizes: readonly number[]): Promise<void> {
    try {
      for (const size of sizes) {
        if (this.session.signal.aborted) return;
        await this.publishOne(size);
      }
    } finally {
      await this.putBack();
    }
  }

  /** Deletes the versions that were made. What can't be deleted is reported. */
  public async remove(): Promise<void> {
    const { DeleteFunctionCommand } = await import('@aws-sdk/client-lambda');
    const client = await this.session.clients.lambda();
    const left: string[] = [];
    for (const Qualifier of this.made.values()) {
      if (this.existing.has(Qualifier)) continue;
      await client.send(new DeleteFunctionCommand({ FunctionName: this.name, Qualifier })).catch((error) => {
        if (!isNotFound(error)) left.push(`${Qualifier} (${reasonOf(error)})`);
      });
    }
    if (left.length > 0)
      refuse(`the temporary versions of '${this.name}' must be deleted, got an error for ${left.join(', ')}; delete them`);
  }

  private async publishOne(MemorySize: number): Promise<void> {
    const { PublishVersionCommand, waitUntilPublishedVersionActive } = await import('@aws-sdk/client-lambda');
    const client = await this.session.clients.lambda();
    await this.setMemory(MemorySize);
    const Description = `${MARK}${this.memoryMb} MB`;
    const { Version = '' } = await client.send(
      new PublishVersionCommand({ FunctionName: this.name, Description, CodeSha256: this.CodeSha256 }),
    );
    this.made.set(MemorySize, Version);
    await waitUntilPublishedVersionActive({ client, maxWaitTime: WAIT_SECONDS }, { FunctionName: this.name, Qualifier: Version });
  }

  /** Not where somebody else has set another size meanwhile, such as a deployment. */
  private async putBack(): Promise<void> {
    if (this.lastSet === undefined) return;
    const { GetFunctionConfigurationCommand } = await import('@aws-sdk/client-lambda');
    try {
      const client = await this.session.clients.lambda();
      const { MemorySize } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: this.name }));
      if (MemorySize === this.lastSet) await this.setMemory(this.memoryMb);
    } catch (error) {
      refuse(`the memory size of '${this.name}' must be ${this.memoryMb} MB again, got '${reasonOf(error)}'; set it`);
    }
  }

  private async setMemory(MemorySize: number): Promise<void> {
    const { UpdateFunctionConfigurationCommand, waitUntilFunctionUpdatedV2 } = await import('@aws-sdk/client-lambda');
    const client = await this.session.clients.lambda();
    await client.send(new UpdateFunctionConfigurationCommand({ FunctionName: this.name, MemorySize }));
    this.lastSet = MemorySize;
    await waitUntilFunctionUpdatedV2({ client, maxWaitTime: WAIT_SECONDS }, { FunctionName: this.name });
  }

  /** Nothing is published where a version is as the function is now: that one is not ours. */
  private async readExisting(): Promise<void> {
    const { paginateListVersionsByFunction } = await import('@aws-sdk/client-lambda');
    const client = await this.session.clients.lambda();
    for await (const { Versions = [] } of paginateListVersionsByFunction({ client }, { FunctionName: this.name })) {
      for (const { Version = '', Description = '' } of Versions) {
        if (Description.startsWith(MARK))
          refuse(
            `'${this.name}' must have no temporary version of another 'tune', got version ${Version}; delete it if no 'tune' runs, and set memorySize to ${Description.slice(MARK.length)} if it was changed`,
          );
        this.existing.add(Version);
      }
    }
  }
}
