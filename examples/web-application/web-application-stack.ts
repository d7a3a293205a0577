import { join } from 'node:path';
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { AlarmActions, HardenedFunctionDefaults, HardenedHttpApi, HardenedNodejsFunction, Powertools, Release } from 'cdk-hardened-lambda';
import type { Construct } from 'constructs';
import { SignIn } from './sign-in';
import { Site } from './site';
import { TodosTable } from './todos-table';

export interface WebApplicationStackProps extends StackProps {
  /** The first part of the domain of the sign-in pages, one of its Region. */
  readonly domainPrefix: string;
  /** Further addresses of the page, such as one for development. */
  readonly urls?: string[];
  /** The address that alarms notify. It receives one e-mail, to confirm. */
  readonly alarmEmail: string;
  /** The page for the person on call. */
  readonly runbookUrl: string;
}

/** A page with an API: users sign in, and each sees what he or she has to do. */
export class WebApplicationStack extends Stack {
  private readonly todos: TodosTable;

  constructor(scope: Construct, id: string, props: WebApplicationStackProps) {
    super(scope, id, props);
    HardenedFunctionDefaults.of(this).set({
      alarmActions: AlarmActions.email(props.alarmEmail),
      runbookUrl: props.runbookUrl,
      release: Release.canary({ percent: 10, interval: Duration.minutes(5) }),
    });
    this.todos = new TodosTable(this, 'Todos');
    const api = new HardenedHttpApi(this, 'Api', { throttle: { rateLimit: 50, burstLimit: 25 } });
    const site = new Site(this, 'Site', api);
    const { users, client } = new SignIn(this, 'SignIn', {
      urls: [`${site.url}/`, ...(props.urls ?? [])],
      domainPrefix: props.domainPrefix,
    });

    const authorizer = new HttpUserPoolAuthorizer('Users', users, { userPoolClients: [client] });
    api.addFunctionRoute('GET /api/todos', this.fn('ListTodos', 'dynamodb:Query'), { authorizer });
    api.addFunctionRoute('POST /api/todos', this.fn('AddTodo', 'dynamodb:PutItem'), { authorizer, throttle: { rateLimit: 10 } });
    api.addFunctionRoute('DELETE /api/todos/{todoId}', this.fn('FinishTodo', 'dynamodb:DeleteItem'), { authorizer });

    // What publish.mjs needs.
    new CfnOutput(this, 'SiteUrl', { value: site.url });
    new CfnOutput(this, 'FilesBucket', { value: site.bucket.bucketName });
    new CfnOutput(this, 'DistributionId', { value: site.distribution.distributionId });
    new CfnOutput(this, 'SignInUrl', { value: `https://${props.domainPrefix}.auth.${this.region}.amazoncognito.com` });
    new CfnOutput(this, 'ClientId', { value: client.userPoolClientId });
  }

  /** A function whose handler has its name, and what it may do to the table. */
  private fn(id: string, action: string): HardenedNodejsFunction {
    const name = id.replace(/\B[A-Z]/g, '-$&').toLowerCase();
    const fn = new HardenedNodejsFunction(this, id, {
      entry: join(__dirname, 'handler', `${name}.ts`),
      environment: { TABLE_NAME: this.todos.tableName },
      powertools: Powertools.asDependency({ serviceName: name, metricsNamespace: 'WebApplication' }),
      // API Gateway waits for 30 seconds at most, and users do not.
      timeout: Duration.seconds(10),
    });
    this.todos.grant(fn, action);
    return fn;
  }
}
