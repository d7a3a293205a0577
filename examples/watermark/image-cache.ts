import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** CloudFront keeps each image in each width, as long as the function says. Nothing else of a request makes another entry. */
export class ImageCache extends cloudfront.CachePolicy {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      queryStringBehavior: cloudfront.CacheQueryStringBehavior.allowList('width'),
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.minutes(1),
      maxTtl: Duration.days(365),
    });
  }
}
