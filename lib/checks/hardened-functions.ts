import { type Hardening, hardeningIn } from '../template-model/functions/hardening';
import type { Template } from '../template-model/template';

/** How many of the functions of templates are hardened. @internal */
export interface HardenedFunctions {
  readonly hardened: number;
  /** All functions, but those that were left as they are with a reason, and those that the CDK makes for deployments. */
  readonly functions: number;
  readonly left: number;
  readonly ofCdk: number;
}

/** Also one of SAM. @internal */
export const isFunction = ({ Type }: { readonly Type?: string }): boolean =>
  Type === 'AWS::Lambda::Function' || Type === 'AWS::Serverless::Function';

/** @internal */
export function hardenedFunctionsIn(templates: readonly Template[]): HardenedFunctions {
  const found = templates
    .flatMap(({ body }) => Object.values(body.Resources ?? {}))
    .filter(isFunction)
    .map(({ Metadata }) => hardeningIn(Metadata));
  const count = (of: Hardening) => found.filter((one) => one === of).length;
  const hardened = count('hardened');
  return { hardened, functions: hardened + count('none'), left: count('left'), ofCdk: count('of the CDK') };
}

/** As in `12 of 40 functions are hardened`. @internal */
export function describeHardened({ hardened, functions, left, ofCdk }: HardenedFunctions): string {
  return [
    `${hardened} of ${functions} functions are hardened`,
    ...(left === 0 ? [] : [`${left} left with a reason`]),
    ...(ofCdk === 0 ? [] : [`${ofCdk} made by the CDK for deployments`]),
  ].join(', ');
}
