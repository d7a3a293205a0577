import { App, DockerImage, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';
import { nodeOptionsFor, resolveBundling } from '../../../../lib/function/packaging/nodejs/bundling';

const { ARM_64, X86_64 } = lambda.Architecture;
const bundled = () => new Stack(new App());
const skipped = () => new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }));

test('the defaults are those of the library', () => {
  expect(resolveBundling(bundled(), undefined, ARM_64)).toEqual({
    minify: true,
    keepNames: true,
    sourceMap: true,
    sourcesContent: false,
    bundleAwsSDK: true,
    mainFields: ['module', 'main'],
    environment: {},
    dockerImage: undefined,
  });
});

test('options of the user win; an explicit undefined is the same as an omitted option', () => {
  const own = { minify: false, sourceMap: undefined, mainFields: ['main'], externalModules: ['@aws-sdk/*'] };
  expect(resolveBundling(bundled(), own, ARM_64)).toMatchObject({
    minify: false,
    sourceMap: true,
    mainFields: ['main'],
    externalModules: ['@aws-sdk/*'],
  });
});

test.each([
  [ARM_64, 'arm64'],
  [X86_64, 'x64'],
])('native modules are installed for %s', ({ name }, cpu) => {
  const { environment } = resolveBundling(bundled(), { nodeModules: ['sharp'] }, name === 'arm64' ? ARM_64 : X86_64);
  expect(environment).toMatchObject({ npm_config_cpu: cpu, npm_config_os: 'linux', npm_config_libc: 'glibc' });
});

test("the user's own environment wins", () => {
  const { environment } = resolveBundling(bundled(), { nodeModules: ['sharp'], environment: { npm_config_libc: 'musl' } }, ARM_64);
  expect(environment).toMatchObject({ npm_config_cpu: 'arm64', npm_config_libc: 'musl' });
});

test('without installed packages, npm gets no platform', () => {
  expect(resolveBundling(bundled(), { environment: { A: '1' } }, ARM_64).environment).toEqual({ A: '1' });
});

test("where nothing is bundled, no image is built; the user's own stays", () => {
  expect(resolveBundling(skipped(), {}, ARM_64).dockerImage?.image).toBe('nothing-is-bundled');
  expect(resolveBundling(skipped(), { dockerImage: DockerImage.fromRegistry('own') }, ARM_64).dockerImage?.image).toBe('own');
});

describe('NODE_OPTIONS', () => {
  test.each<[string, Parameters<typeof nodeOptionsFor>[0], string | undefined, string | undefined]>([
    ['a source map', { sourceMap: true }, undefined, '--enable-source-maps'],
    ["a source map, beside the user's", { sourceMap: true }, '--max-old-space-size=200', '--max-old-space-size=200 --enable-source-maps'],
    ['a source map that the user has turned on', { sourceMap: true }, '--enable-source-maps', undefined],
    ['a source map that the user has turned off', { sourceMap: true }, '--no-enable-source-maps', undefined],
    ['no source map', { sourceMap: false }, undefined, undefined],
    ['an inline source map', { sourceMap: true, sourceMapMode: SourceMapMode.INLINE }, undefined, '--enable-source-maps'],
    ['a source map that the code does not name', { sourceMap: true, sourceMapMode: SourceMapMode.EXTERNAL }, undefined, undefined],
  ])('with %s', (_, bundling, given, expected) => {
    expect(nodeOptionsFor(bundling, given)).toBe(expected);
  });
});
