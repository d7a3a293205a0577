import { WAIVERS } from '../../core/waiver-metadata';
import type { ApplicationModel } from '../../template-model/application-model';
import { FUNCTION } from '../../template-model/functions/lambda-function';
import type { Resource } from '../../template-model/resource';
import { keyOf } from '../called';
import type { Acknowledged } from '../finding';
import { COMPANION_CONTROLS } from './companion-controls';
import type { Control, ControlEvidence } from './control';
import { FUNCTION_CONTROLS } from './function-controls';
import { NAG_IDS } from './nag-ids';
import { ROLE_CONTROLS } from './role-controls';

/** Every control that is checked. @internal */
export const CONTROLS: readonly Control[] = [...FUNCTION_CONTROLS, ...COMPANION_CONTROLS, ...ROLE_CONTROLS];

/** Under which ids a control is known. @internal */
export const idsOf = ({ rule, others }: Control): readonly string[] => [...(NAG_IDS[rule] ?? []), ...others];

/** @internal */
export function controlsOf(model: ApplicationModel, acknowledged: readonly Acknowledged[]): ControlEvidence[] {
  const reasons = new Reasons(acknowledged);
  return CONTROLS.flatMap((control) =>
    model.resources.ofType(...control.types).flatMap((resource): ControlEvidence[] => {
      const checked = control.check(resource, model);
      if (!checked) return [];
      const ids = idsOf(control);
      const reason = checked.met === false ? (reasons.of(resource, ids) ?? waiverOf(resource, control)) : undefined;
      return [
        {
          rule: control.rule,
          title: control.title,
          ids,
          key: keyOf(resource),
          template: resource.template.name,
          logicalId: resource.id,
          type: resource.type,
          property: control.property,
          state: checked.met === undefined ? 'unknown' : checked.met ? 'met' : reason === undefined ? 'open' : 'waived',
          ...(reason !== undefined && { reason }),
        },
      ];
    }),
  );
}

function waiverOf(resource: Resource, { waiver }: Control): string | undefined {
  const waivers = resource.type === FUNCTION ? (Object(resource.metadata[WAIVERS]) as Readonly<Record<string, unknown>>) : {};
  return waiver !== undefined && waiver in waivers ? String(waivers[waiver]) : undefined;
}

/** What is acknowledged on a construct, by cdk-nag's ids, and in the metadata of cdk-nag 2. */
class Reasons {
  private readonly byPath = new Map<string, Acknowledged[]>();

  constructor(acknowledged: readonly Acknowledged[]) {
    for (const one of acknowledged) this.byPath.set(one.path, [...(this.byPath.get(one.path) ?? []), one]);
  }

  public of(resource: Resource, ids: readonly string[]): string | undefined {
    const parts = resource.constructPath?.split('/') ?? [];
    const above = [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), ''];
    const found = above.flatMap((path) => this.byPath.get(path) ?? []).find(({ id }) => ids.includes(withoutFinding(id)));
    return found?.reason ?? suppressedIn(resource, ids);
  }
}

/** One finding of a rule may be acknowledged alone, as in `AwsSolutions-IAM5[Resource::*]`. */
const withoutFinding = (id: string): string => id.replace(/^annotation::/i, '').replace(/\[.*$/, '');

function suppressedIn(resource: Resource, ids: readonly string[]): string | undefined {
  const { rules_to_suppress: rules } = Object(resource.metadata.cdk_nag) as { readonly rules_to_suppress?: unknown };
  const found = (Array.isArray(rules) ? rules : []).map(Object).find(({ id }) => ids.includes(String(id)));
  return found ? String(found.reason) : undefined;
}
