import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type HardenedFunction, type HardenedFunctionProps, Release, type ReleaseSteps } from '../../lib';
import { orders, stackOf } from '../harness';

export const CANARY = { percent: 10, interval: Duration.minutes(10) };

export const canary = (options: Partial<ReleaseSteps> = {}): Release => Release.canary({ ...CANARY, ...options });

/** A function with other code than the first one. */
export const NEXT = { code: lambda.Code.fromInline('exports.handler = async () => "next";') };

export function released(
  props: Partial<HardenedFunctionProps> = {},
  stack: Stack = stackOf(new App()),
): { stack: Stack; fn: HardenedFunction; template: Template } {
  const fn = orders(stack, { release: canary(), ...props });
  return {
    stack,
    fn,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

export type Resources = Record<string, { Type: string; Properties?: Record<string, any>; [attribute: string]: any }>;

export const resourcesOf = (template: Template): Resources => template.toJSON().Resources;

/** The only resource of the type whose logical id begins so: id and all of it. */
export function the(template: Template, type: string, prefix = ''): [id: string, resource: Resources[string]] {
  const found = Object.entries(resourcesOf(template)).filter(([id, { Type }]) => Type === type && id.startsWith(prefix));
  if (found.length !== 1) throw new Error(`expected one ${type} ${prefix}, found ${found.map(([id]) => id).join(', ') || 'none'}`);
  return found[0];
}

/** Every logical id of those that a value refers to. */
export function named(value: unknown, ids: ReadonlySet<string>): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => named(each, ids));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => {
    if (key === 'Ref' || key === 'DependsOn') return [inside].flat().filter((id) => ids.has(id));
    if (key === 'Fn::GetAtt') return [inside[0]].filter((id) => ids.has(id));
    return named(inside, ids);
  });
}

/** A circle of resources that wait for each other, where there is one: CloudFormation refuses it at deployment. */
export function circleIn(resources: Resources): string[] | undefined {
  const ids = new Set(Object.keys(resources));
  const done = new Set<string>();
  const search = (id: string, path: string[]): string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id)) return undefined;
    const { Type, Metadata, ...rest } = resources[id];
    for (const next of new Set(named(rest, ids))) {
      const circle = search(next, [...path, id]);
      if (circle) return circle;
    }
    done.add(id);
    return undefined;
  };
  for (const id of ids) {
    const circle = search(id, []);
    if (circle) return circle;
  }
  return undefined;
}
