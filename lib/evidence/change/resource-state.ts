import type { ApplicationModel } from '../../template-model/application-model';
import { keyOf } from '../called';
import { REPLACING } from './replacing';

/** What decides whether a resource is replaced. @internal */
export interface ResourceState {
  readonly key: string;
  readonly template: string;
  readonly type: string;
  readonly logicalId: string;
  readonly path?: string;
  /** The properties whose change replaces it, as the template has them. */
  readonly fixed: Readonly<Record<string, string>>;
}

/** @internal */
export function resourceStatesOf(model: ApplicationModel): ResourceState[] {
  return model.resources.all.map((resource) => ({
    key: keyOf(resource),
    template: resource.template.name,
    type: resource.type,
    logicalId: resource.id,
    path: resource.constructPath,
    fixed: Object.fromEntries(
      (REPLACING[resource.type] ?? []).flatMap((name) => {
        const written = resource.written[name];
        return written === undefined ? [] : [[name, JSON.stringify(written)]];
      }),
    ),
  }));
}
