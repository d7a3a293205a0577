import { App, Aspects, CfnResource, Shims, Stack, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, Node } from 'constructs';
import { AlarmActions, HardenedFunctionDefaults, Hardening, LambdaHardening } from '../../lib';
import { tokensMade } from '../../lib/adoption/resources-made';
import { RenderedResource } from '../../lib/core/cdk/rendered-resource';
import { plainFunction, rawResource } from './odd-application';

/*
 * What hardening costs, counted: how often a property is read, how often a value is resolved to find what it names, and how often
 * the children of a construct are listed. A clock would say how busy the machine is.
 */

const PER_STACK = 5;

function application(functions: number): { app: App; functions: lambda.Function[] } {
  const app = new App({ context: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false } });
  HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.none('only the cost is looked at') });
  const made: lambda.Function[] = [];
  for (let index = 0; index < functions; index++) {
    const stack = index % PER_STACK === 0 ? new Stack(app, `Stack${index}`) : Stack.of(made[index - 1]);
    const fn = plainFunction(stack, `Fn${index}`);
    fn.addEventSource(new SqsEventSource(new sqs.Queue(stack, `Queue${index}`)));
    fn.addAlias('live');
    fn.metricErrors().createAlarm(fn, 'Own', { threshold: 1, evaluationPeriods: 1 });
    made.push(fn);
  }
  return { app, functions: made };
}

type Made = ReturnType<typeof application>;

const WAYS: Record<string, (made: Made) => void> = {
  'by a call': ({ app }) => void Hardening.of(app).apply(),
  'by a mixin on the app': ({ app }) => void app.with(new LambdaHardening()),
  'one by one by the same mixin': ({ functions }) => {
    const mixin = new LambdaHardening();
    for (const fn of functions) fn.with(mixin);
  },
  'by an aspect': ({ app }) => {
    Aspects.of(app).add(Shims.asAspect(new LambdaHardening()));
    app.synth();
  },
};

const eachByANewMixin = ({ functions }: Made): void => {
  for (const fn of functions) fn.with(new LambdaHardening());
};

/** What it takes to harden so many functions. */
function costOf(functions: number, harden: (made: Made) => void): { read: number; resolved: number; listed: number } {
  const made = application(functions);
  const read = jest.spyOn(RenderedResource.prototype, 'property');
  const resolved = jest.spyOn(Tokenization, 'resolve');
  const listed = jest.spyOn(Node.prototype, 'children', 'get');
  try {
    harden(made);
    return { read: read.mock.calls.length, resolved: resolved.mock.calls.length, listed: listed.mock.calls.length };
  } finally {
    for (const spy of [read, resolved, listed]) spy.mockRestore();
  }
}

test.each(Object.keys(WAYS))('%s, twice as many functions cost twice as much', (way) => {
  const [few, many] = [10, 40].map((functions) => costOf(functions, WAYS[way]));
  for (const what of ['read', 'resolved', 'listed'] as const) {
    expect(many[what] / few[what]).toBeLessThan(4.2);
    expect(many[what] / few[what]).toBeGreaterThan(3);
  }
});

test('a new mixin for each function does not list the app anew', () => {
  const [few, many] = [10, 40].map((functions) => costOf(functions, eachByANewMixin));
  expect(many.listed / few.listed).toBeLessThan(4.2);
});

describe('a new mixin for each function', () => {
  const second = (change: (app: App, stack: Stack, fn: lambda.Function) => void) => {
    const { app, functions } = application(2);
    const [one, other] = functions;
    one.with(new LambdaHardening());
    change(app, Stack.of(other), other);
    const mixin = new LambdaHardening();
    other.with(mixin);
    return mixin.report.functions[0];
  };
  const alarm = (fn: lambda.Function) => fn.metricThrottles().createAlarm(fn, 'Late', { threshold: 1, evaluationPeriods: 1 });
  const watched = (names: string) => ({ protection: 'alarms', reason: `alarms of the app watch ${names} already` });

  test('sees what was made since', () => {
    expect(second(() => undefined).left).toContainEqual(watched('Errors'));
    expect(second((_, __, fn) => void alarm(fn)).left).toContainEqual(watched('Errors, Throttles'));
  });

  test('does not see what was removed since, also with what is above it', () => {
    expect(second((_, __, fn) => void fn.node.tryRemoveChild('Own')).left).not.toContainEqual(watched('Errors'));
    const holder = (remove: boolean) => {
      const { functions } = application(2);
      const [one, other] = functions;
      const above = new Construct(Stack.of(other), 'Above');
      other.metricThrottles().createAlarm(above, 'Late', { threshold: 1, evaluationPeriods: 1 });
      one.with(new LambdaHardening());
      if (remove) Stack.of(other).node.tryRemoveChild('Above');
      const mixin = new LambdaHardening();
      other.with(mixin);
      return mixin.report.functions[0].left;
    };
    expect(holder(false)).toContainEqual(watched('Errors, Throttles'));
    expect(holder(true)).toContainEqual(watched('Errors'));
  });

  test('sees what was set since, also where no resource was made', () => {
    const { functions } = application(3);
    const [first, other, third] = functions.map(({ node }) => node.defaultChild as lambda.CfnFunction);
    first.with(new LambdaHardening());
    other.role = third.role;
    const mixin = new LambdaHardening();
    other.with(mixin);
    expect(mixin.report.functions[0].left).toContainEqual({
      protection: 'role',
      reason: expect.stringContaining('its role is shared with other functions'),
    });
  });
});

describe('one mixin', () => {
  const hardened = (change: (stack: Stack, second: lambda.Function) => void) => {
    const { app, functions } = application(2);
    const [first, second] = functions;
    const mixin = new LambdaHardening();
    first.with(mixin);
    change(Stack.of(second), second);
    second.with(mixin);
    return { app, report: mixin.report.functions[1], resource: second.node.defaultChild as lambda.CfnFunction };
  };

  test('sees an alarm that was made since', () => {
    const { report } = hardened((_, fn) => fn.metricThrottles().createAlarm(fn, 'Late', { threshold: 1, evaluationPeriods: 1 }));
    expect(report.left).toContainEqual({ protection: 'alarms', reason: 'alarms of the app watch Errors, Throttles already' });
  });

  test('sees what was set since, also where no resource was made', () => {
    const { resource } = hardened((_, fn) => {
      (fn.node.defaultChild as lambda.CfnFunction).timeout = 7;
    });
    expect(resource.timeout).toBe(7);
  });

  test('sees who may invoke the function since', () => {
    const invoking = (change: (stack: Stack, fn: lambda.Function) => void) => hardened(change).report.applied.at(-1);
    expect(invoking(() => undefined)).not.toMatch(/failedEvents/);
    expect(
      invoking((stack, fn) =>
        fn.grantInvoke(new iam.Role(stack, 'Caller', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') })),
      ),
    ).toMatch(/failedEvents/);
  });
});

test('each resource has a token, whose number tells that it was made', () => {
  const stack = new Stack(new App(), 'Shop');
  const before = tokensMade();
  expect(tokensMade()).toBe(before + 1);
  new CfnResource(stack, 'Raw', { type: 'AWS::SQS::Queue' });
  expect(tokensMade()).toBeGreaterThan(before + 2);
});

test('raw resources that name each other by logical ids are looked up once', () => {
  const cost = (count: number): number => {
    const app = new App();
    HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.none('only the cost is looked at') });
    for (let index = 0; index < count / PER_STACK; index++) {
      const stack = new Stack(app, `Stack${index}`);
      for (let raw = 0; raw < PER_STACK; raw++) rawResource(stack, `Raw${raw}`);
    }
    const listed = jest.spyOn(Node.prototype, 'children', 'get');
    Hardening.of(app).apply();
    const { length } = listed.mock.calls;
    listed.mockRestore();
    return length;
  };
  expect(cost(40) / cost(10)).toBeLessThan(4.2);
});
