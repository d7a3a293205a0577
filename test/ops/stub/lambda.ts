import { randomUUID } from 'node:crypto';
import { functionArn } from './names';
import { fail, type Reply, type Request, type StubService } from './stub-service';

export interface Answer {
  readonly error?: { readonly errorType: string; readonly errorMessage: string };
  readonly value?: unknown;
  /** The tail of the log. */
  readonly log?: string;
}

type Configuration = Record<string, unknown>;

export interface StubFunction {
  readonly configuration?: Configuration;
  /** Aliases of version 1, or what ListAliases has of them. */
  readonly aliases?: readonly (string | { readonly Name: string; readonly FunctionVersion: string; readonly RoutingConfig?: object })[];
  readonly onFailure?: Record<string, string>;
  readonly mappings?: Record<string, unknown>[];
  /** By whom the bare name may be invoked. */
  readonly policy?: object;
  readonly urls?: readonly string[];
  /** What GetDurableExecution answers, one after the other. */
  readonly executions?: object[];
  readonly handler?: (payload: string, qualifier: string | undefined, configuration: Configuration) => Answer | Promise<Answer>;
}

export interface Invocation {
  readonly name: string;
  readonly qualifier?: string;
  readonly type: string;
  readonly payload: string;
  readonly executionName?: string;
  readonly connection?: string;
}

const NEVER = '2026-01-31T12:00:00.000+0000';

export class StubLambda implements StubService {
  public readonly functions = new Map<string, StubFunction>();
  public readonly invocations: Invocation[] = [];
  /** What CreateFunction was asked for. */
  public readonly created: any[] = [];
  /** The package of each function. */
  public code: Uint8Array = new Uint8Array();
  /** Published versions by the name of their function. */
  public readonly versions = new Map<string, Configuration[]>();
  private revision = 0;

  constructor(private readonly endpoint: () => string) {}

  public add(name: string, fn: StubFunction): string {
    this.functions.set(name, fn);
    return functionArn(name);
  }

  public answer(request: Request): Promise<Reply> | Reply {
    const { operation, input } = request;
    if (operation === 'ListEventSourceMappings') return { document: { EventSourceMappings: this.mappingsOf(input.FunctionName) } };
    if (operation === 'CreateFunction') return { status: 201, document: this.create(input) };
    if (operation === 'GetDurableExecution') return { document: this.execution(input.DurableExecutionArn) };
    const { FunctionName: name, Qualifier: qualifier } = input;
    const fn = this.functions.get(name) ?? fail(404, 'ResourceNotFoundException', `Function not found: ${functionArn(name)}`);
    this.checkQualifier(name, fn, qualifier);
    switch (operation) {
      case 'GetFunctionConfiguration':
        return { document: this.configurationOf(name, fn, qualifier) };
      case 'GetFunction': {
        const Configuration = this.configurationOf(name, fn, qualifier);
        const Code = { RepositoryType: 'S3', Location: `${this.endpoint()}/code/${name}` };
        return { document: { Configuration, Code, Tags: fn.configuration?.Tags } };
      }
      case 'Invoke':
        return this.invoke(name, fn, request);
      case 'DeleteFunction':
        return { status: 204, document: this.delete(name, qualifier) };
      case 'ListFunctionEventInvokeConfigs':
        return { document: { FunctionEventInvokeConfigs: invokeConfigs(name, fn) } };
      case 'ListAliases':
        return { document: { Aliases: aliasesOf(fn).map((alias) => ({ AliasArn: `${functionArn(name)}:${alias.Name}`, ...alias })) } };
      case 'ListVersionsByFunction':
        return { document: { Versions: [this.configurationOf(name, fn, undefined), ...(this.versions.get(name) ?? [])] } };
      case 'GetPolicy':
        return { document: { Policy: JSON.stringify(fn.policy ?? fail(404, 'ResourceNotFoundException', 'no policy')) } };
      case 'ListFunctionUrlConfigs':
        return { document: { FunctionUrlConfigs: (fn.urls ?? []).map((of) => urlConfig(name, of)) } };
      case 'UpdateFunctionConfiguration':
      case 'UpdateFunctionCode':
        return { document: this.update(name, fn, input) };
      case 'PublishVersion':
        return { status: 201, document: this.publish(name, fn, input) };
      default:
        return fail(400, 'InvalidAction', operation);
    }
  }

  private checkQualifier(name: string, fn: StubFunction, qualifier: string | undefined): void {
    const isKnown =
      qualifier === undefined ||
      qualifier === '$LATEST' ||
      aliasesOf(fn).some(({ Name }) => Name === qualifier) ||
      this.version(name, qualifier) !== undefined;
    if (!isKnown) fail(404, 'ResourceNotFoundException', `Function not found: ${functionArn(name)}:${qualifier}`);
  }

  private version(name: string, version: string): Configuration | undefined {
    return this.versions.get(name)?.find(({ Version }) => Version === version);
  }

  private configurationOf(name: string, { configuration = {} }: StubFunction, qualifier: string | undefined): Configuration {
    const { Code: _, Tags: __, Publish: ___, ...known } = { ...configuration, ...(qualifier && this.version(name, qualifier)) };
    const version = qualifier !== undefined && this.version(name, qualifier) ? qualifier : '$LATEST';
    return {
      FunctionName: name,
      FunctionArn: qualifier === undefined ? functionArn(name) : `${functionArn(name)}:${qualifier}`,
      Version: version,
      State: 'Active',
      LastUpdateStatus: 'Successful',
      Timeout: 3,
      MemorySize: 128,
      RevisionId: String(this.revision),
      ...withResponses(known),
    };
  }

  /** A copy runs as the function does that has the same handler. */
  private create(input: any): unknown {
    const original = [...this.functions.values()].find(({ configuration }) => configuration?.Handler === input.Handler);
    this.functions.set(input.FunctionName, { handler: original?.handler, configuration: input });
    this.created.push(input);
    return this.configurationOf(input.FunctionName, { configuration: input }, undefined);
  }

  private delete(name: string, qualifier: string | undefined): unknown {
    if (qualifier === undefined) this.functions.delete(name);
    else
      this.versions.set(
        name,
        (this.versions.get(name) ?? []).filter(({ Version }) => Version !== qualifier),
      );
    return { StatusCode: 204 };
  }

  private update(name: string, fn: StubFunction, { FunctionName: _, RevisionId, ZipFile: __, ...changes }: any): unknown {
    if (RevisionId !== undefined && RevisionId !== String(this.revision)) fail(412, 'PreconditionFailedException', 'The RevisionId');
    this.revision += 1;
    this.functions.set(name, { ...fn, configuration: { ...fn.configuration, ...changes } });
    return this.configurationOf(name, this.functions.get(name) as StubFunction, undefined);
  }

  /** Nothing new is published where the function is as the version before. */
  private publish(name: string, { configuration = {} }: StubFunction, { Description }: any): unknown {
    const all = this.versions.get(name) ?? [];
    const last = all.at(-1);
    if (last && last.MemorySize === configuration.MemorySize) return last;
    const Version = String(Number(last?.Version ?? this.highest(name)) + 1);
    const made = { ...this.configurationOf(name, { configuration }, undefined), Version, Description };
    this.numbers.set(name, Number(Version));
    this.versions.set(name, [...all, made]);
    return made;
  }

  /** Numbers are never used again. */
  private readonly numbers = new Map<string, number>();
  private highest(name: string): number {
    return this.numbers.get(name) ?? 0;
  }

  private mappingsOf(asked = ''): unknown[] {
    const [name, qualifier] = asked.split(':');
    const mappings = this.functions.get(name)?.mappings ?? [];
    const of = qualifier === undefined ? name : `${name}:${qualifier}`;
    return mappings
      .map((mapping) => ({ FunctionArn: functionArn(name), ...mapping }))
      .filter(({ FunctionArn }) => FunctionArn === functionArn(of));
  }

  private async invoke(name: string, fn: StubFunction, { input, headers }: Request): Promise<Reply> {
    const { Qualifier: qualifier, InvocationType: type, Payload: payload, DurableExecutionName: executionName } = input;
    const isDurable = fn.configuration?.DurableConfig !== undefined;
    if (isDurable && qualifier === undefined)
      fail(400, 'InvalidParameterValueException', 'You cannot invoke a durable function using an unqualified ARN.');
    this.invocations.push({ name, qualifier, type, payload, executionName, connection: headers.connection as string });
    const execution: Record<string, string> = isDurable
      ? { 'x-amz-durable-execution-arn': `${functionArn(name)}:1/durable-execution/${executionName ?? randomUUID()}/${randomUUID()}` }
      : {};
    if (type === 'DryRun') return { status: 204 };
    if (type === 'Event') return { status: 202, headers: execution };
    const configuration = { ...fn.configuration, ...(qualifier && this.version(name, qualifier)) };
    const { error, value = null, log } = (await fn.handler?.(payload, qualifier, configuration)) ?? {};
    return {
      headers: {
        'x-amz-executed-version': qualifier !== undefined && this.version(name, qualifier) ? qualifier : '$LATEST',
        ...execution,
        ...(error && { 'x-amz-function-error': 'Unhandled' }),
        ...(log !== undefined && { 'x-amz-log-result': Buffer.from(log).toString('base64') }),
      },
      raw: JSON.stringify(error ?? value),
    };
  }

  private execution(arn: string): unknown {
    const [, name] = /:function:([\w-]+):/.exec(arn) ?? [];
    const executions = this.functions.get(name)?.executions ?? fail(404, 'ResourceNotFoundException', arn);
    const current = executions.length > 1 ? executions.shift() : executions[0];
    const known = { DurableExecutionArn: arn, DurableExecutionName: arn.split('/')[2], FunctionArn: functionArn(name), StartTimestamp: 1 };
    return { ...known, ...current };
  }
}

const aliasesOf = ({ aliases = [] }: StubFunction) =>
  aliases.map((alias) => (typeof alias === 'string' ? { Name: alias, FunctionVersion: '1' } : alias));

const invokeConfigs = (name: string, { onFailure = {} }: StubFunction) =>
  Object.entries(onFailure).map(([of, Destination]) => ({
    FunctionArn: `${functionArn(name)}:${of}`,
    DestinationConfig: { OnFailure: { Destination } },
  }));

const urlConfig = (name: string, of: string) => ({
  FunctionUrl: `https://${name}.lambda-url.eu-west-1.on.aws/`,
  FunctionArn: of === '' ? functionArn(name) : `${functionArn(name)}:${of}`,
  CreationTime: NEVER,
  LastModifiedTime: NEVER,
  AuthType: 'AWS_IAM',
});

/** What a request has of layers and SnapStart is a list of names; an answer has more of each. */
const withResponses = ({ Layers, ...rest }: Configuration): Configuration => ({
  ...rest,
  ...(Array.isArray(Layers) && { Layers: Layers.map((Arn) => (typeof Arn === 'string' ? { Arn } : Arn)) }),
});
