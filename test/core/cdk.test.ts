import { App, type IPropertyInjector, PropertyInjectors } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions } from '../../lib';
import { cdkNameOf } from '../../lib/core/cdk/cdk-made';
import { injectorFor } from '../../lib/core/cdk/injectors';
import { stackOf } from '../harness';

describe('the name that the CDK gives a class', () => {
  test('is told of what it made', () => {
    const destination = new SqsDestination(new sqs.Queue(stackOf(), 'Queue'));
    expect(cdkNameOf(destination)).toBe('aws-cdk-lib.aws_lambda_destinations.SqsDestination');
  });

  class Marked {}
  Object.defineProperty(Marked, Symbol.for('jsii.rtti'), { value: { fqn: 'another-lib.aws-cdk-lib.Queue' } });

  test.each<[string, object]>([
    ['nobody', {}],
    ["a user's class", new (class extends SqsDestination {})(new sqs.Queue(stackOf(), 'Queue'))],
    ['this library', AlarmActions.none('a test')],
    ['another library', new Marked()],
  ])('is not what %s made', (_, object) => expect(cdkNameOf(object)).toBeUndefined());
});

describe('the injector of properties', () => {
  const injector = (uniqueId: string): IPropertyInjector => ({ constructUniqueId: uniqueId, inject: (props) => props });

  test('is the nearest that is about the class', () => {
    const [far, near, other] = [injector('Queue'), injector('Queue'), injector('Topic')];
    const app = new App({ propertyInjectors: [far, other] });
    const stack = stackOf(app, 'Shop', { propertyInjectors: [near] });
    expect(injectorFor(stack, 'Queue')).toBe(near);
    expect(injectorFor(stack, 'Topic')).toBe(other);
    expect(injectorFor(app, 'Queue')).toBe(far);
  });

  test('is none where nobody has one', () => {
    const stack = stackOf(new App(), 'Shop', { propertyInjectors: [injector('Queue')] });
    expect(injectorFor(stack, 'Topic')).toBeUndefined();
    expect(injectorFor(stackOf(), 'Queue')).toBeUndefined();
    expect(PropertyInjectors.hasPropertyInjectors(stackOf())).toBe(false);
  });
});
