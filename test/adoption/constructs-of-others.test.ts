import { join } from 'node:path';
import { PythonFunction } from '@aws-cdk/aws-lambda-python-alpha';
import { EventbridgeToLambda } from '@aws-solutions-constructs/aws-eventbridge-lambda';
import { SqsToLambda } from '@aws-solutions-constructs/aws-sqs-lambda';
import { Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CheckpointsStack } from '../../examples/checkpoints/checkpoints-stack';
import { CommonMistakesStack } from '../../examples/common-mistakes/common-mistakes-stack';
import { EndlessAisleStack } from '../../examples/endless-aisle/endless-aisle-stack';
import { FulfilmentStack } from '../../examples/fulfilment/fulfilment-stack';
import { LanguagesStack } from '../../examples/languages/languages-stack';
import { OrdersStack } from '../../examples/orders/orders-stack';
import { WatermarkStack } from '../../examples/watermark/watermark-stack';
import { WebApplicationStack } from '../../examples/web-application/web-application-stack';
import { CODE } from '../harness';
import { type Adopted, type Application, adopted, BY_ASPECT, BY_CALL, losses, ofType, resource } from './adopted';
import { ENVIRONMENT } from './odd-application';

/** Of nothing a bundle is made: folders are deployed as they are. */
const FLAGS = { 'aws:cdk:bundling-stacks': [], '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true };
const [EMAIL, RUNBOOK] = ['ops@example.com', 'https://wiki.example.com'];
const PARTNERS = { North: 'https://north.example.com/orders' };
const FUNCTION = 'AWS::Lambda::Function';

const inStack =
  (make: (stack: Stack) => void): Application =>
  (app) =>
    make(new Stack(app, 'Shop', { env: ENVIRONMENT }));

const python = (stack: Stack) =>
  new PythonFunction(stack, 'Orders', {
    entry: join(__dirname, '../../examples/languages/python'),
    runtime: lambda.Runtime.PYTHON_3_13,
    index: 'app.py',
  });
const queueReader = (stack: Stack) =>
  new SqsToLambda(stack, 'Orders', { lambdaFunctionProps: CODE, queueProps: { visibilityTimeout: Duration.minutes(5) } });
const scheduled = (stack: Stack) =>
  new EventbridgeToLambda(stack, 'Orders', {
    lambdaFunctionProps: CODE,
    eventRuleProps: { schedule: events.Schedule.rate(Duration.hours(1)) },
  });

const APPLICATIONS: [string, Application][] = [
  ['examples/orders', (app) => void new OrdersStack(app, 'Shop', { alarmEmail: EMAIL, runbookUrl: RUNBOOK })],
  ['examples/languages', (app) => void new LanguagesStack(app, 'Shop')],
  ['examples/checkpoints', (app) => void new CheckpointsStack(app, 'Shop', { alarmEmail: EMAIL })],
  ['examples/fulfilment', (app) => void new FulfilmentStack(app, 'Shop', { alarmEmail: EMAIL, runbookUrl: RUNBOOK })],
  [
    'examples/endless-aisle',
    (app) => void new EndlessAisleStack(app, 'Shop', { partners: PARTNERS, alarmEmail: EMAIL, runbookUrl: RUNBOOK }),
  ],
  [
    'examples/watermark',
    (app) => void new WatermarkStack(app, 'Shop', { env: { region: 'us-east-1' }, alarmEmail: EMAIL, runbookUrl: RUNBOOK }),
  ],
  [
    'examples/web-application',
    (app) => void new WebApplicationStack(app, 'Shop', { domainPrefix: 'todos', urls: [], alarmEmail: EMAIL, runbookUrl: RUNBOOK }),
  ],
  ['examples/common-mistakes', (app) => void new CommonMistakesStack(app, 'Shop')],
  ['PythonFunction', inStack(python)],
  ['SqsToLambda of Solutions Constructs', inStack(queueReader)],
  ['EventbridgeToLambda of Solutions Constructs', inStack(scheduled)],
];

describe.each([
  ['by a call', BY_CALL],
  ['by an aspect', BY_ASPECT],
])('hardened %s', (_, way) => {
  test.each(APPLICATIONS)('%s loses no statement and no resource, and nothing is replaced', (_name, application) => {
    const all = adopted(application, FLAGS, way);
    expect(ofType(all.plain, FUNCTION).length).toBeGreaterThan(0);
    expect(losses(all)).toEqual([]);
  });
});

test.each(APPLICATIONS.slice(0, 7))('%s has functions of this library alone, and stays as it is', (_, application) => {
  const { plain, hardened } = adopted(application, FLAGS);
  expect(hardened).toEqual(plain);
});

test('each function of the examples with plain functions is hardened', () => {
  const { report } = adopted((app) => void new CommonMistakesStack(app, 'Shop'), FLAGS);
  expect(report.functions.map(({ path, applied }) => [path, applied.length > 0])).toEqual([
    ['Shop/Orders', true],
    ['Shop/Prices', true],
    ['Shop/Newsletter', true],
  ]);
});

const functionOf = ({ hardened }: Adopted) => resource(hardened, FUNCTION).Properties ?? {};
const actionsOf = ({ hardened }: Adopted, type: string): string =>
  JSON.stringify(Object.values(hardened.Shop).filter(({ Type }) => Type === type));

test('a PythonFunction has what every function has, and its code and runtime stay', () => {
  const all = adopted(inStack(python), FLAGS);
  const before = resource(all.plain, FUNCTION).Properties ?? {};
  expect(functionOf(all)).toMatchObject({
    Code: before.Code,
    Runtime: 'python3.13',
    Handler: before.Handler,
    MemorySize: 256,
    Timeout: 30,
  });
  expect(all.report.functions.map(({ path, left }) => [path, left])).toEqual([['Shop/Orders', []]]);
});

test('a function of Solutions Constructs keeps the tracing, and the redrive queue that they give it', () => {
  const all = adopted(inStack(queueReader), FLAGS);
  expect(functionOf(all).TracingConfig).toEqual({ Mode: 'Active' });
  expect(ofType(all.hardened, 'AWS::SQS::Queue').filter((id) => id.startsWith('Orders'))).toEqual(
    ofType(all.plain, 'AWS::SQS::Queue').filter((id) => id.startsWith('Orders')),
  );
  expect(all.report.functions.map(({ path }) => path)).toEqual(['Shop/Orders/Orders-LambdaFunction'].map(() => expect.any(String)));
  expect(actionsOf(all, 'AWS::IAM::Policy')).toContain('sqs:ReceiveMessage');
});

test('of a function of Solutions Constructs failed events are stored, and its errors are watched', () => {
  const all = adopted(inStack(scheduled), FLAGS);
  const [{ applied, left }] = all.report.functions;
  expect(applied).toEqual(
    expect.arrayContaining([expect.stringMatching(/^capture: /), expect.stringMatching(/^alarms: errors, throttles/)]),
  );
  // Their role has an inline policy, which stays as it is.
  expect(left.filter(({ protection }) => protection === 'role').every(({ reason }) => /inline policies/.test(reason))).toBe(true);
});
