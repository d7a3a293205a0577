import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { EventSourceWaiver, HardenedSqsEventSource, Release, ReleaseMove } from '../../lib';
import { orders, stackOf, warningsOf } from '../harness';
import { canary, circleIn, type Resources, resourcesOf } from './released';

const STEPS = {
  none: Release.none(),
  prepare: canary({ move: ReleaseMove.PREPARE }),
  switch: canary({ move: ReleaseMove.SWITCH }),
  canary: canary(),
  allAtOnce: Release.allAtOnce(),
} as const;
type Step = keyof typeof STEPS;

/** A function with callers of each kind, in one step of its move. */
function shop(step: Step): { stack: Stack; resources: Resources } {
  const stack = stackOf(new App());
  const fn = orders(stack, { release: STEPS[step] });
  const options = { waivers: [EventSourceWaiver.redriveQueue('a test looks at the mapping')] };
  fn.addEventSource(new HardenedSqsEventSource(new sqs.Queue(stack, 'Queue', { visibilityTimeout: Duration.minutes(3) }), options));
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['shop'] } }).addTarget(new LambdaFunction(fn));
  const url = fn.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE });
  const caller = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
  url.grantInvokeUrl(caller);
  fn.grantInvoke(caller);
  return { stack, resources: resourcesOf(Template.fromStack(stack)) };
}

const of = (resources: Resources, type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
const isAlias = (value: unknown): boolean => JSON.stringify(value).includes('Aliaslive');
const permitted = (resources: Resources, isOfAlias: boolean): string[] =>
  of(resources, 'AWS::Lambda::Permission')
    .filter(([, { Properties }]) => isAlias(Properties?.FunctionName) === isOfAlias)
    .map(([, { Properties }]) => `${JSON.stringify(Properties?.Principal)} ${Properties?.Action}`)
    .sort();
const ruleTarget = (resources: Resources) =>
  of(resources, 'AWS::Events::Rule').find(([id]) => id.startsWith('Rule'))?.[1].Properties?.Targets[0];
const mapping = (resources: Resources) => of(resources, 'AWS::Lambda::EventSourceMapping')[0];
const urls = (resources: Resources) => of(resources, 'AWS::Lambda::Url');

const SHOP = Object.fromEntries(Object.keys(STEPS).map((step) => [step, shop(step as Step).resources])) as Record<Step, Resources>;

test.each(Object.keys(STEPS) as Step[])('%s has no circle', (step) => expect(circleIn(SHOP[step])).toBeUndefined());

describe('the first deployment', () => {
  test('leaves callers with the function', () => {
    expect(isAlias(ruleTarget(SHOP.prepare))).toBe(false);
    expect(isAlias(mapping(SHOP.prepare)[1].Properties?.FunctionName)).toBe(false);
  });

  test('changes nothing that callers of the function have', () => {
    const own = Object.entries(SHOP.none).filter(([, { Type }]) => /Permission|Url|EventSourceMapping|EventInvokeConfig|Rule$/.test(Type));
    expect(own.length).toBeGreaterThan(5);
    for (const [id, resource] of own) expect(SHOP.prepare[id]).toEqual(resource);
  });

  test('gives the alias every permission that the function has, and a URL', () => {
    expect(permitted(SHOP.none, false)).toHaveLength(3);
    expect(permitted(SHOP.prepare, true)).toEqual(permitted(SHOP.none, false));
    expect(
      urls(SHOP.prepare)
        .map(([, { Properties }]) => Properties?.Qualifier)
        .sort(),
    ).toEqual(['live', undefined]);
  });
});

describe('the second deployment', () => {
  test('moves callers to the alias', () => {
    expect(isAlias(ruleTarget(SHOP.switch))).toBe(true);
    expect(isAlias(mapping(SHOP.switch)[1].Properties?.FunctionName)).toBe(true);
  });

  test('keeps the mapping, so that no record is lost or read twice', () => {
    expect(mapping(SHOP.switch)[0]).toBe(mapping(SHOP.prepare)[0]);
  });

  test('changes no permission and no URL: whom a service asks for is allowed before and after', () => {
    for (const type of ['AWS::Lambda::Permission', 'AWS::Lambda::Url']) {
      expect(Object.fromEntries(of(SHOP.switch, type))).toEqual(Object.fromEntries(of(SHOP.prepare, type)));
    }
  });

  test('lets roles call both', () => {
    for (const step of ['prepare', 'switch'] as const) {
      const [, policy] = of(SHOP[step], 'AWS::IAM::Policy').find(([id]) => id.startsWith('CallerDefaultPolicy')) as [
        string,
        Resources[string],
      ];
      const granted = (action: string) =>
        policy.Properties?.PolicyDocument.Statement.filter(({ Action }: any) => [Action].flat().includes(action)).flatMap(
          ({ Resource }: any) => Resource,
        );
      for (const action of ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl']) {
        expect(granted(action).some(isAlias)).toBe(true);
        expect(granted(action).some((resource: unknown) => !isAlias(resource))).toBe(true);
      }
    }
  });
});

describe('the third deployment', () => {
  test('leaves the alias alone with its permissions', () => {
    expect(permitted(SHOP.canary, false)).toEqual([]);
    expect(permitted(SHOP.canary, true)).toEqual(permitted(SHOP.none, false));
    expect(urls(SHOP.canary)).toHaveLength(1);
  });

  test('keeps the URL and the target of the rule', () => {
    const [[id]] = urls(SHOP.canary);
    expect(SHOP.switch).toHaveProperty([id, 'Properties'], SHOP.canary[id].Properties);
    expect(ruleTarget(SHOP.canary)).toEqual(ruleTarget(SHOP.switch));
  });
});

describe('a move without the steps', () => {
  test('is warned of once', () => {
    const warned = (step: Step) => warningsOf(shop(step).stack).filter((text) => text.includes('ReleaseMovesCallers'));
    expect(warned('canary')).toHaveLength(1);
    expect(warned('canary')[0]).toMatch(/pass 'move: ReleaseMove\.PREPARE' first, or acknowledge this if the function is new/);
    for (const step of ['none', 'prepare', 'switch'] as const) expect(warned(step)).toEqual([]);
  });

  test('is none of a function that only polls', () => {
    const stack = stackOf();
    orders(stack, { release: canary() }).grantInvoke(new iam.ServicePrincipal('sns.amazonaws.com'));
    expect(warningsOf(stack).filter((text) => text.includes('ReleaseMovesCallers'))).toEqual([]);
  });
});

/** What becomes of resources from one template to the next: a type with the number of what is made, kept, changed and removed. */
function difference(from: Step, to: Step): { made: string[]; removed: string[]; changed: string[] } {
  const types = (ids: string[], resources: Resources) => ids.map((id) => resources[id].Type.replace('AWS::', '')).sort();
  const [before, after] = [SHOP[from], SHOP[to]];
  return {
    made: types(
      Object.keys(after).filter((id) => !(id in before)),
      after,
    ),
    removed: types(
      Object.keys(before).filter((id) => !(id in after)),
      before,
    ),
    changed: types(
      Object.keys(after).filter((id) => id in before && JSON.stringify(before[id]) !== JSON.stringify(after[id])),
      after,
    ),
  };
}

const CODE_DEPLOY = ['CloudWatch::Alarm', 'CodeDeploy::Application', 'CodeDeploy::DeploymentGroup', 'IAM::Policy', 'IAM::Role'];
const ALIAS = ['Lambda::Alias', 'Lambda::EventInvokeConfig', 'Lambda::Version'];
/** The alias has other children than the function: below another path, they have other logical ids. A rule has its own. */
const OF_TARGET = ['Lambda::Permission', 'Lambda::Permission', 'Lambda::Url'];
const AIMED = ['CloudWatch::Alarm', 'CloudWatch::Alarm', 'Events::Rule', 'IAM::Policy', 'Lambda::EventSourceMapping', 'Lambda::Permission'];

describe('from one choice to another and back', () => {
  test.each<[Step, Step, { made: string[]; removed: string[]; changed: string[] }]>([
    ['none', 'allAtOnce', { made: [...ALIAS, ...OF_TARGET].sort(), removed: OF_TARGET, changed: AIMED }],
    [
      'none',
      'canary',
      {
        made: [...ALIAS, ...OF_TARGET, ...CODE_DEPLOY].sort(),
        removed: OF_TARGET,
        changed: AIMED,
      },
    ],
    ['allAtOnce', 'canary', { made: CODE_DEPLOY, removed: [], changed: ['Lambda::Alias'] }],
  ])('%s and %s', (one, other, { made, removed, changed }) => {
    const there = difference(one, other);
    expect({ ...there, made: [...there.made].sort(), removed: [...there.removed].sort() }).toEqual({
      made,
      removed: [...removed].sort(),
      changed,
    });
    expect(difference(other, one)).toEqual({ made: there.removed, removed: there.made, changed: there.changed });
  });

  test('the function, its role and its log group are never touched', () => {
    const kept = (resources: Resources) =>
      Object.fromEntries(
        Object.entries(resources).filter(([id, { Type }]) => /Lambda::Function|IAM::Role|LogGroup/.test(Type) && id.startsWith('Orders')),
      );
    for (const step of Object.keys(STEPS) as Step[]) expect(kept(SHOP[step])).toEqual(kept(SHOP.none));
  });

  test('the capture of $LATEST stays', () => {
    const latest = (resources: Resources) =>
      Object.fromEntries(
        of(resources, 'AWS::Lambda::EventInvokeConfig').filter(([, { Properties }]) => Properties?.Qualifier === '$LATEST'),
      );
    expect(Object.keys(latest(SHOP.none))).toHaveLength(1);
    for (const step of Object.keys(STEPS) as Step[]) expect(latest(SHOP[step])).toEqual(latest(SHOP.none));
  });
});
