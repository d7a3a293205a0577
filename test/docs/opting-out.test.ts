import { join } from 'node:path';
import { isClassOrInterfaceType, isClassType, loadAssemblyFromPath } from '@jsii/spec';
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as hardened from '../../lib';
import { WITH_REASON } from '../../tools/docs/opting-out';

const types = Object.values(loadAssemblyFromPath(join(__dirname, '../..')).types ?? {});

/** Every public static method that takes a reason. */
const withReason = types
  .filter(isClassType)
  .flatMap(({ name, methods = [] }) =>
    methods
      .filter((method) => method.static && method.parameters?.some((parameter) => parameter.name === 'reason'))
      .map((method) => `${name}.${method.name}`),
  );

test('every way to leave something out with a reason is on the page, and no other', () => {
  expect(Object.keys(WITH_REASON).sort()).toEqual([...withReason].sort());
});

test.each(Object.entries(WITH_REASON))('%s is shown as it is written', (name, { write }) => {
  expect(write).toContain(`${name}(`);
  const [prop] = /^\w+(?=:)/.exec(write) ?? [];
  const props = types.filter(isClassOrInterfaceType).flatMap(({ properties = [] }) => properties.map((property) => property.name));
  if (prop) expect(props).toContain(prop);
});

const orders = (props: Partial<hardened.HardenedFunctionProps>) => {
  const fn = new hardened.HardenedFunction(new Stack(new App(), 'Shop'), 'Orders', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    alarmActions: hardened.AlarmActions.topicNamed('ops-alarms'),
    ...props,
  });
  return (fn.node.root as App).synth();
};

test.each<[string, (reason: string) => Partial<hardened.HardenedFunctionProps>]>([
  ['AlarmActions.none', (reason) => ({ alarmActions: hardened.AlarmActions.none(reason) })],
  ['AlarmTuning.none', (reason) => ({ alarms: { errors: hardened.AlarmTuning.none(reason) } })],
  ['FailureCapture.none', (reason) => ({ failureCapture: hardened.FailureCapture.none(reason) })],
  ['Waiver.vpc', (reason) => ({ waivers: [hardened.Waiver.vpc(reason)] })],
])('%s: an empty reason is an error, and a reason is in the template', (_, propsWith) => {
  expect(() => orders(propsWith(' '))).toThrow('reason');
  const template = orders(propsWith('see ADR 12')).stacks[0].template;
  expect(JSON.stringify(template.Resources)).toContain('see ADR 12');
});
