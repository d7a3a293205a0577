import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

const url = (Cors: unknown) => ({
  Orders: fn(),
  Url: resource('AWS::Lambda::Url', { TargetFunctionArn: ref('Orders'), AuthType: 'AWS_IAM', Cors }),
});

/** @internal */
export const FUNCTION_URL_CORS_CREDENTIALS: Rule = {
  id: 'FunctionUrlCorsCredentials',
  severity: CheckSeverity.WARNING,
  problem: 'The CORS settings of a function URL allow credentials for every origin.',
  impact: 'Browsers accept no wildcard as origin for a request with credentials, so web pages cannot read the response.',
  fix: "Set 'Cors.AllowOrigins' of the URL to the origins of your web pages, or remove 'AllowCredentials'.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html',
  *find(model): Iterable<Violation> {
    for (const resource of model.resources.ofType('AWS::Lambda::Url')) {
      const isOpen = resource.list('Cors.AllowOrigins')?.includes('*');
      if (!isOpen || resource.flag('Cors.AllowCredentials') !== true) continue;
      const message = "'Cors.AllowOrigins' must be the origins of web pages beside 'AllowCredentials', got *";
      yield { resource, property: 'Cors.AllowOrigins', message, fn: model.finder.invokedBy(resource.get('TargetFunctionArn'))?.fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      url({ AllowCredentials: true, AllowOrigins: ['*'], AllowMethods: ['GET'] }),
      url({ AllowCredentials: 'true', AllowOrigins: ['https://shop.example.com', '*'] }),
    ],
    good: [
      url({ AllowCredentials: true, AllowOrigins: ['https://shop.example.com'], AllowMethods: ['GET'] }),
      url({ AllowOrigins: ['*'] }),
      url({ AllowCredentials: false, AllowOrigins: ['*'] }),
      url({ AllowCredentials: true, AllowOrigins: [ref('Origin')] }),
      url({ AllowCredentials: ref('Credentials'), AllowOrigins: ['*'] }),
      url(ref('Cors')),
      url(undefined),
    ],
  }),
};
