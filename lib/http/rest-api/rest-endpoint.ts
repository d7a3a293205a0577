import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { hasOverrides } from '../../core/cdk/references';
import type { HardenedRestApiProps } from './hardened-rest-api-props';
import { isEnhanced } from './rest-api-checks';

const { EDGE, PRIVATE } = apigateway.EndpointType;
const { TLS12_PFS_2025_EDGE, TLS13_1_2_PFS_PQ_2025_09 } = apigateway.SecurityPolicy;

/** @internal */
export const endpointTypesOf = ({ endpointTypes, endpointConfiguration }: HardenedRestApiProps): apigateway.EndpointType[] =>
  endpointTypes ?? endpointConfiguration?.types ?? [apigateway.EndpointType.REGIONAL];

/**
 * TLS 1.2 or later at the endpoint that API Gateway gives: its own default for Regional and edge-optimized APIs is TLS 1.0.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html
 *
 * @internal
 */
export function secureEndpoint(api: apigateway.CfnRestApi, props: HardenedRestApiProps): void {
  const types = endpointTypesOf(props);
  const policy =
    props.securityPolicy ?? (types.includes(PRIVATE) ? undefined : types.includes(EDGE) ? TLS12_PFS_2025_EDGE : TLS13_1_2_PFS_PQ_2025_09);
  if (policy === undefined) return;
  api.securityPolicy = policy;
  if (isEnhanced(policy)) api.endpointAccessMode = props.endpointAccessMode ?? apigateway.EndpointAccessMode.STRICT;
}

/**
 * A private API whose policy nobody has set, which API Gateway does not deploy. What one has that is cloned is not known.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
 *
 * @internal
 */
export function privateWithoutPolicy(api: apigateway.CfnRestApi, props: HardenedRestApiProps): string[] {
  if (!endpointTypesOf(props).includes(PRIVATE) || props.cloneFrom || hasOverrides(api)) return [];
  if (Stack.of(api).resolve(api.policy) !== undefined) return [];
  return [
    `'policy' must be given for a private API, got none, without which API Gateway does not deploy it; pass an iam.PolicyDocument that allows ` +
      `your VPC endpoints, or call 'grantInvokeFromVpcEndpointsOnly'`,
  ];
}
