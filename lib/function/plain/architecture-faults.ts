import type { InjectionContext } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { lineOfApp } from '../../core/errors';
import { layerFault } from '../packaging/zip/layers';
import { binaryFault } from '../packaging/zip/native-binaries';
import type { PlainProps } from './plain-props';

/**
 * Refuses at synth a function that got its architecture by a scope, and whose code or layers are built for another.
 *
 * @internal
 */
export function watchArchitecture({ scope, id }: InjectionContext, { architecture, layers = [], ...props }: PlainProps): void {
  const line = lineOfApp();
  scope.node.addValidation({
    validate: () => {
      const fn = scope.node.tryFindChild(id);
      if (!(fn instanceof lambda.Function)) return [];
      const prop = 'entry' in props ? 'bundling' : 'code';
      const faults = [
        binaryFault(fn, fn, prop),
        ...layers.map((layer) => layerFault(fn, layer, (architecture as lambda.Architecture).name)),
      ];
      return faults.flatMap((fault) => (fault === undefined ? [] : [`${fn.node.path}: ${fault}${line}`]));
    },
  });
}
