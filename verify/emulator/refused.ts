import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * What the emulator refuses in a template is taken out before a deployment, here and nowhere else: a stack that has it could
 * not be deployed at all.
 */

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  DependsOn?: string | string[];
  UpdatePolicy?: unknown;
}

interface Template {
  Resources?: Record<string, Resource>;
  Outputs?: Record<string, unknown>;
}

/** What is refused. */
interface Refused {
  /** For people. */
  readonly what: string;
  is(resource: Resource): boolean;
}

const ofType = (pattern: RegExp) => (resource: Resource) => pattern.test(resource.Type);

/** Everything that is taken out; docs/emulator.md names it. */
export const REFUSED: readonly Refused[] = [
  {
    what: 'alarms on metric math or on a query (`Metrics` of `AWS::CloudWatch::Alarm`)',
    is: ({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm' && Properties?.Metrics !== undefined,
  },
  {
    what: '`AWS::CloudWatch::CompositeAlarm`, `AWS::CloudWatch::AnomalyDetector`',
    is: ofType(/^AWS::CloudWatch::(CompositeAlarm|AnomalyDetector)$/),
  },
  { what: '`AWS::CodeDeploy::*`, and the `UpdatePolicy` of an alias that names one', is: ofType(/^AWS::CodeDeploy::/) },
  {
    what: 'event rules on CodeDeploy, which name its deployment groups',
    is: ({ Type, Properties }) =>
      Type === 'AWS::Events::Rule' && JSON.stringify(Properties?.EventPattern ?? {}).includes('"aws.codedeploy"'),
  },
  { what: '`AWS::ApplicationAutoScaling::*`', is: ofType(/^AWS::ApplicationAutoScaling::/) },
  { what: 'saved queries (`AWS::Logs::QueryDefinition`)', is: ofType(/^AWS::Logs::QueryDefinition$/) },
];

/** The template without what is refused, and the ids of what was taken out. What else needs one of them is an error. */
export function withoutRefused(template: Template): { readonly template: Template; readonly takenOut: string[] } {
  const resources = Object.entries(template.Resources ?? {});
  const takenOut = resources.filter(([, resource]) => REFUSED.some(({ is }) => is(resource))).map(([id]) => id);
  if (takenOut.length === 0) return { template, takenOut };
  const left = resources.filter(([id]) => !takenOut.includes(id)).map(([id, resource]) => [id, detached(id, resource, takenOut)] as const);
  const outputs = Object.entries(template.Outputs ?? {}).filter(([, output]) => !names(output, takenOut));
  return {
    template: { ...template, Resources: Object.fromEntries(left), ...(template.Outputs && { Outputs: Object.fromEntries(outputs) }) },
    takenOut,
  };
}

function detached(id: string, { DependsOn, UpdatePolicy, ...resource }: Resource, takenOut: readonly string[]): Resource {
  const named = takenOut.find((other) => names(resource, [other]));
  if (named !== undefined) throw new Error(`${id} needs ${named}, which the emulator refuses; leave it out of this application`);
  const others = [DependsOn ?? []].flat().filter((other) => !takenOut.includes(other));
  return {
    ...resource,
    ...(others.length > 0 && { DependsOn: others }),
    ...(UpdatePolicy !== undefined && !names(UpdatePolicy, takenOut) && { UpdatePolicy }),
  };
}

/** Whether a value refers to one of the resources. */
function names(value: unknown, ids: readonly string[]): boolean {
  const text = JSON.stringify(value ?? null);
  return ids.some(
    (id) =>
      text.includes(`"Ref":"${id}"`) ||
      text.includes(`"Fn::GetAtt":["${id}"`) ||
      text.includes(`"Fn::GetAtt":"${id}.`) ||
      text.includes(`\${${id}`),
  );
}

/** Takes it out of every template of a cloud assembly. */
export function takeOutRefused(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name.startsWith('assembly-') ? takeOutRefused(path) : [];
    if (!name.endsWith('.template.json')) return [];
    const { template, takenOut } = withoutRefused(JSON.parse(readFileSync(path, 'utf8')));
    if (takenOut.length > 0) writeFileSync(path, JSON.stringify(template, undefined, 1));
    return takenOut;
  });
}
