import { App, type AppProps, Stack } from 'aws-cdk-lib';
import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import {
  AlarmActions,
  FrontWaiver,
  FunctionUrlDistribution,
  HardenedFunction,
  HardenedHttpApi,
  HardenedRestApi,
} from 'cdk-hardened-lambda';
import { costsOf, totalOf } from '../demo/costs';
import { synthesize } from '../demo/synthesis';
import { costOfMillion, type Usage, type UsedItem } from './usage';

/** What a front costs beside the function that it calls. */
export interface FrontCosts {
  readonly name: string;
  /** USD a month in which nothing happens. */
  readonly idle: number;
  /** USD for a million requests. */
  readonly million: number;
  readonly items: readonly UsedItem[];
}

interface Front {
  readonly add: (stack: Stack, fn: HardenedFunction) => void;
  /** What one request takes. */
  readonly usage: Usage;
}

const alarmActions = AlarmActions.none('only prices are looked at');
const defaultMethodOptions = { authorizationType: AuthorizationType.IAM };
const ACCESS_LOG = { logGb: 800 / 1e9 };
const FROM_CLOUDFRONT = { cloudFrontRequests: 1, cloudFrontGb: 1e-5 };
const webAcl = [FrontWaiver.webAcl('the price without one')];

const FRONTS: Readonly<Record<string, Front>> = {
  'HTTP API': {
    add: (stack, fn) =>
      new HardenedHttpApi(stack, 'Api', { defaultAuthorizer: new HttpIamAuthorizer(), alarmActions }).addFunctionRoute('GET /', fn),
    usage: { httpApiRequests: 1, ...ACCESS_LOG },
  },
  'REST API': {
    add: (stack, fn) =>
      new HardenedRestApi(stack, 'Api', { defaultMethodOptions, waivers: webAcl, alarmActions }).addFunctionRoute('GET /', fn),
    usage: { restApiRequests: 1, ...ACCESS_LOG },
  },
  'REST API with AWS WAF': {
    add: (stack, fn) =>
      new HardenedRestApi(stack, 'Api', { defaultMethodOptions, webAclArn: firewall(stack, 'REGIONAL'), alarmActions }).addFunctionRoute(
        'GET /',
        fn,
      ),
    usage: { restApiRequests: 1, firewallRequests: 1, ...ACCESS_LOG },
  },
  'function URL': { add: (_, fn) => fn.addFunctionUrl(), usage: {} },
  'distribution with AWS WAF': {
    add: (stack, fn) =>
      new FunctionUrlDistribution(stack, 'Site', {
        functionUrl: fn.addFunctionUrl(),
        webAclArn: firewall(stack, 'CLOUDFRONT'),
        waivers: [FrontWaiver.minimumTls('the price does not depend on it')],
        alarmActions,
      }),
    usage: { ...FROM_CLOUDFRONT, firewallRequests: 1 },
  },
};

/** A web ACL that limits rates and nothing else. */
function firewall(stack: Stack, scope: string): string {
  const visibilityConfig = { cloudWatchMetricsEnabled: true, metricName: 'Limit', sampledRequestsEnabled: true };
  const statement = { rateBasedStatement: { aggregateKeyType: 'IP', limit: 300 } };
  const rules = [{ name: 'Limit', priority: 0, action: { block: {} }, statement, visibilityConfig }];
  return new wafv2.CfnWebACL(stack, 'Acl', { scope, defaultAction: { allow: {} }, rules, visibilityConfig }).attrArn;
}

function appWith(add: Front['add']): (props: AppProps) => App {
  return (props) => {
    const app = new App(props);
    const stack = new Stack(app, 'Shop', { env: { region: 'us-east-1' } });
    add(
      stack,
      new HardenedFunction(stack, 'Orders', {
        runtime: lambda.Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: lambda.Code.fromInline('exports.handler = async () => {};'),
        alarmActions,
      }),
    );
    return app;
  };
}

const idleOf = (add: Front['add']): number => totalOf(costsOf(synthesize(appWith(add)).resources));

export function costsOfFronts(): FrontCosts[] {
  const alone = idleOf(() => {});
  return Object.entries(FRONTS).map(([name, { add, usage }]) => {
    const items = costOfMillion(usage);
    return { name, idle: idleOf(add) - alone, million: items.reduce((sum, { usd }) => sum + usd, 0), items };
  });
}
