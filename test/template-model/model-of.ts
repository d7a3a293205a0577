import type { Example } from '../../lib/checks/rule';
import { ApplicationModel } from '../../lib/template-model/application-model';
import type { Resource } from '../../lib/template-model/resource';

/** The model of one template. */
export const modelOf = (resources: Example): ApplicationModel => new ApplicationModel([{ name: 'Shop', body: { Resources: resources } }]);

/** The resource with the logical id. */
export function resourceIn(model: ApplicationModel, id: string): Resource {
  const found = model.resources.all.find((resource) => resource.id === id);
  if (!found) throw new Error(`no ${id} in the template`);
  return found;
}
