/** Examples of rules are what tests are made of: a change of one would be a change of a test. */
const isExamples = (path) => path.isObjectProperty() && path.node.key.name === 'examples';

/** What examples alone are made with. Of a function that calls itself, directly or through others, the other calls are what counts. */
function isPartOfExamples(path, asked = []) {
  if (!path.isVariableDeclarator() && !path.isFunctionDeclaration()) return false;
  if (asked.includes(path.node)) return true;
  const { referencePaths = [] } = path.scope.getBinding(path.node.id.name) ?? {};
  const isUseInExamples = (use) => use.findParent((each) => isExamples(each) || isPartOfExamples(each, [...asked, path.node]));
  return referencePaths.length > 0 && referencePaths.every(isUseInExamples);
}

const examples = { shouldIgnore: (path) => (isExamples(path) || isPartOfExamples(path) ? 'made for tests' : undefined) };

export const strykerPlugins = [{ kind: 'Ignore', name: 'examples', value: examples }];
