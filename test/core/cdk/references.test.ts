import { CfnOutput, CfnParameter, CfnResource, Fn, Lazy, type Stack, Token } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { isReferredTo, markOf, markReferences, referencesIn, refersTo } from '../../../lib/core/cdk/references';
import { stackOf } from '../../harness';

let stack: Stack;
beforeEach(() => {
  stack = stackOf();
});

const resource = (id: string, properties: object = {}) => new CfnResource(stack, id, { type: 'Test::Thing::Thing', properties });

describe('the resources that a value refers to', () => {
  test.each<[string, (one: CfnResource, two: CfnResource) => unknown, string[]]>([
    ['a reference', (one) => one.ref, ['One']],
    ['an attribute', (one) => one.getAtt('Arn'), ['One']],
    ['an attribute as a text', (one) => one.getAtt('Arn').toString(), ['One']],
    ['a text with two', (one, two) => `${one.ref}/${two.ref}`, ['One', 'Two']],
    ['a list', (one, two) => [one.ref, 'text', two.ref], ['One', 'Two']],
    ['a list as a token', (one) => Token.asList(one.getAtt('Arns')), ['One']],
    ['a number', (one) => Token.asNumber(one.getAtt('Size')), ['One']],
    ['an object', (one) => ({ a: { b: one.ref }, c: null, d: 1, e: undefined }), ['One']],
    ['a key of an object', (one, two) => ({ [one.ref]: two.ref }), ['One', 'Two']],
    ['a function of CloudFormation', (one, two) => Fn.join('-', [one.ref, two.ref]), ['One', 'Two']],
    ['a text around a function', (one, two) => `${one.ref}-${Fn.select(0, [two.ref])}`, ['One', 'Two']],
    ['what is known later', (one) => Lazy.string({ produce: () => one.ref }), ['One']],
    ['what is known later, as any', (one) => Lazy.any({ produce: () => ({ a: [one.ref] }) }), ['One']],
    ['a text beside a name that is not set', (one) => `${Token.asString(undefined)}${one.ref}`, ['One']],
    ['what a token holds', (one) => Token.asString({ a: [one.ref] }), ['One']],
    ['tokens of constants', () => [Token.asString(undefined), `${Token.asString('text')}-text`, Token.asAny(1)], []],
    ['nothing', () => ['text', 1, null, undefined, true, {}], []],
    ['what is no resource', () => new CfnParameter(stack, 'Parameter').valueAsString, []],
  ])('%s', (_, of, expected) => {
    const value = of(resource('One'), resource('Two'));
    expect(
      referencesIn(stack, value)
        .map(({ node }) => node.id)
        .sort(),
    ).toEqual(expected);
  });
});

describe('a value refers to a target', () => {
  const reaches = (value: unknown, target: IConstruct) => refersTo(stack, value, new Set([target]));

  test('by itself, by way of others, and by what a circle leads to', () => {
    const target = resource('Target');
    const far = resource('Far', { Of: target.ref });
    const near = resource('Near', { Of: { Far: [far.ref] } });
    expect(reaches(target.ref, target)).toBe(true);
    expect(reaches(near.ref, target)).toBe(true);
    far.addPropertyOverride('Near', near.ref);
    expect(reaches(near.ref, target)).toBe(true);
    expect(reaches(near.ref, resource('Other'))).toBe(false);
    expect(reaches('text', target)).toBe(false);
  });

  test.each<[string, (near: CfnResource, target: CfnResource) => void]>([
    ['an override', (near, target) => near.addPropertyOverride('Of', target.ref)],
    ['a dependency of the template', (near, target) => near.addDependency(target)],
    ['a dependency of the construct', (near, target) => near.node.addDependency(target)],
    ['metadata', (near, target) => near.addMetadata('Of', target.ref)],
  ])('by %s', (_, refer) => {
    const [near, target] = [resource('Near'), resource('Target')];
    expect(reaches(near.ref, target)).toBe(false);
    refer(near, target);
    expect(reaches(near.ref, target)).toBe(true);
  });

  test('by a dependency of a scope', () => {
    const target = resource('Target');
    const scope = new Construct(stack, 'Scope');
    const near = new CfnResource(scope, 'Near', { type: 'Test::Thing::Thing' });
    scope.node.addDependency(target);
    expect(reaches(near.ref, target)).toBe(true);
  });
});

describe('a construct is referred to', () => {
  test('by what is outside of it', () => {
    const target = resource('Target');
    expect(isReferredTo(target)).toBe(false);
    resource('Near', { Of: target.ref });
    expect(isReferredTo(target)).toBe(true);
  });

  test('by an output', () => {
    const target = resource('Target');
    new CfnOutput(stack, 'Output', { value: target.ref });
    expect(isReferredTo(target)).toBe(true);
  });

  test('not by itself', () => {
    const target = resource('Target');
    const inner = new CfnResource(target, 'Inner', { type: 'Test::Thing::Thing', properties: { Of: target.ref } });
    expect(isReferredTo(target)).toBe(false);
    expect(isReferredTo(inner)).toBe(false);
    expect(referencesIn(stack, target.ref)).toEqual([target]);
  });
});

test('marks stand for resources, what is no resource is as it is', () => {
  const [one, two] = [resource('One'), resource('Two')];
  const parameter = new CfnParameter(stack, 'Parameter');
  const { value, resources } = markReferences(stack, { a: `${one.ref}-x`, b: [two.getAtt('Arn')], c: parameter.valueAsString, d: 1 });
  expect(value).toEqual({ a: '<Shop/One>-x', b: ['<Shop/Two>'], c: { Ref: 'Parameter' }, d: 1 });
  expect([...resources]).toEqual([
    [markOf(one), one],
    [markOf(two), two],
  ]);
});
