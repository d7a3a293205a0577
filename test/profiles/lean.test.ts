import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sns from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmActions,
  AlarmTuning,
  FleetAlarms,
  HardenedFunction,
  HardenedFunctionDefaults,
  HardenedLambdaChecks,
  HardenedSqsEventSource,
  HardeningProfile,
} from '../../lib';
import { CODE, findingsOf, stackOf, warningsOf } from '../harness';

const MISSING = 'HardenedLambda::FleetAlarmsMissing';
const lean = (scope: Stack, id: string, props = {}) =>
  new HardenedFunction(scope, id, { ...CODE, profile: HardeningProfile.lean(), ...props });
const fleetIn = (stack: Stack) => new FleetAlarms(stack, 'Fleet', { alarmActions: AlarmActions.email('ops@example.com') });
const typesIn = (stack: Stack): string[] =>
  Object.values<{ Type: string }>(Template.fromStack(stack).toJSON().Resources).map(({ Type }) => Type.replace('AWS::', ''));

test('a function has two resources beside itself and its role, and the stack one failure queue', () => {
  const types = (count: number): string[] => {
    const stack = stackOf();
    for (let index = 0; index < count; index++) lean(stack, `F${index}`);
    return typesIn(stack);
  };
  expect(types(1).sort()).toEqual(
    ['IAM::Role', 'Lambda::EventInvokeConfig', 'Lambda::Function', 'Logs::LogGroup', 'SQS::Queue', 'SQS::QueuePolicy'].sort(),
  );
  expect(types(11).length - types(1).length).toBe(10 * 4);
});

describe('the application that could not be moved: 46 functions in a stack of 395 resources', () => {
  const QUEUES = 20;
  /** The resources of the application that are neither functions nor what these read. */
  const others = (stack: Stack, count: number) => {
    for (let index = 0; index < count; index++) new sns.Topic(stack, `T${index}`);
  };
  const declare = (stack: Stack, make: (id: string) => lambda.IFunction, reading: (queue: sqs.Queue) => lambda.IEventSource) => {
    for (let index = 0; index < 46; index++) {
      const fn = make(`F${index}`);
      if (index >= QUEUES) continue;
      const dead = new sqs.Queue(stack, `D${index}`);
      const queue = new sqs.Queue(stack, `Q${index}`, {
        deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
        visibilityTimeout: Duration.minutes(3),
      });
      fn.addEventSource(reading(queue));
    }
  };
  const plain = (count: number): Stack => {
    const stack = stackOf(new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } }), 'Large');
    declare(
      stack,
      (id) => new lambda.Function(stack, id, CODE),
      (queue) => new SqsEventSource(queue),
    );
    others(stack, count);
    return stack;
  };
  const missing = 395 - typesIn(plain(0)).length;

  test('it fits, with its sources, and below 490', () => {
    expect(typesIn(plain(missing))).toHaveLength(395);
    const stack = stackOf(new App(), 'Large');
    HardenedFunctionDefaults.of(stack).set({ profile: HardeningProfile.lean(), fleetAlarms: FleetAlarms.elsewhere('the platform app') });
    declare(
      stack,
      (id) => new HardenedFunction(stack, id, CODE),
      (queue) => new HardenedSqsEventSource(queue),
    );
    others(stack, missing);
    expect(typesIn(stack).length).toBeLessThan(490);
  });
});

describe('its alarms are those of the fleet', () => {
  const warned = (stack: Stack): string[] => {
    (stack.node.root as App).synth();
    return warningsOf(stack).filter((warning) => warning.includes(MISSING));
  };

  test('a stack without one is warned of once', () => {
    const stack = stackOf();
    lean(stack, 'A');
    lean(stack, 'B');
    expect(warned(stack)).toEqual([
      "'FleetAlarms' must be in the app for the account and region of this stack, whose functions leave alarms to it, got none; " +
        "create one with 'new FleetAlarms(...)', or pass 'fleetAlarms: FleetAlarms.elsewhere(reason)' to 'HardenedFunctionDefaults' " +
        `[ack: ${MISSING}]`,
    ]);
  });

  test('one anywhere in the app for that account and region is enough', () => {
    const app = new App();
    const stack = stackOf(app);
    lean(stack, 'A');
    fleetIn(stackOf(app, 'Platform'));
    expect(warned(stack)).toEqual([]);
  });

  test('one in another region is not', () => {
    const app = new App();
    const stack = stackOf(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
    lean(stack, 'A');
    fleetIn(stackOf(app, 'Platform', { env: { account: '111122223333', region: 'us-east-1' } }));
    expect(warned(stack)).toHaveLength(1);
  });

  test('that they are elsewhere is kept in the template', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ fleetAlarms: FleetAlarms.elsewhere('the platform team has them') });
    lean(stack, 'A');
    expect(warned(stack)).toEqual([]);
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::Lambda::Function'))).toContain(
      '"fleetAlarms":"the platform team has them"',
    );
  });

  test('an empty reason is refused', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ fleetAlarms: FleetAlarms.elsewhere(' ') });
    expect(() => lean(stack, 'A')).toThrow("'FleetAlarms.elsewhere' must have a reason");
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['the fleet alarms themselves', (stack) => new FleetAlarms(stack, 'Fleet', { alarmActions: AlarmActions.email('ops@example.com') })],
    ['a reason alone', () => 'the platform app'],
  ])('%s in place of a reason are refused', (_, given) => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ fleetAlarms: given(stack) as never });
    expect(() => lean(stack, 'A')).toThrow(
      /^Shop\/A: 'fleetAlarms' must state why they are elsewhere, got .*; pass FleetAlarms.elsewhere\(reason\), or omit it where this app has FleetAlarms$/,
    );
  });

  test('a function that has its own alarms asks for none', () => {
    const stack = stackOf();
    new HardenedFunction(stack, 'A', { ...CODE, alarmActions: AlarmActions.email('ops@example.com') });
    expect(warned(stack)).toEqual([]);
  });
});

test('an alarm that matters is set beside the profile', () => {
  const stack = stackOf();
  const props = { alarmActions: AlarmActions.email('ops@example.com'), alarms: { errors: AlarmTuning.threshold({ threshold: 3 }) } };
  lean(stack, 'A', {
    ...props,
    events: [HardenedSqsEventSource.withNewQueue({ alarms: { redrivenMessages: AlarmTuning.threshold({}) } })],
  });
  const alarms = Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  expect(alarms).toEqual([expect.stringMatching(/^AAlarmsErrors/), expect.stringMatching(/RedrivenMessages/)]);
});

test('only alarms that the fleet has are left to it', () => {
  const at = (alarms: object) => () => lean(stackOf(), 'A', { alarms });
  expect(at({ expiringEvents: AlarmTuning.byFleet() })).toThrow(
    "'alarms.expiringEvents' must not be 'AlarmTuning.byFleet()', got it for an alarm whose metric 'FleetAlarms' does not watch; pass 'AlarmTuning.none(reason)'",
  );
  for (const name of ['errors', 'throttles', 'failedEvents', 'undeliveredEvents', 'storedEvents']) {
    expect(at({ [name]: AlarmTuning.byFleet() })).not.toThrow();
  }
});

describe('what others find', () => {
  const findings = (declare: (stack: Stack) => void): string[] => {
    const stack = stackOf();
    declare(stack);
    lean(stack, 'A', { events: [HardenedSqsEventSource.withNewQueue()] });
    new sns.Topic(stack, 'Topic').addSubscription(new LambdaSubscription(lean(stack, 'B')));
    return HardenedLambdaChecks.findings(stack).map(({ ruleId }) => ruleId);
  };

  test("the library's checks find nothing with fleet alarms in the app, or elsewhere", () => {
    expect(findings(fleetIn)).toEqual([]);
    expect(findings((stack) => HardenedFunctionDefaults.of(stack).set({ fleetAlarms: FleetAlarms.elsewhere('the platform app') }))).toEqual(
      [],
    );
  });

  test('without them the missing alarms are findings', () => {
    expect(findings(() => undefined)).toContain('HardenedLambda::TemplateWithoutAlarm');
  });

  test("cdk-nag's everyday packs find nothing", () => {
    const app = new App();
    const stack = stackOf(app);
    lean(stack, 'A');
    fleetIn(stack);
    expect(findingsOf(app)).toEqual([]);
  });
});
