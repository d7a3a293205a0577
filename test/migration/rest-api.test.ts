import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { HardenedFunction } from '../../lib';
import { CODE } from '../harness';
import { ADDED_FOR_STACK, type Application, addedFor, differences, FUNCTION_CHANGES, movedStack, untouched } from './migrated';

const restApi =
  (props: Partial<lambda.FunctionProps> = {}, handlerOf = (fn: lambda.IFunction) => fn): Application =>
  (app, Fn) => {
    const stack = new Stack(app, 'Shop');
    const table = new dynamodb.TableV2(stack, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const orders = new Fn(stack, 'Orders', { ...CODE, environment: { TABLE: table.tableName }, ...props });
    table.grantReadWriteData(orders);
    const api = new apigateway.RestApi(stack, 'Api');
    const resource = api.root.addResource('orders');
    resource.addMethod('GET', new apigateway.LambdaIntegration(handlerOf(orders)));
    resource.addMethod('POST', new apigateway.LambdaIntegration(handlerOf(orders)));
  };

const UPDATED = { 'IAM::Role OrdersServiceRole': ['ManagedPolicyArns', 'Policies'], 'Lambda::Function Orders': FUNCTION_CHANGES };

describe('a REST API with a table', () => {
  test('changes the function and its role in place, and adds what is listed', () => {
    expect(differences(movedStack(restApi()))).toEqual({
      added: [...addedFor('Orders'), ...ADDED_FOR_STACK].sort(),
      removed: [],
      updated: UPDATED,
      replaced: {},
    });
  });

  test.each([
    'AWS::DynamoDB::GlobalTable',
    'AWS::IAM::Policy',
    'AWS::Lambda::Permission',
    'AWS::ApiGateway::RestApi',
    'AWS::ApiGateway::Method',
    'AWS::ApiGateway::Deployment',
    'AWS::ApiGateway::Stage',
  ])('leaves what it had of %s as it was', (type) => {
    expect(untouched(movedStack(restApi()), type)).toBe(true);
  });
});

describe('a function with an explicit name', () => {
  const NAMED = { functionName: 'orders' };

  test('keeps it', () => {
    const { plain, hardened, changes } = movedStack(restApi(NAMED));
    const [id] = Object.keys(plain).filter((id) => plain[id].Properties?.FunctionName === 'orders');
    expect(hardened[id].Properties?.FunctionName).toBe('orders');
    expect(changes.replaced).toEqual({});
  });

  test('makes API Gateway deploy anew, which takes the class to know the name', () => {
    const { added, removed, updated } = differences(movedStack(restApi(NAMED)));
    expect([...added, ...removed].filter((name) => name.startsWith('ApiGateway::Deployment'))).toHaveLength(2);
    expect(updated).toEqual({ ...UPDATED, 'ApiGateway::Stage ApiDeploymentStageprod': ['DeploymentId'] });
  });

  test('does not where the function inside is passed', () => {
    const inside = (fn: lambda.IFunction) => (fn instanceof HardenedFunction ? fn.lambdaFunction : fn);
    const { added, removed, updated } = differences(movedStack(restApi(NAMED, inside)));
    expect(added).toEqual([...addedFor('Orders'), ...ADDED_FOR_STACK].sort());
    expect(removed).toEqual([]);
    expect(updated).toEqual(UPDATED);
  });
});

describe('a log group that CDK manages', () => {
  const MANAGED = { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true };

  test('is made anew under its logical id, since its name is generated now', () => {
    expect(differences(movedStack(restApi(), MANAGED))).toEqual({
      added: [...addedFor('Orders'), ...ADDED_FOR_STACK].filter((name) => !name.startsWith('Logs::LogGroup')).sort(),
      removed: [],
      updated: UPDATED,
      replaced: { 'Logs::LogGroup OrdersLogGroup': ['LogGroupName'] },
    });
  });

  test('is kept with its logs, though no longer in the stack', () => {
    const { plain, hardened } = movedStack(restApi(), MANAGED);
    const [id] = Object.keys(plain).filter((id) => plain[id].Type === 'AWS::Logs::LogGroup');
    expect([plain[id].UpdateReplacePolicy, hardened[id].UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });
});
