/** Examples of rules are what tests are made of: a change of one would be a change of a test. */
const isExamples = (path) => path.isObjectProperty() && path.node.key.name === 'examples';

/** What examples alone are made with. */
function isPartOfExamples(path) {
  if (!path.isVariableDeclarator() && !path.isFunctionDeclaration()) return false;
  const { referencePaths = [] } = path.scope.getBinding(path.node.id.name) ?? {};
  return referencePaths.length > 0 && referencePaths.every((use) => use.findParent((each) => isExamples(each) || isPartOfExamples(each)));
}

const examples = { shouldIgnore: (path) => (isExamples(path) || isPartOfExamples(path) ? 'made for tests' : undefined) };

export const strykerPlugins = [{ kind: 'Ignore', name: 'examples', value: examples }];
