import { type CfnResource, Stack } from 'aws-cdk-lib';
import type * as rest from 'aws-cdk-lib/aws-apigateway';
import type * as http from 'aws-cdk-lib/aws-apigatewayv2';
import { referencesIn } from '../core/cdk/references';
import type { ResourcesOfApi } from './resources-of-api';

const OLD = 'TLS_1_0';

/**
 * The domain names of an API that take TLS below 1.2: of both kinds, since each kind of mapping takes each kind of API and domain.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
 *
 * @internal
 */
export function findingsOfDomainNames(resources: ResourcesOfApi): string[] {
  const mappings = [
    ...resources.ofType<rest.CfnBasePathMapping>('AWS::ApiGateway::BasePathMapping'),
    ...resources.ofType<http.CfnApiMapping>('AWS::ApiGatewayV2::ApiMapping'),
  ];
  const domains = new Set(mappings.flatMap((mapping) => referencesIn(mapping, mapping.domainName)));
  return [...domains].flatMap((domain) =>
    policiesOf(domain).includes(OLD)
      ? [`'securityPolicy' of ${domain.node.scope?.node.path} must be for TLS 1.2 or later, got ${OLD}; omit it for TLS_1_2`]
      : [],
  );
}

function policiesOf(domain: CfnResource): unknown[] {
  const { securityPolicy, domainNameConfigurations } = domain as rest.CfnDomainName & http.CfnDomainName;
  const configurations: unknown = Stack.of(domain).resolve(domainNameConfigurations);
  return [securityPolicy, ...(Array.isArray(configurations) ? configurations.map((one) => one?.securityPolicy) : [])];
}
