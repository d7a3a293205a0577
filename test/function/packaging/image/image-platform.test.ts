import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lazy } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { architectureOfImage, isImage } from '../../../../lib/function/packaging/image/image-platform';
import { stackOf } from '../../../harness';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folderWith(dockerfile: string, file = 'Dockerfile'): string {
  const folder = mkdtempSync(join(tmpdir(), 'platform-'));
  folders.push(folder);
  writeFileSync(join(folder, file), dockerfile);
  return folder;
}

/** The architecture that an image of the Dockerfile is for, whichever class of the CDK it has. */
function architectureOf(dockerfile: string, props: lambda.AssetImageCodeProps = {}): string | undefined {
  const folder = folderWith(dockerfile, props.file);
  const [one, other] = [lambda.DockerImageCode.fromImageAsset(folder, props), lambda.Code.fromAssetImage(folder, props)].map(
    (code) => architectureOfImage(code)?.name,
  );
  expect(one).toBe(other);
  return one;
}
const repositoryOf = () => ecr.Repository.fromRepositoryName(stackOf(), 'Repository', 'orders');

test('code that is an image is told from other code', () => {
  expect(isImage(lambda.Code.fromAssetImage(folderWith('FROM a')))).toBe(true);
  expect(isImage(lambda.Code.fromEcrImage(repositoryOf()))).toBe(true);
  for (const code of [lambda.Code.fromInline('x'), undefined, 'image', {}]) expect(isImage(code)).toBe(false);
});

describe('the architecture of an image', () => {
  test.each([
    ['linux/amd64', 'x86_64'],
    ['linux/x86_64', 'x86_64'],
    ['linux/arm64', 'arm64'],
    ['linux/aarch64', 'arm64'],
    ['linux/arm64/v8', 'arm64'],
    ['linux/riscv64', undefined],
    ['windows/amd64', undefined],
  ])('of the platform %s is %s', (platform, expected) => {
    expect(architectureOf('FROM a', { platform: Platform.custom(platform) })).toBe(expected);
    expect(architectureOf(`FROM --platform=${platform} a`)).toBe(expected);
  });

  test('of its code wins over that of its Dockerfile', () => {
    expect(architectureOf('FROM --platform=linux/amd64 a', { platform: Platform.LINUX_ARM64 })).toBe('arm64');
  });

  test('is not known where the platform is not', () => {
    expect(architectureOf('FROM a', { platform: Platform.custom(Lazy.string({ produce: () => 'linux/amd64' })) })).toBeUndefined();
    expect(architectureOf('FROM --platform=$BUILDPLATFORM a')).toBeUndefined();
    expect(architectureOf('FROM a')).toBeUndefined();
    expect(architectureOf('')).toBeUndefined();
  });

  test('is not known of what is in a repository, and of what is no image', () => {
    expect(architectureOfImage(lambda.DockerImageCode.fromEcr(repositoryOf()))).toBeUndefined();
    expect(architectureOfImage(lambda.Code.fromEcrImage(repositoryOf()))).toBeUndefined();
    expect(architectureOfImage(lambda.Code.fromInline('x'))).toBeUndefined();
    expect(architectureOfImage({})).toBeUndefined();
  });

  test('is not known without a Dockerfile; what fails before there is an image fails here', () => {
    const folder = folderWith('FROM --platform=linux/amd64 a', 'Other');
    rmSync(join(folder, 'Other'));
    expect(architectureOfImage(lambda.DockerImageCode.fromImageAsset(folder))).toBeUndefined();
    class OwnImage extends lambda.AssetImageCode {
      public override bind(): lambda.CodeConfig {
        throw new Error('not built yet');
      }
    }
    expect(() => architectureOfImage(new OwnImage(folder, {}))).toThrow('not built yet');
  });
});

describe('the stage that becomes the image', () => {
  const AMD = '--platform=linux/amd64';

  test.each<[string, string, lambda.AssetImageCodeProps, string | undefined]>([
    ['is the last', `FROM a\nFROM ${AMD} b\n`, {}, 'x86_64'],
    ['is no earlier one', `FROM ${AMD} a\nFROM b\n`, {}, undefined],
    ['is the target', `FROM ${AMD} a AS run\nFROM b AS test\n`, { target: 'run' }, 'x86_64'],
    ['is the target, in whatever case', `FROM ${AMD} a AS Run\nFROM b AS test\n`, { target: 'rUN' }, 'x86_64'],
    ['is no other than the target', `FROM a AS run\nFROM ${AMD} b AS test\n`, { target: 'run' }, undefined],
    ['is not known for a target that is not there', `FROM ${AMD} a AS run\n`, { target: 'gone' }, undefined],
    ['begins with another', `FROM ${AMD} a AS base\nFROM base AS tools\nFROM tools\n`, {}, 'x86_64'],
    ['begins with another, in whatever case', `FROM ${AMD} a AS Base\nFROM bASE\n`, {}, 'x86_64'],
    ['has its own platform, whatever it begins with', `FROM ${AMD} a AS base\nFROM --platform=linux/arm64 base\n`, {}, 'arm64'],
    ['does not begin with itself', `FROM b AS b\n`, {}, undefined],
    ['does not begin with a later one', `FROM b AS a\nFROM ${AMD} c AS b\n`, { target: 'a' }, undefined],
    ['is written with more space', ` \t FROM  \t${AMD} \t a  \tAS \t run\nFROM \t run`, {}, 'x86_64'],
    ['is written in small letters', `from ${AMD} a as run\nfrom run`, {}, 'x86_64'],
    ['is not in a comment', `FROM a\n# FROM ${AMD} b\nRUN echo FROM ${AMD} c\n`, {}, undefined],
    ['is in a file by another name', `FROM ${AMD} a`, { file: 'Other.dockerfile' }, 'x86_64'],
  ])('%s', (_, dockerfile, props, expected) => {
    expect(architectureOf(dockerfile, props)).toBe(expected);
  });
});
