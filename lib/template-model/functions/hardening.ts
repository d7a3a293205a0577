import { isForDeployments } from '../../core/cdk/functions-of-cdk';
import { HARDENING, LEFT_AS_A_WHOLE } from '../../core/hardening-metadata';

/** How a function stands to this library, by its metadata. @internal */
export type Hardening =
  | 'hardened'
  /** Left as it was, with a reason. */
  | 'left'
  /** The CDK made it for deployments. */
  | 'of the CDK'
  | 'none';

const CONSTRUCT_PATH = 'aws:cdk:path';

/** @internal */
export function hardeningIn(metadata: Readonly<Record<string, unknown>> | undefined): Hardening {
  const noted = metadata?.[HARDENING];
  if (typeof noted === 'object' && noted !== null) {
    const { Left: left } = noted as { readonly Left?: unknown };
    return typeof left === 'object' && left !== null && LEFT_AS_A_WHOLE in left ? 'left' : 'hardened';
  }
  const path = metadata?.[CONSTRUCT_PATH];
  return typeof path === 'string' && isForDeployments(path.split('/')) ? 'of the CDK' : 'none';
}
