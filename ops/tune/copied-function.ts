import type { CreateFunctionCommandInput, FunctionConfiguration, GetFunctionCommandOutput, Runtime } from '@aws-sdk/client-lambda';
import { LAMBDA_DEFAULTS } from '../../lib/core/aws/lambda-limits';
import { isNotFound, reasonOf } from '../aws/errors';
import type { Architecture } from '../aws/prices';
import { refuse } from '../refusal';
import type { Session } from '../session';
import { type CopiedCode, downloadCode } from './copied-code';

/** Marks the copy as something that may be deleted. */
const TAG = 'cdk-hardened-lambda-ops:temporary-copy-of';
const SUFFIX = '-tuning';
const LONGEST_NAME = 64;
const WAIT_SECONDS = 300;

export const copyNameOf = (name: string): string => `${name.slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}`;

/** A copy of a function that nothing calls: its memory can be changed while the function itself works on. */
export class CopiedFunction {
  public static async make(session: Session, original: GetFunctionCommandOutput, replacesOld: boolean): Promise<CopiedFunction> {
    const configuration = original.Configuration ?? {};
    const name = copyNameOf(configuration.FunctionName ?? '');
    const code = await downloadCode(original);
    await removeOld(session, name, configuration.FunctionName ?? '', replacesOld);
    const copy = new CopiedFunction(session, name, code, configuration.Timeout ?? LAMBDA_DEFAULTS.timeout);
    const { CreateFunctionCommand, waitUntilFunctionActiveV2 } = await import('@aws-sdk/client-lambda');
    const client = await session.clients.lambda();
    await client.send(new CreateFunctionCommand(inputOf(name, configuration, code)));
    try {
      await waitUntilFunctionActiveV2({ client, maxWaitTime: WAIT_SECONDS }, { FunctionName: name });
    } catch (error) {
      await copy.remove();
      throw error;
    }
    return copy;
  }

  private constructor(
    private readonly session: Session,
    public readonly name: string,
    private readonly code: CopiedCode,
    public readonly timeoutSeconds: number,
  ) {}

  public async setMemory(MemorySize: number): Promise<void> {
    const { UpdateFunctionConfigurationCommand, waitUntilFunctionUpdatedV2 } = await import('@aws-sdk/client-lambda');
    const client = await this.session.clients.lambda();
    await client.send(new UpdateFunctionConfigurationCommand({ FunctionName: this.name, MemorySize }));
    await waitUntilFunctionUpdatedV2({ client, maxWaitTime: WAIT_SECONDS }, { FunctionName: this.name });
  }

  public async setArchitecture(architecture: Architecture): Promise<void> {
    const { UpdateFunctionCodeCommand, waitUntilFunctionUpdatedV2 } = await import('@aws-sdk/client-lambda');
    const client = await this.session.clients.lambda();
    await client.send(new UpdateFunctionCodeCommand({ FunctionName: this.name, Architectures: [architecture], ...this.code.input }));
    await waitUntilFunctionUpdatedV2({ client, maxWaitTime: WAIT_SECONDS }, { FunctionName: this.name });
  }

  /** Also after an interruption; what can't be removed is reported. */
  public async remove(): Promise<void> {
    const { DeleteFunctionCommand } = await import('@aws-sdk/client-lambda');
    try {
      await (await this.session.clients.lambda()).send(new DeleteFunctionCommand({ FunctionName: this.name }));
    } catch (error) {
      if (!isNotFound(error)) refuse(`the temporary copy '${this.name}' must be deleted, got '${reasonOf(error)}'; delete it`);
    }
  }
}

/** What has the same role, environment, layers and network, and no trigger, alias, reserved concurrency or failure target. */
function inputOf(FunctionName: string, from: FunctionConfiguration, code: CopiedCode): CreateFunctionCommandInput {
  const { LogFormat, ApplicationLogLevel, LogGroup = `/aws/lambda/${from.FunctionName}` } = from.LoggingConfig ?? {};
  return {
    FunctionName,
    Description: `temporary copy of ${from.FunctionName}, may be deleted`,
    Role: from.Role,
    Runtime: from.Runtime as Runtime | undefined,
    Handler: from.Handler,
    PackageType: from.PackageType,
    Code: code.input,
    Timeout: from.Timeout,
    MemorySize: from.MemorySize,
    Architectures: from.Architectures,
    Environment: from.Environment?.Variables && { Variables: from.Environment.Variables },
    Layers: from.Layers?.map(({ Arn = '' }) => Arn),
    VpcConfig: from.VpcConfig && { SubnetIds: from.VpcConfig.SubnetIds, SecurityGroupIds: from.VpcConfig.SecurityGroupIds },
    FileSystemConfigs: from.FileSystemConfigs,
    EphemeralStorage: from.EphemeralStorage,
    KMSKeyArn: from.KMSKeyArn,
    ImageConfig: from.ImageConfigResponse?.ImageConfig,
    TracingConfig: from.TracingConfig && { Mode: from.TracingConfig.Mode },
    // In the log group of the original, so that none is left behind; and its level must not leave out the report of a run.
    LoggingConfig: { LogFormat, LogGroup, ...(LogFormat === 'JSON' && { ApplicationLogLevel, SystemLogLevel: 'INFO' as const }) },
    Tags: { [TAG]: from.FunctionName ?? '' },
  };
}

/** A copy of a run that was killed, or of one that still goes on: nobody can tell, so the user has to. */
async function removeOld({ clients }: Session, FunctionName: string, of: string, replacesOld: boolean): Promise<void> {
  const { DeleteFunctionCommand, GetFunctionCommand } = await import('@aws-sdk/client-lambda');
  const client = await clients.lambda();
  const found = await client.send(new GetFunctionCommand({ FunctionName })).catch((error) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  if (found === undefined) return;
  if (found.Tags?.[TAG] !== of) refuse(`'${FunctionName}' must be free for the temporary copy, got a function that is none; rename it`);
  if (!replacesOld)
    refuse(`'${FunctionName}' must be free, got the copy of another 'tune' that runs or was killed; set '--replace-copy' if none runs`);
  await client.send(new DeleteFunctionCommand({ FunctionName }));
}
