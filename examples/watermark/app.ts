import { App, type AppProps } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { WatermarkStack } from './watermark-stack';

export function watermarkApp(props?: AppProps, architecture?: lambda.Architecture): App {
  const app = new App({ ...props, context: { ...LOGS_BY_POLICY, ...props?.context } });
  new WatermarkStack(app, 'Watermark', {
    env: { region: 'us-east-1' },
    architecture,
    alarmEmail: 'ops@example.com',
    runbookUrl: 'https://wiki.example.com/runbooks/watermark',
  });
  return app;
}

/** S3 delivers access logs by the policy of the bucket, as in every app that `cdk init` makes, instead of by its ACL. */
const LOGS_BY_POLICY = { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true };

if (require.main === module) watermarkApp();
