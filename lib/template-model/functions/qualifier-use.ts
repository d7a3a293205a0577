import type { ApplicationModel } from '../application-model';
import type { Resource } from '../resource';
import { type Invoked, LATEST } from './lambda-function';

/** They refer to a function, an alias or a version without invoking it. */
const IDLE = /^AWS::(Lambda::(Alias|Version|Permission|EventInvokeConfig)|CloudWatch::.*|Logs::.*|IAM::.*|ApplicationAutoScaling::.*)$/;

/**
 * What the triggers invoke, where none of them invokes the qualifier that was asked for, and where nothing else in the templates
 * may invoke it.
 *
 * @internal
 */
export function usedInsteadOf(invoked: Invoked, model: ApplicationModel): Invoked | undefined {
  const users = [...model.invocationsOf(invoked.fn), ...model.mappingsOf(invoked.fn)];
  const used = users.flatMap((user) => user.invoked ?? []);
  if (used.length === 0 || model.resources.isOpen || used.some(({ qualifier }) => qualifier === invoked.qualifier)) return undefined;
  const known = new Set<Resource>(users.map(({ resource }) => resource));
  const mayInvoke = (by: Resource | undefined): boolean => by === undefined || !(known.has(by) || IDLE.test(by.type));
  const named = namedBy(invoked, model);
  return !named || model.mentionsOf(named).some(({ by }) => mayInvoke(by)) ? undefined : used[0];
}

/** As in `orders:live`. @internal */
export const calledBy = ({ fn, qualifier }: Invoked): string => (qualifier === LATEST ? fn.name : `${fn.name}:${qualifier}`);

const namedBy = ({ fn, qualifier }: Invoked, { resources, finder }: ApplicationModel): Resource | undefined =>
  qualifier === LATEST
    ? fn.resource
    : resources
        .ofType('AWS::Lambda::Alias', 'AWS::Lambda::Version')
        .find((one) => (one.text('Name') ?? one.id) === qualifier && finder.invokedBy(one.get('FunctionName'))?.fn === fn);
