import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { KinesisClient } from '@aws-sdk/client-kinesis';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';

/** Where to connect to, where the environment and the AWS configuration files are not to decide. */
export interface Connection {
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
}

/** Connections that wait for a network failure, as the SDK's defaults never end. */
const CONNECTION_TIMEOUT = 5_000;
const REQUEST_TIMEOUT = 60_000;

/** The clients of the services. Each is loaded when it is used first: a command starts fast. */
export class Clients {
  private readonly made = new Map<string, Promise<unknown>>();

  constructor(private readonly connection: Connection = {}) {}

  public cloudFormation(): Promise<CloudFormationClient> {
    return this.once(
      'cloudFormation',
      async () => new (await import('@aws-sdk/client-cloudformation')).CloudFormationClient(this.config()),
    );
  }

  public cloudWatch(): Promise<CloudWatchClient> {
    return this.once('cloudWatch', async () => new (await import('@aws-sdk/client-cloudwatch')).CloudWatchClient(this.config()));
  }

  public logs(): Promise<CloudWatchLogsClient> {
    return this.once('logs', async () => new (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogsClient(this.config()));
  }

  public dynamoDbStreams(): Promise<DynamoDBStreamsClient> {
    return this.once('streams', async () => new (await import('@aws-sdk/client-dynamodb-streams')).DynamoDBStreamsClient(this.config()));
  }

  public kinesis(): Promise<KinesisClient> {
    return this.once('kinesis', async () => {
      const [{ KinesisClient }, { NodeHttpHandler }] = await Promise.all([
        import('@aws-sdk/client-kinesis'),
        import('@smithy/node-http-handler'),
      ]);
      const { requestHandler, ...config } = this.config();
      // This client alone speaks HTTP/2 by default, which not every proxy and endpoint does.
      return new KinesisClient({ ...config, requestHandler: new NodeHttpHandler(requestHandler) });
    });
  }

  public lambda(): Promise<LambdaClient> {
    return this.once('lambda', async () => new (await import('@aws-sdk/client-lambda')).LambdaClient(this.config()));
  }

  public s3(): Promise<S3Client> {
    return this.once(
      's3',
      async () => new (await import('@aws-sdk/client-s3')).S3Client({ ...this.config(), forcePathStyle: this.hasEndpoint() }),
    );
  }

  public sqs(): Promise<SQSClient> {
    return this.once('sqs', async () => new (await import('@aws-sdk/client-sqs')).SQSClient(this.config()));
  }

  /**
   * Invokes functions. It never tries again by itself: whoever sends an event decides whether it is sent twice. It waits as
   * long as the function may run. Each invocation has its own connection: one that was kept open may be closed by the
   * other side just when it is used again, and then nobody knows whether the function has run.
   */
  public async invoker(timeoutSeconds: number): Promise<LambdaClient> {
    const { LambdaClient } = await import('@aws-sdk/client-lambda');
    const requestTimeout = (timeoutSeconds + 30) * 1000;
    const alone = { keepAlive: false, maxSockets: Number.POSITIVE_INFINITY };
    return this.once(`invoker ${timeoutSeconds}`, async () => {
      const { requestHandler, ...config } = this.config(requestTimeout);
      return new LambdaClient({ ...config, requestHandler: { ...requestHandler, httpAgent: alone, httpsAgent: alone }, maxAttempts: 1 });
    });
  }

  /** The Region that is used. */
  public async region(): Promise<string> {
    return (await this.lambda()).config.region();
  }

  private config(requestTimeout = REQUEST_TIMEOUT) {
    const { profile, region, endpointUrl } = this.connection;
    const requestHandler = {
      connectionTimeout: CONNECTION_TIMEOUT,
      requestTimeout,
      socketTimeout: requestTimeout,
      throwOnRequestTimeout: true,
    };
    return { profile, ...(region && { region }), ...(endpointUrl && { endpoint: endpointUrl }), maxAttempts: 5, requestHandler };
  }

  /** An endpoint that is not AWS's does not resolve a bucket's own host. */
  private hasEndpoint(): boolean {
    return this.connection.endpointUrl !== undefined || Boolean(process.env.AWS_ENDPOINT_URL || process.env.AWS_ENDPOINT_URL_S3);
  }

  private once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = (this.made.get(name) as Promise<T> | undefined) ?? make();
    this.made.set(name, made);
    return made;
  }
}
