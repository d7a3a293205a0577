import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedDockerImageFunction, Release } from '../../lib';
import { stackOf, warningsOf } from '../harness';

const warned = (tagOrDigest?: string, release = Release.allAtOnce()): string[] => {
  const stack = stackOf();
  new HardenedDockerImageFunction(stack, 'Orders', {
    code: lambda.DockerImageCode.fromEcr(ecr.Repository.fromRepositoryName(stack, 'Repository', 'shop'), { tagOrDigest }),
    alarmActions: AlarmActions.email('ops@example.com'),
    architecture: lambda.Architecture.X86_64,
    release,
  });
  return warningsOf(stack).filter((text) => text.includes('VersionNeverUpdated'));
};

test.each([undefined, 'latest', 'main', 'production'])('the tag %s is warned of: no version is published when it is moved', (tag) => {
  expect(warned(tag)).toEqual([expect.stringContaining(`got the tag '${tag ?? 'latest'}', which is moved to other images`)]);
});

test.each(['1.4.2', 'build-77', 'main-4c1f2a9', `sha256:${'ab'.repeat(32)}`])('%s names one image', (tag) =>
  expect(warned(tag)).toEqual([]),
);

test('without a release each deployment takes what it names', () => expect(warned('latest', Release.none())).toEqual([]));
