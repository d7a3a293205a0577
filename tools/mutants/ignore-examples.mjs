/** Examples of rules are what tests are made of: a change of one would be a change of a test. */
const examples = {
  shouldIgnore: (path) => (path.isObjectProperty() && path.node.key.name === 'examples' ? 'made for tests' : undefined),
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'examples', value: examples }];
