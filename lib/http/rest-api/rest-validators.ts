import type * as apigateway from 'aws-cdk-lib/aws-apigateway';

/**
 * One validator for all routes that validate the same. The CDK makes one for each method, and without a feature flag a second one fails.
 *
 * @internal
 */
export function validatorFor(api: apigateway.RestApi, options: apigateway.RequestValidatorOptions): apigateway.IRequestValidator {
  const { requestValidatorName = '', validateRequestBody, validateRequestParameters } = options;
  const id = `RequestValidator${validateRequestBody ? 'Body' : ''}${validateRequestParameters ? 'Parameters' : ''}${requestValidatorName}`;
  const made = api.node.tryFindChild(id) as apigateway.RequestValidator | undefined;
  return (
    made ??
    api.addRequestValidator(id, { requestValidatorName: options.requestValidatorName, validateRequestBody, validateRequestParameters })
  );
}
