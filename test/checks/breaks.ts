import { ordersApp } from '../../examples/orders/app';
import { CheckSeverity } from '../../lib/checks/check-severity';
import { findViolations } from '../../lib/checks/find-violations';
import { RULES } from '../../lib/checks/rules';
import type { ResourceBody, Template } from '../../lib/template-model/template';

/** A sound application, as the CDK writes it: an asynchronous function, one that reads a queue, and one that reads a stream. */
export function soundTemplates(): Template[] {
  const app = ordersApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  return app.synth().stacks.map(({ stackName, template, templateFile }) => ({ name: stackName, body: template, file: templateFile }));
}

/** The errors and warnings, by the ids of their rules. */
export const foundIn = (templates: readonly Template[]): string[] =>
  [...new Set(findViolations(templates, RULES).flatMap(({ rule }) => (rule.severity === CheckSeverity.INFO ? [] : [rule.id])))].sort();

type Place = readonly string[];

/** Every property of a resource, also those inside others; what an intrinsic or a list holds is one value. */
export function placesOf({ Properties = {} }: ResourceBody): Place[] {
  const below = (value: unknown, at: Place): Place[] => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    const entries = Object.entries(value);
    if (entries.some(([key]) => key === 'Ref' || key.startsWith('Fn::'))) return [];
    return entries.flatMap(([key, inner]) => [[...at, key], ...below(inner, [...at, key])]);
  };
  return below(Properties, []);
}

/** The templates with a property of a resource replaced; taken away where there is no replacement. */
export function withProperty(templates: readonly Template[], of: string, place: Place, replacement?: unknown): Template[] {
  return templates.map((template) => {
    if (!template.body.Resources?.[of]) return template;
    const body = structuredClone(template.body);
    let parent = body.Resources?.[of].Properties as Record<string, unknown>;
    for (const key of place.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
    if (replacement === undefined) delete parent[place[place.length - 1]];
    else parent[place[place.length - 1]] = replacement;
    return { ...template, body };
  });
}

/** The templates without a resource. */
export const without = (templates: readonly Template[], id: string): Template[] =>
  templates.map((template) => {
    const { [id]: _, ...Resources } = template.body.Resources ?? {};
    return { ...template, body: { ...template.body, Resources } };
  });
