import * as fc from 'fast-check';
import { within } from '../../cli/budget';
import { findViolations } from '../../lib/checks/find-violations';
import { ALL_RULES as RULES } from '../../lib/checks/rules';
import { HARDENING } from '../../lib/core/hardening-metadata';
import type { Template } from '../../lib/template-model/template';

const to = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const task = (parameters: object) => ({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: parameters, End: true });

/** What rules read and their examples do not have: what SAM makes of its resources, and what is around the properties. */
const OTHERS: NonNullable<Template['body']['Resources']>[] = [
  {
    Orders: {
      Type: 'AWS::Serverless::Function',
      Condition: 'IsLive',
      DependsOn: ['Uploads'],
      Metadata: { 'aws:cdk:path': 'Shop/Orders/Resource', [HARDENING]: { Left: { all: 'it is old' } } },
      Properties: {
        AutoPublishAlias: 'live',
        DeploymentPreference: { Type: 'Canary10Percent5Minutes', Enabled: true, Alarms: [{ Ref: 'Alarm' }] },
        FunctionUrlConfig: { AuthType: 'NONE', InvokeMode: 'BUFFERED' },
        EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'SQS', Destination: to('Failed') } } },
        Environment: { Variables: { TOKEN: { Ref: 'Token' }, API_KEY: 'a'.repeat(20) } },
        Policies: [{ Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::Sub': 'arn:aws:kms:eu-west-1:1:alias/x' } }] }],
        Events: {
          Signup: { Type: 'Cognito', Properties: { UserPool: { Ref: 'Users' }, Trigger: ['PreSignUp', 'CustomEmailSender'] } },
          Skill: { Type: 'AlexaSkill', Properties: { SkillId: 'amzn1.ask.skill.1' } },
          Tick: { Type: 'Schedule', Properties: { Schedule: 'cron(0/5 8-18 ? * MON-FRI *)', Enabled: true } },
          Later: { Type: 'ScheduleV2', Properties: { ScheduleExpression: 'rate(1 day)', RoleArn: to('Role') } },
          Upload: { Type: 'S3', Properties: { Bucket: { Ref: 'Uploads' }, Events: 's3:ObjectCreated:*' } },
          Topic: {
            Type: 'MSK',
            Properties: {
              Stream: 'arn:aws:kafka:eu-west-1:111122223333:cluster/shop/1',
              SourceAccessConfigurations: [{ Type: 'SASL_SCRAM_512_AUTH', URI: { Ref: 'Secret' } }],
            },
          },
        },
      },
    },
    Users: { Type: 'AWS::Cognito::UserPool', Properties: { LambdaConfig: { PreSignUp: to('Orders') } } },
    Uploads: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': `\${AWS::AccountId}-uploads` } } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'orders', KmsKeyId: { Ref: 'Key' } } },
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [] } } },
    Failed: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'alias/orders' } },
    Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/orders', TargetKeyId: { Ref: 'Key' } } },
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
  },
  {
    Orders: { Type: 'AWS::Lambda::Function', Properties: { Role: to('Role'), Timeout: 60 } },
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'orders' } },
    Sending: {
      Type: 'AWS::IAM::Policy',
      DependsOn: 'Mapping',
      Properties: {
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: to('Queue') }] },
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } },
    Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: { Ref: 'Orders' }, EventSourceArn: to('Queue') } },
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: {
        Body: {
          paths: {
            '/': {
              post: {
                'x-amazon-apigateway-integration': {
                  uri: { 'Fn::Sub': `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/\${Orders.Arn}/invocations` },
                  requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
                },
              },
            },
          },
        },
      },
    },
    Steps: {
      Type: 'AWS::Serverless::StateMachine',
      Properties: {
        Definition: { States: { Order: task({ FunctionName: `\${Orders}`, InvocationType: 'Event' }) } },
        DefinitionSubstitutions: { Orders: to('Orders') },
        Events: {
          Rule: { Type: 'EventBridgeRule', Properties: { Pattern: { source: ['shop'] } } },
          Nightly: { Type: 'ScheduleV2', Properties: { ScheduleExpression: 'rate(1 day)' } },
        },
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        DefinitionString: {
          'Fn::Sub': JSON.stringify({ States: { Order: task({ FunctionName: `\${Orders.Arn}`, InvocationType: 'Event' }) } }),
        },
      },
    },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Metrics: [{ Id: 'q', Expression: 'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)', Period: 60 }] },
    },
  },
];

/** Every example, and what is made of it by putting something else into one of its places. */
const EXAMPLES = [...RULES.map((rule) => rule.examples()).flatMap(({ bad, good }) => [...bad, ...good]), ...OTHERS];

/** More are tried by hand: `FUZZ_RUNS=20000 npx jest test/checks/fuzz`. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);

/** Milliseconds for one template: a rule that takes longer would not end, or not for a larger one. */
const LONGEST = 5000;

const IDS = [...new Set(EXAMPLES.flatMap((example) => Object.keys(example)))];

const reference = fc.oneof(
  fc.constantFrom(...IDS, 'AWS::NoValue', 'AWS::Region', 'Nobody').map((id) => ({ Ref: id })),
  fc.constantFrom(...IDS).map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })),
  fc.constantFrom(...IDS).map((id) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:\${${id}}` })),
);
const intrinsic = fc
  .tuple(
    fc.constantFrom(
      'Ref',
      'Fn::GetAtt',
      'Fn::Sub',
      'Fn::Join',
      'Fn::If',
      'Fn::Select',
      'Fn::Split',
      'Fn::FindInMap',
      'Fn::ImportValue',
      'Fn::Cidr',
    ),
    fc.jsonValue({ maxDepth: 2 }),
  )
  .map(([name, argument]) => ({ [name]: argument }));
/** Words that each object of JavaScript knows. */
const own = fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf');
/** What an expression made of it would try in every way. */
const wildcards = fc
  .tuple(fc.constantFrom('', 'logs:', 'sqs:', 'arn:aws:sqs:*:*:'), fc.array(fc.constantFrom('*a', '*', '?', 'a', '*?'), { maxLength: 60 }))
  .map(([before, parts]) => `${before}${parts.join('')}*b`);
const schedules = fc
  .tuple(
    fc.constantFrom('cron(', 'cron( ', 'rate(', `cron(${' '.repeat(3000)}`),
    fc.array(fc.constantFrom('*', '?', '0/00', '*/0', '5-1', '1-5/2', 'MON-FRI', 'L', '1,,2', '99', '-1', '1e1', 'day'), { maxLength: 7 }),
    fc.constantFrom(')', ' )', '', '))'),
  )
  .map(([before, fields, behind]) => `${before}${fields.join(' ')}${behind}`);
/** Names that have themselves in them, and grow with each time that they are spelled out. */
const growing = fc.constantFrom(...IDS).map((id) => ({ 'Fn::Sub': `\${${id}}\${${id}.Arn}`.repeat(40) }));
/** What stands for a reference inside a text. */
const placeholders = fc.constantFrom(
  '\uE0000\uE001',
  '\uE00099\uE001',
  '\uE000',
  '\0',
  `\${`,
  `\${}`,
  `\${!Orders}`,
  ':alias/'.repeat(5000),
);
const value = fc.oneof(
  own,
  wildcards,
  schedules,
  growing,
  placeholders,
  own.map((key) => JSON.parse(`{ "${key}": { "Ref": "${key}" } }`)),
  wildcards.map((pattern) => [{ Effect: 'Allow', Action: pattern, Resource: pattern, Principal: pattern }]),
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 3, arbitrary: reference },
  intrinsic,
  fc.constantFrom('', -1, 0, null, [], {}, '*', 'arn:', 'arn:aws:lambda'),
);

/** Every place in an example, as the keys that lead to it. */
function placesIn(part: unknown, at: string[] = []): string[][] {
  if (typeof part !== 'object' || part === null) return [at];
  return [at, ...Object.entries(part).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];
}

function put(part: unknown, [key, ...rest]: string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const inner = (part as Record<string, unknown>)[key];
  if (Array.isArray(part)) return part.map((item, index) => (String(index) === key ? put(inner, rest, replacement) : item));
  return { ...(part as object), [key]: put(inner, rest, replacement) };
}

/** What of a resource may be anything: the command line sees to it that resources and their properties are well formed. */
const isOpen = ([, part, ...below]: string[]): boolean =>
  part === 'DependsOn' || part === 'Metadata' || (part === 'Properties' && below.length > 0);

const broken = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...EXAMPLES) }, fc.constantFrom(...OTHERS)).chain((example) => {
  const places = placesIn(example).filter(isOpen);
  const one = fc.tuple(fc.nat(Math.max(0, places.length - 1)), value);
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((changes) => {
    let changed: unknown = example;
    for (const [index, replacement] of changes) {
      try {
        if (places[index]) changed = put(changed, places[index], replacement);
      } catch {
        // A place that the change before has taken away.
      }
    }
    return changed as NonNullable<Template['body']['Resources']>;
  });
});

const isWellFormed = (resources: NonNullable<Template['body']['Resources']>): boolean =>
  Object.values(resources).every((resource) => typeof resource?.Type === 'string');

test(
  'no template makes a rule fail, and every finding is a message',
  () => {
    fc.assert(
      fc.property(broken.filter(isWellFormed), (resources) => {
        const found = within(LONGEST, () => findViolations([{ name: 'Fuzz', body: { Resources: resources } }], RULES));
        for (const { message, resource, rule } of found) {
          expect(message).toMatch(/ must .*got /s);
          expect(resource.template.name).toBe('Fuzz');
          expect(rule.id).toBeTruthy();
        }
      }),
      { numRuns: RUNS, seed: 7 },
    );
  },
  60 * RUNS,
);
