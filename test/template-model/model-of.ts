import { Picture } from '../../lib/template-model/application-model';
import type { Resource } from '../../lib/template-model/resource';
import type { Example } from '../../lib/checks/rule';

/** A picture of one template. */
export const pictured = (resources: Example): Picture => new Picture([{ name: 'Shop', body: { Resources: resources } }]);

/** The resource with the logical id. */
export function resourceIn(picture: Picture, id: string): Resource {
  const found = picture.resources.all.find((resource) => resource.id === id);
  if (!found) throw new Error(`no ${id} in the template`);
  return found;
}
