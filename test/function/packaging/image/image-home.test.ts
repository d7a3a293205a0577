import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { checkImageHome } from '../../../../lib/function/packaging/image/image-home';
import { stackOf } from '../../../harness';

/** What is refused of an image in a stack of eu-west-1, without the line of the app. */
function refused(imageUri: string | undefined, architecture = 'arm64'): string[] {
  const stack = stackOf(undefined, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const fn = { node: { defaultChild: { code: { imageUri } } }, architecture: { name: architecture } } as unknown as lambda.Function;
  checkImageHome(stack, fn);
  return stack.node.validate().map((message) => message.replace(/ \(at \S+\)$/, ''));
}

const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const WRONG =
  "'code' must be an image for arm64, got one whose repository or tag says x86_64; use the image for arm64, or set " +
  "'architecture: lambda.Architecture.X86_64'";

test.each([
  '111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:1',
  '111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/shop:1',
  '111122223333.dkr-ecr.us-east-1.on.aws/shop:1',
  '111122223333.dkr.ecr.us-east-1.amazonaws.com.cn/shop:1',
])('an image of another region is refused: %s', (uri) => {
  expect(() => refused(uri)).toThrow("Shop: 'code' must be in the function's region (eu-west-1), got an image repository in us-east-1");
});

test.each([
  `${HOST}/shop:1`,
  `${HOST}/shop-arm64:1`,
  `${HOST}/shop:1-arm64`,
  `${HOST}/shop-amd64:1-arm64`,
  // Only repository and tag tell.
  'amd64.dkr.ecr.eu-west-1.amazonaws.com/shop:1',
  'public.ecr.aws/shop:1',
  undefined,
])('an image of the region, for the architecture, is not: %s', (uri) => {
  expect(refused(uri)).toEqual([]);
});

test.each([`${HOST}/shop-amd64:1`, `${HOST}/shop:1-x86_64`, `${HOST}/amd64/shop:1`])('an image for another is refused: %s', (uri) => {
  expect(refused(uri)).toEqual([WRONG]);
  expect(refused(uri, 'x86_64')).toEqual([]);
  expect(refused(uri, 'riscv')).toEqual([]);
});
