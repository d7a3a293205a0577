import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { HardenedNodejsFunction, type HardenedNodejsFunctionProps, Powertools } from 'cdk-hardened-lambda';
import type { Construct } from 'constructs';
import { withSharp } from './sharp-bundling';

export interface ImageFunctionProps extends Omit<HardenedNodejsFunctionProps, 'entry' | 'bundling'> {
  /** The name of the file of the handler. */
  readonly handlerFile: string;
  /** The bucket whose images it reads. */
  readonly originals: s3.IBucket;
}

/** A function that reads images and works on them with sharp. */
export class ImageFunction extends HardenedNodejsFunction {
  constructor(
    scope: Construct,
    id: string,
    { handlerFile, originals, architecture = lambda.Architecture.ARM_64, ...props }: ImageFunctionProps,
  ) {
    super(scope, id, {
      ...props,
      architecture,
      entry: join(__dirname, 'handler', `${handlerFile}.ts`),
      bundling: withSharp(architecture),
      // An image of 50 million pixels takes about 200 MB, and the time it takes shrinks with the memory.
      memorySize: 1769,
      environment: { ...props.environment, ORIGINALS_BUCKET: originals.bucketName },
      powertools: Powertools.asDependency({ serviceName: handlerFile, metricsNamespace: 'Watermark' }),
    });
    this.allow('s3:GetObject', originals);
  }

  /** Without the right to list the bucket, to delete from it, or to change its settings. */
  public allow(action: string, bucket: s3.IBucket): void {
    this.addToRolePolicy(new iam.PolicyStatement({ actions: [action], resources: [bucket.arnForObjects('*')] }));
    const logicalId = this.stack.getLogicalId(bucket.node.defaultChild as s3.CfnBucket);
    const reason = `Each object of the bucket: ${action} alone.`;
    Validations.of(this).acknowledge({ id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/*]`, reason });
  }
}
