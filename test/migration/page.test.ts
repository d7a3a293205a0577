import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { HardenedFunction } from '../../lib';
import { EXPLAINED, migrating, SETTINGS } from '../../tools/docs/migrating';
import { dependenciesOf } from '../../tools/docs/template-changes';
import { CODE, only, TOLD } from '../harness';
import { type Application, FUNCTION_CHANGES, movedStack } from './migrated';

const FUNCTION = 'AWS::Lambda::Function';
const ONE: Application = (app, Fn) => void new Fn(new Stack(app, 'Shop'), 'Orders', CODE);

const hardened = (props: Partial<lambda.FunctionProps> = {}) => {
  const stack = new Stack(new App(), 'Shop');
  new HardenedFunction(stack, 'Orders', { ...TOLD, ...props });
  return only(Template.fromStack(stack), FUNCTION);
};

describe('the page', () => {
  test('explains every property of the function that changes', () => {
    expect(FUNCTION_CHANGES.filter((name) => name !== 'DependsOn')).toEqual([...EXPLAINED].sort());
  });

  test.each(SETTINGS)('says how to keep the $name', ({ value, lambdaDefault, keepProps, keep }) => {
    expect(value(hardened(keepProps)) ?? lambdaDefault).toBe(lambdaDefault);
    if (keep) expect(value(hardened())).not.toBe(lambdaDefault);
    expect(migrating()).toContain(keep);
  });

  test('names the settings that need attention first', () => {
    const rows = migrating()
      .split('\n')
      .filter((line) => line.includes('**Check first.**'));
    expect(rows.map((row) => row.split(' | ')[0])).toEqual(['| architecture', '| log format']);
    expect(SETTINGS.slice(0, 2).map(({ name }) => name)).toEqual(['architecture', 'log format']);
  });

  test('says rightly how to go on in the old group', () => {
    const stack = new Stack(new App(), 'Shop');
    new HardenedFunction(stack, 'Orders', { ...TOLD, logGroup: logs.LogGroup.fromLogGroupName(stack, 'OldLogs', '/aws/lambda/NAME') });
    expect(only(Template.fromStack(stack), FUNCTION).LoggingConfig.LogGroup).toBe('/aws/lambda/NAME');
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 0);
  });
});

describe('the order of the deployment', () => {
  const idOf = (resources: Record<string, unknown>, prefix: string): string =>
    Object.keys(resources).filter((id) => id.startsWith(prefix))[0];

  test('is the role with what Lambda needs, then the function', () => {
    const { hardened: resources } = movedStack(ONE);
    const role = idOf(resources, 'OrdersServiceRole');
    expect(resources[role].Properties?.Policies).toHaveLength(1);
    const fn = Object.values(resources).filter(({ Type }) => Type === FUNCTION)[0];
    expect(dependenciesOf(fn)).toContain(role);
  });

  test('needs no care where the first deployment keeps the managed policy', () => {
    const { changes } = movedStack((app, Fn) => {
      const orders = new Fn(new Stack(app, 'Shop'), 'Orders', CODE);
      if (orders instanceof lambda.Function) return;
      orders.role?.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole'));
    });
    expect(Object.values(changes.updated)).toContainEqual(['Policies']);
  });
});
