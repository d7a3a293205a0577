import { Powertools } from '../../lib';
import { checkLayerIsLoaded } from '../../lib/powertools/powertools-bundle';
import { stackOf } from '../harness';

const LAYER = Powertools.fromLayer(50, { serviceName: 'orders' });
const DEPENDENCY = Powertools.asDependency({ serviceName: 'orders' });
const check = (powertools: Powertools | undefined, externalModules?: string[]) => () =>
  checkLayerIsLoaded(stackOf(), powertools, externalModules && { externalModules });

test.each<[string, Powertools | undefined, string[] | undefined]>([
  ['no Powertools', undefined, undefined],
  ['a dependency', DEPENDENCY, undefined],
  ['a layer that the bundle leaves all packages to', LAYER, ['@aws-lambda-powertools/*']],
  ['a layer that the bundle leaves one package to, among others', LAYER, ['@aws-sdk/*', '@aws-lambda-powertools/logger']],
])('a bundle takes %s', (_, powertools, external) => {
  expect(check(powertools, external)).not.toThrow();
});

test.each<[string, string[] | undefined]>([
  ['nothing is left out of it', undefined],
  ['others are left out of it', ['@aws-sdk/*', 'of/@aws-lambda-powertools/']],
])('a layer that the bundle would not read is refused where %s', (_, external) => {
  expect(check(LAYER, external)).toThrow(
    new Error(
      "Shop: 'powertools' must be a dependency of a bundle, got Powertools.fromLayer, whose layer the bundle does not use; " +
        "use Powertools.asDependency, or name '@aws-lambda-powertools/*' in 'bundling.externalModules'",
    ),
  );
});

test('a layer is refused where bundling says other things', () => {
  expect(() => checkLayerIsLoaded(stackOf(), LAYER, { minify: false })).toThrow('must be a dependency of a bundle');
});
