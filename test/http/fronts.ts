import { App, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  AlarmActions,
  FrontWaiver,
  HardenedFunction,
  type HardenedFunctionProps,
  HardenedHttpApi,
  type HardenedHttpApiProps,
  HardenedRestApi,
  type HardenedRestApiProps,
} from '../../lib';
import { CODE } from '../harness';

export const NOBODY = AlarmActions.none('a test looks at the template');
export const IAM = { defaultAuthorizer: new HttpIamAuthorizer(), alarmActions: NOBODY };

export const NO_FIREWALL = [FrontWaiver.webAcl('a test')];
export const REST = { defaultMethodOptions: { authorizationType: AuthorizationType.IAM }, alarmActions: NOBODY, waivers: NO_FIREWALL };

export const functionIn = (stack: Stack, props: Partial<HardenedFunctionProps> = {}, id = 'Orders'): HardenedFunction =>
  new HardenedFunction(stack, id, { ...CODE, alarmActions: NOBODY, timeout: Duration.seconds(10), ...props });

/** What a private API has to have. */
export const ofEndpoint = (): iam.PolicyDocument =>
  new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] }),
    ],
  });

export interface Made<A = HardenedHttpApi> {
  readonly app: App;
  readonly stack: Stack;
  readonly api: A;
  readonly fn: HardenedFunction;
}

/** An API with one route, unless a test adds its own. */
export function httpApi(props: Partial<HardenedHttpApiProps> = {}, add?: (made: Made) => void, stackProps?: StackProps): Made {
  const app = new App();
  const stack = new Stack(app, 'Shop', stackProps);
  const made = { app, stack, api: new HardenedHttpApi(stack, 'Api', { ...IAM, ...props }), fn: functionIn(stack) };
  if (add) add(made);
  else made.api.addFunctionRoute('POST /orders', made.fn);
  return made;
}

/** The same of a REST API. */
export function restApi(
  props: Partial<HardenedRestApiProps> = {},
  add?: (made: Made<HardenedRestApi>) => void,
  stackProps?: StackProps,
): Made<HardenedRestApi> {
  const app = new App();
  const stack = new Stack(app, 'Shop', stackProps);
  const made = { app, stack, api: new HardenedRestApi(stack, 'Api', { ...REST, ...props }), fn: functionIn(stack) };
  if (add) add(made);
  else made.api.addFunctionRoute('POST /orders', made.fn);
  return made;
}

export type Resource = { readonly Properties: Record<string, any>; readonly Metadata?: Record<string, any>; readonly DependsOn?: string[] };

export const all = (stack: Stack, type: string): Record<string, Resource> => Template.fromStack(stack).findResources(type) as never;

export const one = (stack: Stack, type: string): Resource => {
  const found = Object.values(all(stack, type));
  if (found.length !== 1) throw new Error(`expected one ${type}, found ${found.length}`);
  return found[0];
};

/** What an ARN ends with behind the id of the API. */
export const scopeOf = ({ Properties }: Resource): string => {
  const [, parts] = Properties.SourceArn['Fn::Join'];
  return parts.at(-1);
};
