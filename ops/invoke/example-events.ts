import type {
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  DynamoDBStreamEvent,
  EventBridgeEvent,
  KinesisStreamEvent,
  S3Event,
  ScheduledEvent,
  SNSEvent,
  SQSEvent,
} from 'aws-lambda';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';
const TIME = '2026-01-31T12:00:00Z';
const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

/** Events as the services send them, whose content is `{"hello":"world"}`. Their shapes are those of @types/aws-lambda. */
const sqs: SQSEvent = {
  Records: [
    {
      messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
      body: '{"hello":"world"}',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '1769860800000',
        SenderId: 'AIDAEXAMPLE',
        ApproximateFirstReceiveTimestamp: '1769860800001',
      },
      messageAttributes: {},
      md5OfBody: 'fbc24bcc7a1794758fc1327fcfebdaf6',
      eventSource: 'aws:sqs',
      eventSourceARN: arn('sqs', 'example'),
      awsRegion: REGION,
    },
  ],
};

const sns: SNSEvent = {
  Records: [
    {
      EventVersion: '1.0',
      EventSubscriptionArn: arn('sns', 'example:21be56ed-a058-49f5-8c98-aedd2564c486'),
      EventSource: 'aws:sns',
      Sns: {
        SignatureVersion: '1',
        Timestamp: TIME,
        Signature: 'EXAMPLE',
        SigningCertUrl: 'EXAMPLE',
        SigningCertURL: 'EXAMPLE',
        MessageId: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
        Message: '{"hello":"world"}',
        MessageAttributes: {},
        Type: 'Notification',
        UnsubscribeUrl: 'EXAMPLE',
        UnsubscribeURL: 'EXAMPLE',
        TopicArn: arn('sns', 'example'),
        Subject: 'example',
      } as SNSEvent['Records'][number]['Sns'],
    },
  ],
};

const s3: S3Event = {
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: REGION,
      eventTime: TIME,
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'EXAMPLE' },
      requestParameters: { sourceIPAddress: '192.0.2.1' },
      responseElements: { 'x-amz-request-id': 'EXAMPLE', 'x-amz-id-2': 'EXAMPLE' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'example',
        bucket: { name: 'example-bucket', ownerIdentity: { principalId: 'EXAMPLE' }, arn: 'arn:aws:s3:::example-bucket' },
        object: { key: 'hello/world.json', size: 17, eTag: 'fbc24bcc7a1794758fc1327fcfebdaf6', sequencer: '0A1B2C3D4E5F678901' },
      },
    },
  ],
};

const kinesis: KinesisStreamEvent = {
  Records: [
    {
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: 'example',
        sequenceNumber: '49590338271490256608559692538361571095921575989136588898',
        data: Buffer.from('{"hello":"world"}').toString('base64'),
        approximateArrivalTimestamp: 1769860800,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: 'shardId-000000000006:49590338271490256608559692538361571095921575989136588898',
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: `arn:aws:iam::${ACCOUNT}:role/example`,
      awsRegion: REGION,
      eventSourceARN: arn('kinesis', 'stream/example'),
    },
  ],
};

const dynamodb: DynamoDBStreamEvent = {
  Records: [
    {
      eventID: 'c4ca4238a0b923820dcc509a6f75849b',
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: REGION,
      dynamodb: {
        ApproximateCreationDateTime: 1769860800,
        Keys: { id: { S: 'example' } },
        NewImage: { id: { S: 'example' }, hello: { S: 'world' } },
        SequenceNumber: '4421584500000000017450439091',
        SizeBytes: 33,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
      eventSourceARN: arn('dynamodb', 'table/example/stream/2026-01-31T12:00:00.000'),
    },
  ],
};

const eventbridge: EventBridgeEvent<string, unknown> = {
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Example',
  source: 'example',
  account: ACCOUNT,
  time: TIME,
  region: REGION,
  resources: [],
  detail: { hello: 'world' },
};

const schedule: ScheduledEvent = {
  ...eventbridge,
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  resources: [arn('events', 'rule/example')],
  detail: {},
};

const http: APIGatewayProxyEventV2 = {
  version: '2.0',
  routeKey: '$default',
  rawPath: '/hello',
  rawQueryString: '',
  headers: { 'content-type': 'application/json', host: 'example.execute-api.us-east-1.amazonaws.com' },
  requestContext: {
    accountId: ACCOUNT,
    apiId: 'example',
    domainName: 'example.execute-api.us-east-1.amazonaws.com',
    domainPrefix: 'example',
    http: { method: 'POST', path: '/hello', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'example' },
    requestId: 'EXAMPLE=',
    routeKey: '$default',
    stage: '$default',
    time: '31/Jan/2026:12:00:00 +0000',
    timeEpoch: 1769860800000,
  },
  body: '{"hello":"world"}',
  isBase64Encoded: false,
};

const rest: APIGatewayProxyEvent = {
  resource: '/{proxy+}',
  path: '/hello',
  httpMethod: 'POST',
  headers: { 'content-type': 'application/json' },
  multiValueHeaders: { 'content-type': ['application/json'] },
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: { proxy: 'hello' },
  stageVariables: null,
  requestContext: {
    accountId: ACCOUNT,
    apiId: 'example',
    authorizer: null,
    protocol: 'HTTP/1.1',
    httpMethod: 'POST',
    identity: { sourceIp: '192.0.2.1', userAgent: 'example' } as APIGatewayProxyEvent['requestContext']['identity'],
    path: '/prod/hello',
    stage: 'prod',
    requestId: 'EXAMPLE',
    requestTimeEpoch: 1769860800000,
    resourceId: 'example',
    resourcePath: '/{proxy+}',
  },
  body: '{"hello":"world"}',
  isBase64Encoded: false,
};

export const EXAMPLE_EVENTS: Readonly<Record<string, unknown>> = {
  sqs,
  sns,
  s3,
  kinesis,
  dynamodb,
  eventbridge,
  schedule,
  'http-api': http,
  'function-url': http,
  'rest-api': rest,
};
