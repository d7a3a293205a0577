import { CLOUDFRONT_WAITS } from '../../../service-limits/front-waits';
import type { ApplicationModel } from '../../../template-model/application-model';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { isFields, partsOf, Reference, type Resource, type Value } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, ref, resource } from '../examples/parts';
import { permission } from '../examples/triggers';

/** How long each waits for the answer, in seconds. */
const LIMITS = { cognito: 5, alexa: 8, appSync: 30, cloudFront: CLOUDFRONT_WAITS };
/** Custom skills, and those of smart homes. */
const ALEXA = ['alexa-appkit.amazon.com', 'alexa-connectedhome.amazon.com'];
/** Cognito does not wait for these. */
const NOT_AWAITED = ['CustomEmailSender', 'CustomSMSSender'];

const pool = (PreSignUp: unknown) => resource('AWS::Cognito::UserPool', { LambdaConfig: { PreSignUp } });

const site = (CustomOriginConfig: Record<string, unknown> = {}, url: Record<string, unknown> = {}) => ({
  Url: resource('AWS::Lambda::Url', { TargetFunctionArn: ref('Orders'), AuthType: 'AWS_IAM', ...url }),
  Site: resource('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Enabled: true,
      DefaultCacheBehavior: { TargetOriginId: 'orders', ViewerProtocolPolicy: 'https-only' },
      Origins: [
        {
          Id: 'orders',
          DomainName: { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Url', 'FunctionUrl'] }] }] },
          CustomOriginConfig: { OriginProtocolPolicy: 'https-only', ...CustomOriginConfig },
        },
      ],
    },
  }),
});

/** @internal */
export const CALLER_TIMEOUT: Rule = {
  id: 'CallerTimeout',
  severity: CheckSeverity.WARNING,
  problem: 'A function has a longer timeout than the service that waits for its answer.',
  impact: 'The caller gets an error after its own limit, while the invocation continues and causes cost.',
  fix: "Set 'Timeout' of the function to at most the limit of the caller: 5 seconds for Cognito, 8 for Alexa, 30 for AppSync and CloudFront.",
  docsUrl: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html',
  *find(model): Iterable<Violation> {
    const seen = new Set<LambdaFunction>();
    for (const { fn, by, called, limit } of callersIn(model)) {
      const { timeout } = fn;
      if (timeout === undefined || timeout <= limit || seen.has(fn)) continue;
      seen.add(fn);
      const message = `'Timeout' must be at most the ${limit} seconds that ${called} waits (${by.label}), got ${timeout}`;
      yield { resource: fn.resource, property: 'Timeout', message, fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn({ Timeout: 30 }), Users: pool(arn('Orders')) },
      {
        Orders: fn({ Timeout: 60 }),
        Source: resource('AWS::AppSync::DataSource', {
          ApiId: 'a1b2c3',
          Name: 'orders',
          Type: 'AWS_LAMBDA',
          LambdaConfig: { LambdaFunctionArn: arn('Orders') },
        }),
      },
      { Orders: fn({ Timeout: 30 }), Skill: permission(ref('Orders'), 'alexa-appkit.amazon.com') },
      { Orders: fn({ Timeout: 30 }), Skill: permission(ref('Orders'), 'alexa-connectedhome.amazon.com') },
      { Orders: fn({ Timeout: 60 }), ...site() },
      { Orders: fn({ Timeout: 30 }), ...site({ OriginReadTimeout: 10 }) },
    ],
    good: [
      { Orders: fn({ Timeout: 5 }), Users: pool(arn('Orders')) },
      { Orders: fn(), Users: pool(arn('Orders')) },
      { Orders: fn({ Timeout: ref('Timeout') }), Users: pool(arn('Orders')) },
      { Orders: fn({ Timeout: 30 }), Users: pool(ref('Other')) },
      {
        Orders: fn({ Timeout: 30 }),
        Users: resource('AWS::Cognito::UserPool', {
          LambdaConfig: { CustomEmailSender: { LambdaArn: arn('Orders'), LambdaVersion: 'V1_0' } },
        }),
      },
      { Orders: fn({ Timeout: 30 }), ...site() },
      { Orders: fn({ Timeout: 60 }), ...site({ OriginReadTimeout: 60 }) },
      { Orders: fn({ Timeout: 60 }), ...site({ OriginReadTimeout: ref('Wait') }) },
      { Orders: fn({ Timeout: 60 }), ...site({}, { InvokeMode: 'RESPONSE_STREAM' }) },
    ],
  }),
};

interface Caller {
  readonly fn: LambdaFunction;
  readonly by: Resource;
  readonly called: string;
  readonly limit: number;
}

function callersIn({ resources, finder }: ApplicationModel): Caller[] {
  const caller = (by: Resource, value: Value, called: string, limit: number): Caller[] => {
    const invoked = isFields(value) ? undefined : finder.invokedBy(value);
    return invoked ? [{ fn: invoked.fn, by, called, limit }] : [];
  };
  return [
    ...resources.ofType('AWS::Cognito::UserPool').flatMap((by) => {
      const config = by.get('LambdaConfig');
      const awaited = isFields(config) ? Object.entries(config).filter(([trigger]) => !NOT_AWAITED.includes(trigger)) : [];
      const values = awaited.map(([, value]) => (isFields(value) ? value.LambdaArn : value));
      return values.flatMap((value) => caller(by, value, 'Cognito', LIMITS.cognito));
    }),
    ...resources
      .ofType('AWS::AppSync::DataSource')
      .flatMap((by) => caller(by, by.get('LambdaConfig.LambdaFunctionArn'), 'AppSync', LIMITS.appSync)),
    ...resources
      .ofType('AWS::Lambda::Permission')
      .filter((by) => ALEXA.includes(by.text('Principal') ?? ''))
      .flatMap((by) => caller(by, by.get('FunctionName'), 'Alexa', LIMITS.alexa)),
    ...resources.ofType('AWS::CloudFront::Distribution').flatMap((by) =>
      (by.list('DistributionConfig.Origins') ?? []).flatMap((origin, index) => {
        const limit = by.number(`DistributionConfig.Origins.${index}.CustomOriginConfig.OriginReadTimeout`, LIMITS.cloudFront);
        const url = isFields(origin) ? urlBehind(origin.DomainName) : undefined;
        return url && limit !== undefined ? caller(by, url.get('TargetFunctionArn'), 'CloudFront', limit) : [];
      }),
    ),
  ];
}

/** The function URL whose host an origin has; one that streams its answer begins it at once. */
function urlBehind(domain: Value): Resource | undefined {
  const [first] = partsOf(domain) ?? [];
  const url = first instanceof Reference ? first.resource : undefined;
  return url?.type === 'AWS::Lambda::Url' && url.text('InvokeMode', 'BUFFERED') === 'BUFFERED' ? url : undefined;
}
