import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AlarmActions,
  FrontWaiver,
  FunctionUrlDistribution,
  HardenedFunctionDefaults,
  HardenedSqsEventSource,
  Release,
} from 'cdk-hardened-lambda';
import type { Construct } from 'constructs';
import { ImageCache } from './image-cache';
import { ImageFunction } from './image-function';
import { LogsBucket } from './logs-bucket';
import { PrivateBucket } from './private-bucket';
import { RateLimit } from './rate-limit';
import { Uploads } from './uploads';

export interface WatermarkStackProps extends StackProps {
  /** The address that alarms notify. It receives one e-mail, to confirm. */
  readonly alarmEmail: string;
  /** The page for the person on call. */
  readonly runbookUrl: string;
  /** Of the functions, and of the native parts of sharp. arm64 if omitted. */
  readonly architecture?: lambda.Architecture;
}

/** Images with a watermark: made when they are read, and when they are uploaded. In us-east-1, where CloudFront looks for its web ACL. */
export class WatermarkStack extends Stack {
  constructor(scope: Construct, id: string, props: WatermarkStackProps) {
    super(scope, id, props);
    const { architecture, alarmEmail, runbookUrl } = props;
    HardenedFunctionDefaults.of(this).set({ alarmActions: AlarmActions.email(alarmEmail), runbookUrl });
    const logs = new LogsBucket(this, 'Logs');
    // Only this bucket announces its objects, and only the other one is written: what is written starts nothing.
    const originals = new PrivateBucket(this, 'Originals', { logs, announces: true });
    const marked = new PrivateBucket(this, 'Marked', { logs });

    const onRead = new ImageFunction(this, 'OnRead', {
      handlerFile: 'on-read',
      originals,
      architecture,
      // At most so many images are made at once, however many requests CloudFront sends.
      reservedConcurrentExecutions: 20,
      release: Release.canary({ percent: 10, interval: Duration.minutes(5) }),
    });
    const images = new FunctionUrlDistribution(this, 'Images', {
      functionUrl: onRead.addFunctionUrl(),
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: new ImageCache(this, 'Cache'),
      webAclArn: new RateLimit(this, 'RateLimit', 300).webAclArn,
      waivers: [FrontWaiver.minimumTls('The example has no domain name. Set domainNames and certificate.')],
    });

    new CfnOutput(this, 'ImagesUrl', { value: `https://${images.distributionDomainName}` });

    const uploads = HardenedSqsEventSource.withNewQueue({ batchSize: 1, maxConcurrency: 5 });
    const environment = { MARKED_BUCKET: marked.bucketName };
    const onUpload = new ImageFunction(this, 'OnUpload', {
      handlerFile: 'on-upload',
      originals,
      architecture,
      environment,
      events: [uploads],
    });
    onUpload.allow('s3:PutObject', marked);
    new Uploads(this, 'Uploads', originals, uploads.queue);
  }
}
