import { App, Duration, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmTuning, type HardenedFunctionProps, Release, ReleaseMove } from '../../lib';
import { accepted, orders, stackOf, TOLD, warningsOf } from '../harness';
import { CANARY, canary } from './released';

const made = (props: Partial<HardenedFunctionProps>) => accepted(orders(stackOf(), { ...TOLD, ...props }));
const minutes = (count: number) => Duration.minutes(count);

describe('one sentence each', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['no release', () => made({ release: 'canary' as never }), /'release' must be a Release, got "canary"; pass for example/],
    [
      '0 percent',
      () => made({ release: canary({ percent: 0 }) }),
      /'release\.percent' must be a whole number of percent between 1 and 99, got 0/,
    ],
    [
      'no steps',
      () => made({ release: Release.canary(undefined as never) }),
      /'release\.percent' must be given, got undefined; pass for example 10/,
    ],
    [
      'no interval',
      () => made({ release: Release.linear({ percent: 10 } as never) }),
      /'release\.interval' must be given, got undefined; pass for example Duration\.minutes\(10\)/,
    ],
    ['100 percent', () => made({ release: canary({ percent: 100 }) }), /between 1 and 99, got 100/],
    ['a broken percentage', () => made({ release: canary({ percent: 2.5 }) }), /between 1 and 99, got 2\.5/],
    ['a number of minutes', () => made({ release: canary({ interval: 10 as never }) }), /'release\.interval' must be a Duration, got 10/],
    [
      'seconds',
      () => made({ release: canary({ interval: Duration.seconds(90) }) }),
      /'release\.interval' must be whole minutes, got 90 seconds/,
    ],
    [
      'days',
      () => made({ release: canary({ interval: Duration.days(3) }) }),
      /'release\.interval' must be a whole number of seconds between 60 and 172800/,
    ],
    [
      'a linear release that takes days',
      () => made({ release: Release.linear({ percent: 5, interval: minutes(600) }) }),
      /must move all traffic within 2880 minutes, got 20 steps in 11400 minutes; raise 'percent' or lower 'interval'/,
    ],
    [
      'a canary shorter than an error takes to be known',
      () => made({ timeout: minutes(15), release: canary() }),
      /must take at least 18 minutes, after which an error of the new version is known \(timeout 900 s, alarm window 60 s, metric delay 120 s\), got 10 minutes; set 'interval' to at least Duration\.minutes\(18\)/,
    ],
    [
      'a canary shorter than all periods of its alarm',
      () => made({ release: canary({ rollbackAlarm: AlarmTuning.threshold({ evaluationPeriods: 10 }) }) }),
      /at least 13 minutes.*alarm window 600 s.*got 10 minutes/,
    ],
    [
      'a linear release shorter than that',
      () => made({ timeout: minutes(15), release: Release.linear({ percent: 10, interval: minutes(1) }) }),
      /at least 18 minutes.*got 9 minutes; set 'interval' to at least Duration\.minutes\(2\)/,
    ],
    [
      'a predefined canary shorter than the window of its alarm',
      () =>
        made({
          release: Release.predefined(codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES, {
            rollbackAlarm: AlarmTuning.threshold({ period: minutes(5) }),
          }),
        }),
      /must take at least 8 minutes.*alarm window 300 s.*got 5 minutes; pass Release\.canary\(\.\.\.\) and set 'interval' to at least Duration\.minutes\(8\)/,
    ],
    [
      'no configuration',
      () => made({ release: Release.predefined(undefined as never) }),
      /'Release\.predefined' must have a deployment configuration of Lambda, got undefined; pass for example/,
    ],
    [
      'a configuration by name',
      () => made({ release: Release.predefined('CodeDeployDefault.LambdaCanary10Percent5Minutes' as never) }),
      /must have a deployment configuration of Lambda, got "CodeDeployDefault/,
    ],
    [
      'a configuration of ECS',
      () => made({ release: Release.predefined(codedeploy.EcsDeploymentConfig.ALL_AT_ONCE) }),
      /must have a deployment configuration of Lambda, got "CodeDeployDefault\.ECSAllAtOnce"/,
    ],
    [
      'CodeDeploy at once',
      () => made({ release: Release.predefined(codedeploy.LambdaDeploymentConfig.ALL_AT_ONCE) }),
      /'Release\.predefined' must move traffic in steps, got CodeDeployDefault\.LambdaAllAtOnce; pass Release\.allAtOnce\(\)/,
    ],
    [
      'nothing that stops it',
      () => made({ release: canary({ rollbackAlarm: AlarmTuning.none('we look ourselves') }) }),
      /must have something that stops a faulty version, got no alarm and no hook/,
    ],
    [
      'an alarm of the fleet',
      () => made({ release: canary({ rollbackAlarm: AlarmTuning.byFleet() }) }),
      /'release\.rollbackAlarm' must not be 'AlarmTuning\.byFleet\(\)'/,
    ],
    ['no reason', () => made({ release: canary({ rollbackAlarm: AlarmTuning.none('') }) }), /must have a reason, got ""/],
    [
      'a hook by name',
      () => made({ release: canary({ preTraffic: 'test' as never }) }),
      /'release\.preTraffic' must be a function, got "test"/,
    ],
    [
      'a hook of null',
      () => made({ release: canary({ postTraffic: null as never }) }),
      /'release\.postTraffic' must be a function, got null/,
    ],
    ['one alarm', () => made({ release: canary({ alarms: {} as never }) }), /'release\.alarms' must be a list of alarms, got an object/],
    [
      'an alarm by name',
      () => made({ release: canary({ alarms: ['failing' as never] }) }),
      /'release\.alarms\[0\]' must be an alarm, got "failing"; pass for example new cloudwatch\.Alarm/,
    ],
    [
      'an alarm that is missing',
      () => made({ release: canary({ alarms: [undefined as never] }) }),
      /'release\.alarms\[0\]' must be an alarm/,
    ],
    ['no alarm later', () => made({ release: canary() }).addRollbackAlarm(null as never), /'alarm' must be an alarm, got null/],
    [
      'alarms at once',
      () => made({ release: Release.allAtOnce({ alarms: [] } as never) }),
      /'Release\.allAtOnce' must have options that exist, got 'alarms'/,
    ],
    ['a misspelled option', () => made({ release: canary({ preTrafic: undefined, pretraffic: 1 } as never) }), /did you mean 'preTraffic'/],
    ['a move by name', () => made({ release: canary({ move: 'later' as never }) }), /'release\.move' must be a ReleaseMove, got "later"/],
    [
      'a logical id',
      () => made({ release: canary({ aliasLogicalId: 'my-alias' }) }),
      /'release\.aliasLogicalId' must be 1 to 255 letters and digits/,
    ],
    [
      'traffic',
      () => made({ release: canary({ invocationsPerMinute: -1 }) }),
      /'release\.invocationsPerMinute' must be a number of at least 0, got -1/,
    ],
    ...['many', null, Number.NaN, Number.POSITIVE_INFINITY].map((count): [string, () => unknown, RegExp] => [
      `traffic of ${count}`,
      () => made({ release: canary({ invocationsPerMinute: count as never }) }),
      /'release\.invocationsPerMinute' must be a number of at least 0, got/,
    ]),
    [
      'a description of versions',
      () => made({ release: canary(), currentVersionOptions: { description: 'today' } }),
      /'currentVersionOptions' must have only 'removalPolicy' where 'release' is set, got 'description', whose change replaces the version/,
    ],
    [
      'retries of versions',
      () => made({ release: canary(), currentVersionOptions: { retryAttempts: 0 } }),
      /got 'retryAttempts', which holds for callers of the version alone/,
    ],
    [
      'snapshots of versions',
      () => made({ release: canary(), currentVersionOptions: { removalPolicy: RemovalPolicy.SNAPSHOT } }),
      /'currentVersionOptions\.removalPolicy' must be RETAIN_ON_UPDATE_OR_DELETE or DESTROY, got SNAPSHOT, which CloudFormation refuses/,
    ],
    [
      'an interval of seconds that only the deployment knows',
      () => made({ release: canary({ interval: Duration.seconds(Lazy.number({ produce: () => 600 })) }) }),
      /'release\.interval' must be in minutes where its number is known at deployment, got seconds; pass Duration\.minutes/,
    ],
    [
      'a configuration without a name',
      () => made({ release: Release.predefined({ deploymentConfigName: '' } as never) }),
      /'Release\.predefined' must have a deployment configuration of Lambda, got ""/,
    ],
    ['old versions in a list', () => made({ release: canary({ pruning: [] as never }) }), /'release\.pruning' must .*, got a list/],
    [
      'versions that are kept in any case',
      () => made({ release: canary(), currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN } }),
      /must be RETAIN_ON_UPDATE_OR_DELETE or DESTROY where 'release' is set, got RETAIN/,
    ],
    [
      'an alarm without a release',
      () => made({}).addRollbackAlarm({} as never),
      /'addRollbackAlarm' must be called on a function that is released in steps/,
    ],
    [
      'an alarm at once',
      () => made({ release: Release.allAtOnce() }).addRollbackAlarm({} as never),
      /released in steps, got one that is not/,
    ],
    [
      'our alias again',
      () => made({ release: canary() }).addAlias('live', { description: 'x' }),
      /'addAlias' must be called for another alias than 'live'/,
    ],
    [
      'a hook of another stack',
      () => {
        const app = new App();
        const preTraffic = orders(stackOf(app, 'Other'), {}, 'Test');
        orders(stackOf(app), { release: canary({ preTraffic }) });
      },
      /'release\.preTraffic' must be in the stack of the function \(Shop\), got one in Other/,
    ],
  ])('%s', (_, make, sentence) => expect(make).toThrow(sentence));

  test.each<[string, (fn: ReturnType<typeof made>) => unknown, RegExp]>([
    [
      'another alias of the same name',
      (fn) => new lambda.Alias(fn.stack, 'Live', { aliasName: 'live', version: fn.currentVersion }),
      /must make the only alias 'live' of the function, got another one at Shop\/Live\/Resource; remove that one, and pass aliasLogicalId: 'Live\w+'/,
    ],
    [
      'a version of the alias',
      (fn) => new lambda.Version(fn.stack, 'Version', { lambda: fn }),
      /makes the name of the function end in ':live', got it at Shop\/Version\/Resource/,
    ],
    [
      'a configuration of the alias',
      (fn) => new lambda.EventInvokeConfig(fn.stack, 'Config', { function: fn, retryAttempts: 1 }),
      /pass 'lambdaFunction' of the function there/,
    ],
    [
      'eleven alarms',
      (fn) => {
        for (let index = 0; index < 10; index++) {
          fn.addRollbackAlarm(fn.lambdaFunction.metricErrors().createAlarm(fn.stack, `A${index}`, { threshold: 1, evaluationPeriods: 1 }));
        }
      },
      /'release\.alarms' must be at most 10, with the one on errors of the new version, got 11, which CodeDeploy refuses/,
    ],
  ])('%s, found at synthesis', (_, add, sentence) => {
    const fn = made({ release: canary() });
    const found = () => [...fn.node.validate(), ...fn.stack.node.validate()];
    expect(found()).toEqual([]);
    add(fn);
    expect(found()).toEqual([expect.stringMatching(sentence)]);
  });
});

describe('is taken', () => {
  test.each<[string, Partial<HardenedFunctionProps>]>([
    ['the shortest canary that an error fits into', { timeout: minutes(7), release: canary() }],
    ['a timeout that only the deployment knows', { timeout: Duration.seconds(Lazy.number({ produce: () => 900 })), release: canary() }],
    ['an interval that only the deployment knows', { release: canary({ interval: Duration.minutes(Lazy.number({ produce: () => 1 })) }) }],
    ['a share that only the deployment knows', { release: canary({ percent: Lazy.number({ produce: () => 10 }) }) }],
    ['traffic that only the deployment knows', { release: canary({ invocationsPerMinute: Lazy.number({ produce: () => 1 }) }) }],
    ['a logical id that is rendered later', { release: canary({ aliasLogicalId: Lazy.string({ produce: () => 'Live' }) }) }],
    [
      'a window that only the deployment knows',
      { release: canary({ rollbackAlarm: AlarmTuning.threshold({ evaluationPeriods: Lazy.number({ produce: () => 99 }) }) }) },
    ],
    ['the widest linear release', { release: Release.linear({ percent: 50, interval: minutes(2880) }) }],
    ['old versions that are deleted', { release: canary(), currentVersionOptions: { removalPolicy: RemovalPolicy.DESTROY } }],
    ['a move', { release: canary({ move: ReleaseMove.SWITCH }) }],
  ])('%s', (_, props) => expect(made(props).node.validate()).toEqual([]));
});

describe('too little traffic', () => {
  const warned = (invocationsPerMinute?: number, hook = false) => {
    const stack = stackOf();
    const preTraffic = orders(stack, {}, 'Test');
    orders(stack, { release: Release.canary({ ...CANARY, invocationsPerMinute, ...(hook ? { preTraffic } : {}) }) });
    return warningsOf(stack).filter((text) => text.includes('ReleaseWithoutTraffic'));
  };

  test('is warned of, with hooks as the fix', () => {
    const [warning] = warned(2);
    expect(warning).toMatch(/at least 10 invocations before the next step, got 2 \(10 % of 2 a minute, in 10 minutes\).*pass 'preTraffic'/);
  });

  test('is none where it suffices, a hook tests the version, or it is not known', () => {
    expect([...warned(10), ...warned(), ...warned(0, true)]).toEqual([]);
  });
});

test('many releases in one stack are warned of once', () => {
  const stack = stackOf();
  for (let index = 0; index < 17; index++) orders(stack, { release: canary() }, `Orders${index}`);
  expect(warningsOf(stack).filter((text) => text.includes('ReleasesInOneStack'))).toHaveLength(1);
});
