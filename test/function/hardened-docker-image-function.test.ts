import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Lazy, PropertyInjectors, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedDockerImageFunction, type HardenedDockerImageFunctionProps, HardenedFunction, Powertools } from '../../lib';
import { accepted, findingsOf, only, stackOf, TOLD } from '../harness';

const { ARM_64, X86_64 } = lambda.Architecture;
const { LINUX_AMD64, LINUX_ARM64 } = Platform;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folderWith(dockerfile = 'FROM public.ecr.aws/lambda/nodejs:24\nCMD ["index.handler"]\n', file = 'Dockerfile'): string {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  folders.push(folder);
  writeFileSync(join(folder, file), dockerfile);
  return folder;
}

const imageOf = (dockerfile?: string, props?: lambda.AssetImageCodeProps) =>
  lambda.DockerImageCode.fromImageAsset(folderWith(dockerfile, props?.file), props);
const fromRepository = (stack: Stack) =>
  lambda.DockerImageCode.fromEcr(ecr.Repository.fromRepositoryName(stack, 'Repository', 'orders'), { tagOrDigest: '1.4.2' });

function image(props: Partial<HardenedDockerImageFunctionProps> = {}, stack = stackOf()): HardenedDockerImageFunction {
  return new HardenedDockerImageFunction(stack, 'Orders', { code: imageOf(), alarmActions: AlarmActions.none('a test'), ...props });
}

/** The platforms that the images of the app are built for. */
function platformsOf(stack: Stack): string[] {
  const { directory } = (stack.node.root as App).synth();
  const { dockerImages } = JSON.parse(readFileSync(join(directory, `${stack.artifactId}.assets.json`), 'utf8'));
  return Object.values<{ source: { platform: string } }>(dockerImages).map(({ source }) => source.platform);
}

describe('one line', () => {
  test('gives a function from an image, for Graviton', () => {
    const { stack } = image();
    const fn = only(Template.fromStack(stack), 'AWS::Lambda::Function');
    expect(fn).toMatchObject({ PackageType: 'Image', Architectures: ['arm64'], MemorySize: 256 });
    expect(Object.keys(fn)).not.toEqual(expect.arrayContaining(['Runtime']));
    expect(fn.Handler).toBeUndefined();
    expect(platformsOf(stack)).toEqual(['linux/arm64']);
  });

  test('takes what is in a repository', () => {
    const stack = stackOf();
    image({ code: fromRepository(stack), architecture: X86_64 }, stack);
    expect(JSON.stringify(only(Template.fromStack(stack), 'AWS::Lambda::Function').Code.ImageUri)).toContain('/orders:1.4.2');
  });

  test('leaves nothing to find for cdk-nag', () => {
    const app = new App();
    image({}, stackOf(app));
    expect(findingsOf(app)).toEqual([]);
  });

  test('takes the place of DockerImageFunction: the function inside is one, and keeps its logical id', () => {
    const plain = stackOf();
    new lambda.DockerImageFunction(plain, 'Orders', { code: imageOf() });
    const { stack, lambdaFunction } = image();
    expect(lambdaFunction).toBeInstanceOf(lambda.DockerImageFunction);
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::Lambda::Function'))).toEqual(
      Object.keys(Template.fromStack(plain).findResources('AWS::Lambda::Function')),
    );
  });

  test('takes an environment, and Powertools that the image has', () => {
    const fn = image({ powertools: Powertools.asDependency({ serviceName: 'orders' }) }).addEnvironment('TABLE_NAME', 'orders');
    expect(fn).toBeInstanceOf(HardenedDockerImageFunction);
    expect(only(Template.fromStack(fn.stack), 'AWS::Lambda::Function').Environment.Variables).toEqual({
      POWERTOOLS_SERVICE_NAME: 'orders',
      TABLE_NAME: 'orders',
    });
  });
});

describe('the platform', () => {
  test('is the one of the architecture', () => {
    expect(platformsOf(image({ architecture: X86_64 }).stack)).toEqual(['linux/amd64']);
  });

  test.each([
    ['the same', LINUX_ARM64],
    ['the same by another name', Platform.custom('linux/aarch64')],
    ['the same with its variant', Platform.custom('linux/arm64/v8')],
  ])('may be set: %s', (_, platform) => {
    expect(platformsOf(image({ code: imageOf(undefined, { platform }) }).stack)).toEqual([platform.platform]);
  });

  test('that is known later is left as it is, and so is one for such an architecture', () => {
    const platform = Platform.custom(Lazy.string({ produce: () => 'linux/amd64' }));
    expect(() => accepted(image({ code: imageOf(undefined, { platform }), architecture: ARM_64 }))).not.toThrow();
    const architecture = lambda.Architecture.custom(Lazy.string({ produce: () => 'arm64' }));
    const { stack } = accepted(image({ code: imageOf(undefined, { platform: LINUX_ARM64 }), architecture }));
    expect(platformsOf(stack)).toEqual(['linux/arm64']);
  });

  test('is followed where the function sets no architecture', () => {
    const { stack } = image({ code: imageOf(undefined, { platform: LINUX_AMD64 }) });
    expect(platformsOf(stack)).toEqual(['linux/amd64']);
    expect(only(Template.fromStack(stack), 'AWS::Lambda::Function').Architectures).toEqual(['x86_64']);
    const based = image({ code: imageOf('FROM --platform=linux/amd64 node:24\n') });
    expect(only(Template.fromStack(based.stack), 'AWS::Lambda::Function').Architectures).toEqual(['x86_64']);
  });

  test('is refused where it is another', () => {
    expect(() => accepted(image({ code: imageOf(undefined, { platform: LINUX_AMD64 }), architecture: ARM_64 }))).toThrow(
      "Shop/Orders: 'code' must be an image for linux/arm64, since 'architecture' is arm64, got the platform linux/amd64; " +
        "remove 'platform', or set another 'architecture' (at ",
    );
    expect(() => accepted(image({ code: imageOf(undefined, { platform: LINUX_ARM64 }), architecture: X86_64 }))).toThrow(
      "for linux/amd64, since 'architecture' is x86_64, got the platform linux/arm64;",
    );
  });

  test.each([
    ['its only stage', 'from --platform=linux/amd64 node:24\n', {}],
    ['its last stage', 'FROM node:24 AS build\nFROM --platform=linux/amd64 node:24\nCOPY --from=build /out /\n', {}],
    ['the stage that is built', 'FROM --platform=linux/amd64 node:24 AS run\nFROM node:24 AS test\n', { target: 'run' }],
    ['a file by another name', 'FROM --platform=linux/x86_64 node:24\n', { file: 'Other.dockerfile' }],
    ['the stage that the last one begins with', 'FROM --platform=linux/amd64 node:24 AS base\nFROM Base AS tools\nFROM tools\n', {}],
  ])('is refused where the Dockerfile fixes another for %s', (_, dockerfile, props) => {
    expect(() => accepted(image({ code: imageOf(dockerfile, props), architecture: ARM_64 }))).toThrow(
      /'code' must be an image for linux\/arm64, .* got 'FROM --platform=linux\/\w+' in its Dockerfile; remove '--platform' there/,
    );
  });

  test.each([
    ['the one of the function', 'FROM --platform=linux/arm64 node:24\n', {}],
    ['one for a stage that only builds', 'FROM --platform=linux/amd64 node:24 AS build\nFROM node:24\n', {}],
    ['one by a variable', 'FROM --platform=$TARGETPLATFORM node:24\n', {}],
    ['none for a stage by the name of its image', 'FROM node AS node\nFROM node\n', {}],
    ['one for another target', 'FROM node:24 AS run\nFROM --platform=linux/amd64 node:24 AS test\n', { target: 'run' }],
  ])('is not refused where the Dockerfile fixes %s', (_, dockerfile, props) => {
    expect(() => accepted(image({ code: imageOf(dockerfile, props), architecture: ARM_64 }))).not.toThrow();
  });

  test("is held for CDK's own image code too", () => {
    const fromImage = { runtime: lambda.Runtime.FROM_IMAGE, handler: lambda.Handler.FROM_IMAGE };
    const stack = stackOf();
    new HardenedFunction(stack, 'Orders', { ...TOLD, ...fromImage, code: lambda.Code.fromAssetImage(folderWith()) });
    expect(platformsOf(stack)).toEqual(['linux/arm64']);
    const wrong = lambda.Code.fromAssetImage(folderWith(), { platform: LINUX_AMD64 });
    const both = { ...TOLD, ...fromImage, code: wrong, architecture: ARM_64 };
    expect(() => accepted(new HardenedFunction(stack, 'Wrong', both))).toThrow('got the platform linux/amd64');
  });

  test('leaves what injectors say of images, and of image functions', () => {
    const stack = stackOf();
    const seen: string[] = [];
    const injector = (constructUniqueId: string, more: object) => ({
      constructUniqueId,
      inject: (props: object) => {
        seen.push(constructUniqueId);
        return { ...more, ...props };
      },
    });
    PropertyInjectors.of(stack).add(
      injector(DockerImageAsset.PROPERTY_INJECTION_ID, { buildArgs: { STAGE: 'test' } }),
      injector(lambda.DockerImageFunction.PROPERTY_INJECTION_ID, { memorySize: 1024 }),
    );
    image({}, stack);
    expect(only(Template.fromStack(stack), 'AWS::Lambda::Function').MemorySize).toBe(1024);
    expect(seen.sort()).toEqual([DockerImageAsset.PROPERTY_INJECTION_ID, lambda.DockerImageFunction.PROPERTY_INJECTION_ID].sort());
    expect(platformsOf(stack)).toEqual(['linux/arm64']);
  });
});

describe('refused, in one message', () => {
  const layer = (stack: Stack) =>
    lambda.LayerVersion.fromLayerVersionArn(stack, 'Layer', 'arn:aws:lambda:eu-west-1:111122223333:layer:l:1');

  test.each<[string, (stack: Stack) => Record<string, unknown> | undefined, string]>([
    ['no props', () => undefined, "'code' must be given, got undefined; pass for example lambda.DockerImageCode.fromImageAsset('image')"],
    [
      'code for a zip',
      () => ({ code: lambda.Code.fromAsset('lib') }),
      "'code' must be an image, got code for a zip; pass lambda.DockerImageCode, or use HardenedFunction",
    ],
    [
      'a runtime',
      () => ({ runtime: TOLD.runtime }),
      "'runtime' is not supported for an image; remove it and choose the base image in the Dockerfile",
    ],
    ['a handler', () => ({ handler: 'index.handler' }), "'handler' is not supported for an image; remove it and pass 'cmd' with the code"],
    ['code that is a text', () => ({ code: 'image' }), "'code' must be an image, got a string; pass lambda.DockerImageCode,"],
    ['code that is a repository', (stack) => ({ code: new ecr.Repository(stack, 'R') }), "'code' must be an image, got an object;"],
    ['an entry', () => ({ entry: 'a.ts' }), "'entry' is not supported for an image; remove it and bundle it in the Dockerfile"],
    ['a lock file', () => ({ depsLockFilePath: 'package-lock.json' }), "'depsLockFilePath' is not supported for an image;"],
    ['the root of a project', () => ({ projectRoot: '.' }), "'projectRoot' is not supported for an image;"],
    [
      'the extension for parameters and secrets, which is a layer',
      () => ({ paramsAndSecrets: lambda.ParamsAndSecretsLayerVersion.fromVersion(lambda.ParamsAndSecretsVersions.V1_0_103) }),
      "'paramsAndSecrets' is not supported for an image; remove it and copy what the layer of the extension brings into the image",
    ],
    ['profiling', () => ({ profiling: true }), "'profiling' is not supported for an image; remove it and install the profiling agent"],
    ['layers', (stack) => ({ layers: [layer(stack)] }), "'layers' is not supported for an image; remove it and copy what the layer brings"],
    [
      'OpenTelemetry by a layer',
      () => ({
        adotInstrumentation: {
          layerVersion: lambda.AdotLayerVersion.fromJavaSdkLayerVersion(lambda.AdotLambdaLayerJavaSdkVersion.LATEST),
          execWrapper: lambda.AdotLambdaExecWrapper.REGULAR_HANDLER,
        },
      }),
      "'adotInstrumentation' is not supported for an image",
    ],
    [
      'code signing',
      (stack) => ({
        codeSigningConfig: lambda.CodeSigningConfig.fromCodeSigningConfigArn(
          stack,
          'Signing',
          'arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-0',
        ),
      }),
      "'codeSigningConfig' is not supported for an image",
    ],
    [
      'a way to update the runtime',
      () => ({ runtimeManagementMode: lambda.RuntimeManagementMode.FUNCTION_UPDATE }),
      "'runtimeManagementMode' is not supported for an image",
    ],
    [
      "Powertools' layer",
      () => ({ powertools: Powertools.fromLayer(1, { serviceName: 'orders' }) }),
      "'powertools' must not use a layer with an image, got Powertools.fromLayer; install it in the image",
    ],
  ])('%s', (_, props, message) => {
    const stack = stackOf();
    const given = props(stack);
    const all = given && { code: imageOf(), alarmActions: AlarmActions.none('a test'), ...given };
    expect(() => new HardenedDockerImageFunction(stack, 'Orders', all as never)).toThrow(`Shop/Orders: ${message}`);
  });

  test('layers that are added', () => {
    const fn = image();
    expect(() => fn.addLayers(layer(fn.stack))).toThrow(
      "Shop/Orders: 'layers' are not supported for an image, got a layer in 'addLayers';",
    );
  });

  test.each<[string, (stack: Stack) => Record<string, unknown>, string]>([
    [
      'an image with a runtime and a handler',
      () => ({ code: lambda.Code.fromAssetImage(folderWith()) }),
      "'code' must be a zip to go with 'runtime' and 'handler', got an image with nodejs24.x and index.handler; use HardenedDockerImageFunction",
    ],
    [
      'an image of a repository with a handler',
      (stack) => ({
        runtime: lambda.Runtime.FROM_IMAGE,
        code: lambda.Code.fromEcrImage(ecr.Repository.fromRepositoryName(stack, 'R', 'r')),
      }),
      "'code' must be a zip to go with 'runtime' and 'handler', got an image with FROM_IMAGE and index.handler;",
    ],
    [
      'a zip with FROM_IMAGE',
      () => ({ runtime: lambda.Runtime.FROM_IMAGE, handler: lambda.Handler.FROM_IMAGE }),
      "'code' must be an image to go with FROM_IMAGE, got code for a zip; name the runtime and the handler of the code",
    ],
    [
      'the code of an image function',
      () => ({ code: imageOf() }),
      "'code' must be lambda.Code, got an image; use HardenedDockerImageFunction without 'runtime' and 'handler'",
    ],
    [
      'code that is a text',
      () => ({ code: 'dist' }),
      "'code' must be lambda.Code, got a string; pass for example lambda.Code.fromAsset('dist')",
    ],
    [
      'an image with layers',
      (stack) => ({
        runtime: lambda.Runtime.FROM_IMAGE,
        handler: lambda.Handler.FROM_IMAGE,
        code: lambda.Code.fromAssetImage(folderWith()),
        layers: [layer(stack)],
      }),
      "'layers' is not supported for an image;",
    ],
    ['code with an entry', () => ({ entry: 'a.ts' }), "'entry' can't be combined with 'code'; use HardenedNodejsFunction without 'code'"],
    ['code with bundling', () => ({ bundling: {} }), "'bundling' can't be combined with 'code';"],
  ])('%s', (_, props, message) => {
    const stack = stackOf();
    expect(() => new HardenedFunction(stack, 'Orders', { ...TOLD, ...props(stack) } as never)).toThrow(`Shop/Orders: ${message}`);
  });
});

describe('HardenedFunction with an image', () => {
  const env = { account: '111122223333', region: 'eu-west-1' };
  const made = (repository: (stack: Stack) => ecr.IRepository) => {
    const stack = stackOf(undefined, 'Shop', { env });
    const code = lambda.Code.fromEcrImage(repository(stack), { tagOrDigest: '1' });
    const fromImage = { runtime: lambda.Runtime.FROM_IMAGE, handler: lambda.Handler.FROM_IMAGE };
    return new HardenedFunction(stack, 'Orders', { ...TOLD, ...fromImage, code } as never);
  };
  const elsewhere = 'arn:aws:ecr:us-east-1:111122223333:repository/shop';

  test('of another region is refused', () => {
    const imported = (stack: Stack) => ecr.Repository.fromRepositoryArn(stack, 'Images', elsewhere);
    expect(() => made(imported)).toThrow("'code' must be in the function's region (eu-west-1), got an image repository in us-east-1");
  });

  test('builds the images below it for its architecture, and a zip nothing', () => {
    const platformBelow = (fn: HardenedFunction) =>
      (PropertyInjectors.hasPropertyInjectors(fn) ? PropertyInjectors.of(fn).for(DockerImageAsset.PROPERTY_INJECTION_ID) : undefined) !==
      undefined;
    expect(platformBelow(made((stack) => new ecr.Repository(stack, 'Images')))).toBe(true);
    expect(platformBelow(new HardenedFunction(stackOf(), 'Zip', TOLD))).toBe(false);
  });
});
