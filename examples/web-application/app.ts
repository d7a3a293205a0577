import { App, type AppProps } from 'aws-cdk-lib';
import { WebApplicationStack } from './web-application-stack';

/** @param urls further addresses of the page, such as one for development */
export function webApplicationApp(props?: AppProps, urls: string[] = []): App {
  const app = new App({ ...props, context: { ...LOGS_BY_POLICY, ...props?.context } });
  new WebApplicationStack(app, 'WebApplication', {
    domainPrefix: 'todos-example',
    urls,
    alarmEmail: 'ops@example.com',
    runbookUrl: 'https://wiki.example.com/runbooks/web-application',
  });
  return app;
}

/** S3 delivers access logs by the policy of the bucket, as in every app that `cdk init` makes, instead of by its ACL. */
const LOGS_BY_POLICY = { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true };

if (require.main === module) webApplicationApp();
