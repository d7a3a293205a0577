import { idsOf } from '../../lib/checks/finding-ids';
import type { Rule } from '../../lib/checks/rule';
import { findViolations, type RuleViolation } from '../engine';
import { type Application, constructPathOf, reasonOf } from '../input/application';
import { type Allowance, isFor } from '../input/suppressions';

/** What a rule found, and why it does not count. */
export interface Checked {
  readonly found: RuleViolation;
  /** By which it is acknowledged in an app. */
  readonly id: string;
  readonly constructPath: string | undefined;
  /** The function that it hurts, as people know it. */
  readonly functionName: string | undefined;
  /** The reason for which it is acknowledged, or allowed. */
  readonly reason: string | undefined;
}

export interface Outcome {
  readonly checked: readonly Checked[];
  readonly templates: number;
  readonly functions: number;
  readonly rules: number;
  /** What is allowed, but found nowhere. */
  readonly idle: readonly Allowance[];
}

/** Holds the applications against the rules. */
export function check(applications: readonly Application[], rules: readonly Rule[], allowances: readonly Allowance[]): Outcome {
  const used = new Set<Allowance>();
  const checked = applications.flatMap((application) =>
    findViolations(application.templates, rules).map((found): Checked => {
      const { rule, resource } = found;
      const constructPath = constructPathOf(application, resource);
      const ids = idsOf(rule.id, resource.id);
      const allowance = allowances.find((one) => isFor(one, rule.id, resource.id, constructPath));
      if (allowance) used.add(allowance);
      const functionName = found.fn && (withoutResource(constructPathOf(application, found.fn.resource)) ?? found.fn.name);
      return { found, id: ids[0], constructPath, functionName, reason: reasonOf(application, constructPath, ids) ?? allowance?.reason };
    }),
  );
  const templates = applications.flatMap((application) => application.templates);
  return {
    checked,
    templates: templates.length,
    functions: templates.flatMap(({ body }) => Object.values(body.Resources ?? {})).filter(isFunction).length,
    rules: rules.length,
    idle: allowances.filter((allowance) => !used.has(allowance)),
  };
}

/** The construct that users made, where the path is that of its resource. */
export const withoutResource = (path: string | undefined): string | undefined => path?.replace(/\/(Resource|Default)$/, '');

const isFunction = ({ Type }: { readonly Type: string }): boolean =>
  Type === 'AWS::Lambda::Function' || Type === 'AWS::Serverless::Function';
