import { Powertools } from '../../lib';
import { checkLayerIsLoaded } from '../../lib/powertools/powertools-bundle';
import { stackOf } from '../harness';

const LAYER = Powertools.fromLayer(50, { serviceName: 'orders' });
const DEPENDENCY = Powertools.asDependency({ serviceName: 'orders' });
const refused = (powertools: Powertools | undefined, bundling?: object): string[] => {
  const stack = stackOf();
  checkLayerIsLoaded(stack, powertools, bundling);
  return stack.node.validate();
};

test.each<[string, Powertools | undefined, string[] | undefined]>([
  ['no Powertools', undefined, undefined],
  ['a dependency', DEPENDENCY, undefined],
  ['a layer that the bundle leaves all packages to', LAYER, ['@aws-lambda-powertools/*']],
  ['a layer that the bundle leaves one package to, among others', LAYER, ['@aws-sdk/*', '@aws-lambda-powertools/logger']],
])('a bundle takes %s', (_, powertools, external) => {
  expect(refused(powertools, external && { externalModules: external })).toEqual([]);
});

test.each<[string, string[] | undefined]>([
  ['nothing is left out of it', undefined],
  ['others are left out of it', ['@aws-sdk/*', 'of/@aws-lambda-powertools/']],
])('a layer that the bundle would not read is refused where %s', (_, external) => {
  expect(refused(LAYER, external && { externalModules: external })).toEqual([
    expect.stringMatching(
      /^'powertools' must be a dependency of a bundle, got Powertools\.fromLayer, whose layer the bundle does not use; use Powertools\.asDependency, or name '@aws-lambda-powertools\/\*' in 'bundling\.externalModules' \(at .*:\d+:\d+\)$/,
    ),
  ]);
});

test('a layer is refused where bundling says other things', () => {
  expect(refused(LAYER, { minify: false })).toEqual([expect.stringContaining('must be a dependency of a bundle')]);
});
