import { createHash } from 'node:crypto';

/** One part in so many is changed: a day is too short for the changes of a large folder on two cores. */
const ONE_IN = Number(process.env.MUTANTS_ONE_IN ?? 1);

/** What a file is made of: its functions and constants, and the members of its classes. */
const isPart = (path) =>
  path.isFunctionDeclaration() ||
  path.isClassMethod() ||
  path.isClassProperty() ||
  (path.isVariableDeclarator() && path.findParent((each) => each.isFunction()) === null);

/** By its name, so that it is the same in each run. */
const isDrawn = ({ key, id }) =>
  createHash('sha256')
    .update(`${key?.name ?? id?.name}`)
    .digest()
    .readUInt32BE(0) %
    ONE_IN ===
  0;

const draw = { shouldIgnore: (path) => (isPart(path) && !isDrawn(path.node) ? 'not drawn' : undefined) };

export const strykerPlugins = [{ kind: 'Ignore', name: 'draw', value: draw }];
