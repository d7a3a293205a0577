import { Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { warn } from '../core/warnings';

/**
 * Warns of an image by a tag that is moved to other images, as `latest` is: the template then stays the same, no version is
 * published, and the alias stays on the old image.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
 *
 * @internal
 */
export function warnOfMovedTag(shell: IConstruct, { code }: lambda.CfnFunction): void {
  const { imageUri } = code as lambda.CfnFunction.CodeProperty;
  if (imageUri === undefined || imageUri.includes('@')) return;
  const tag = /:([^:/]*)$/.exec(imageUri)?.[1];
  // A number or a commit is in the tags that name one image.
  if (tag === undefined || Token.isUnresolved(tag) || /\d/.test(tag)) return;
  warn(
    shell,
    'VersionNeverUpdated',
    `'code' must name one image where 'release' is set, got the tag '${tag}', which is moved to other images without a change of the template, so that no version ` +
      'is published; pass a digest or a tag for each build as `tagOrDigest`, or acknowledge this if the tag is never moved',
  );
}
