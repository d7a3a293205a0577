import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CustomResource, type IPropertyInjector, PropertyInjectors, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as assets from 'aws-cdk-lib/aws-ecr-assets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, type NodejsFunctionProps, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as deployment from 'aws-cdk-lib/aws-s3-deployment';
import * as cr from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { type HardenedFunctionDefaultOptions, HardenedFunctionDefaults, PlainFunctionClass, PlainFunctions } from '../../../lib';
import { CODE, only, orders, stackOf } from '../../harness';

const { ARM_64, X86_64 } = lambda.Architecture;
const ENTRY = join(__dirname, '../packaging/nodejs/entries/handler.ts');
const TOOLS = 'arn:aws:lambda:us-east-1:111122223333:layer:tools:7';
const toolsOf = (stack: Stack) => lambda.LayerVersion.fromLayerVersionArn(stack, 'Tools', TOOLS);

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plain-'));
  folders.push(folder);
  return folder;
}
beforeEach(() => void jest.spyOn(process.stderr, 'write').mockReturnValue(true));
afterEach(() => jest.restoreAllMocks());
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A stack of an app that applies its choices. */
function applied(options: HardenedFunctionDefaultOptions = {}, applyTo = PlainFunctions.all(), context = {}): Stack {
  const app = new App({ outdir: newFolder(), context });
  HardenedFunctionDefaults.of(app).set({ architecture: ARM_64, ...options, applyTo });
  return stackOf(app);
}
const plain = (scope: Construct, props: Partial<lambda.FunctionProps> = {}, id = 'Orders') =>
  new lambda.Function(scope, id, { ...CODE, ...props });
const bundled = (scope: Construct, props: NodejsFunctionProps = {}, id = 'Orders') =>
  new NodejsFunction(scope, id, { entry: ENTRY, runtime: lambda.Runtime.NODEJS_24_X, ...props });
const functionOf = (stack: Stack, id = 'Orders') => only(Template.fromStack(stack), 'AWS::Lambda::Function', id);
const architectureOf = (stack: Stack, id = 'Orders') => functionOf(stack, id).Architectures?.[0];

function imageFolder(dockerfile = 'FROM public.ecr.aws/lambda/python:3.13\n'): string {
  const folder = newFolder();
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  return folder;
}
const image = (scope: Construct, options = {}, props: Partial<lambda.DockerImageFunctionProps> = {}) =>
  new lambda.DockerImageFunction(scope, 'Orders', { code: lambda.DockerImageCode.fromImageAsset(imageFolder(), options), ...props });

describe('lambda.Function', () => {
  test('takes what its scopes choose', () => {
    const stack = applied();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const group = new ec2.SecurityGroup(stack, 'Group', { vpc });
    const team = new Construct(stack, 'Team');
    HardenedFunctionDefaults.of(team).set({ vpc, securityGroups: [group], layers: [toolsOf(stack)] });
    plain(team);
    expect(functionOf(stack, 'Team')).toMatchObject({
      Architectures: ['arm64'],
      Layers: [TOOLS],
      VpcConfig: { SecurityGroupIds: [{ 'Fn::GetAtt': [expect.stringMatching(/^Group/), 'GroupId'] }] },
    });
  });

  test('keeps what it sets itself', () => {
    const stack = applied();
    const [vpc, other] = ['Vpc', 'Other'].map((id) => new ec2.Vpc(stack, id));
    HardenedFunctionDefaults.of(stack).set({ vpc, layers: [toolsOf(stack)] });
    plain(stack, { architecture: X86_64, layers: [], vpc: other });
    const { Architectures, Layers, VpcConfig } = functionOf(stack);
    expect({ Architectures, Layers }).toEqual({ Architectures: ['x86_64'], Layers: undefined });
    expect(JSON.stringify(VpcConfig)).toContain('Other');
    expect(JSON.stringify(VpcConfig)).not.toContain('VpcPrivate');
  });

  test('in another network takes nothing of the network of the scope', () => {
    const stack = applied();
    const [vpc, other] = ['Vpc', 'Other'].map((id) => new ec2.Vpc(stack, id));
    HardenedFunctionDefaults.of(stack).set({
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
      securityGroups: [new ec2.SecurityGroup(stack, 'Walls', { vpc })],
    });
    plain(stack, { vpc: other });
    const text = JSON.stringify(functionOf(stack).VpcConfig);
    expect(text).toContain('OtherPrivate');
    expect(text).not.toContain('Vpc');
    expect(text).not.toContain('Walls');
  });

  test('takes no security groups without a network', () => {
    const stack = applied();
    const group = new ec2.SecurityGroup(stack, 'Walls', { vpc: new ec2.Vpc(stack, 'Vpc') });
    HardenedFunctionDefaults.of(stack).set({ securityGroups: [group] });
    plain(stack);
    expect(functionOf(stack)).toMatchObject({ Architectures: ['arm64'] });
    expect(functionOf(stack).VpcConfig).toBeUndefined();
  });

  test('takes what it sets to undefined', () => {
    const stack = applied({ layers: [toolsOf(stackOf())] });
    plain(stack, { architecture: undefined, layers: undefined });
    expect(functionOf(stack)).toMatchObject({ Architectures: ['arm64'], Layers: [TOOLS] });
  });

  test('is left as it is where no scope asks for it, and without a choice of a scope', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ architecture: ARM_64 });
    plain(stack);
    expect(architectureOf(stack)).toBeUndefined();
    const profileOnly = stackOf();
    HardenedFunctionDefaults.of(profileOnly).set({ applyTo: PlainFunctions.all() });
    plain(profileOnly);
    expect(architectureOf(profileOnly)).toBeUndefined();
  });

  test('of a nearer scope takes the nearer choice', () => {
    const stack = applied();
    HardenedFunctionDefaults.of(stack).set({ architecture: X86_64 });
    plain(stack);
    expect(architectureOf(stack)).toBe('x86_64');
  });

  test('makes a later choice an error, which names it', () => {
    const stack = applied();
    plain(stack);
    expect(() => HardenedFunctionDefaults.of(stack).set({ memorySize: 512 })).toThrow(/got it after Shop\/Orders; move the call up/);
  });

  test('with native binaries for another architecture is refused at synth, with the line of the app', () => {
    const elf = Buffer.alloc(64);
    elf.write('\x7fELF', 'latin1');
    elf.set([2, 1], 4);
    elf.writeUInt16LE(62, 18);
    const folder = newFolder();
    writeFileSync(join(folder, 'core.so'), elf);
    const stack = applied();
    plain(stack, { code: lambda.Code.fromAsset(folder) });
    const layer = new lambda.LayerVersion(stack, 'Layer', { code: lambda.Code.fromAsset(folder) });
    plain(stack, { layers: [layer] }, 'Layered');
    plain(stack, { code: lambda.Code.fromAsset(folder), architecture: X86_64, layers: [layer] }, 'Right');
    // What is chosen by the function itself is its own affair.
    plain(stack, { code: lambda.Code.fromAsset(folder), architecture: ARM_64 }, 'Own');
    expect(stack.node.validate()).toEqual([
      expect.stringMatching(
        /^Shop\/Orders: 'code' must have its native binaries built for arm64, got core\.so, built for x86_64; .*plain-functions\.test\.ts:\d+:\d+\)$/,
      ),
      expect.stringMatching(/^Shop\/Layered: 'layers' must be built for arm64, got Shop\/Layer with core\.so, built for x86_64; /),
    ]);
  });
});

describe('NodejsFunction', () => {
  const bundleOf = (stack: Stack): string => {
    Template.fromStack(stack);
    const { outdir } = stack.node.root as App;
    const [asset] = readdirSync(outdir).filter((name) => name.startsWith('asset.'));
    return readFileSync(join(outdir, asset, 'index.js'), 'utf8');
  };

  test('takes bundling option by option, its own first', () => {
    const stack = applied({ bundling: { banner: '/* scope */', footer: '/* scope footer */' } });
    bundled(stack, { bundling: { banner: '/* own */' } });
    const text = bundleOf(stack);
    expect(text).toContain('/* own */');
    expect(text).toContain('/* scope footer */');
    expect(text).not.toContain('/* scope */');
    expect(architectureOf(stack)).toBe('arm64');
    expect(stack.node.children.filter(({ node }) => node.id.startsWith('Orders'))).toHaveLength(1);
  });

  test('is bundled once', () => {
    const stack = applied({ bundling: { minify: true } });
    bundled(stack);
    const written = (process.stderr.write as unknown as jest.SpyInstance).mock.calls;
    expect(written.filter(([text]) => String(text).startsWith('Bundling asset'))).toHaveLength(1);
  });

  test('has the bundle of the CDK where no scope chooses one', () => {
    const stack = applied();
    bundled(stack);
    const without = stackOf(new App({ outdir: newFolder() }));
    bundled(without);
    expect(functionOf(stack).Code).toEqual(functionOf(without).Code);
  });

  test('that sets its architecture takes the bundling of the scope, if there is some', () => {
    const own = applied();
    bundled(own, { architecture: ARM_64 });
    const without = stackOf(new App({ outdir: newFolder() }));
    bundled(without, { architecture: ARM_64 });
    expect(functionOf(own).Code).toEqual(functionOf(without).Code);
    const chosen = applied({ bundling: { banner: '/* scope */' } });
    bundled(chosen, { architecture: ARM_64 });
    expect(bundleOf(chosen)).toContain('/* scope */');
  });

  test('is refused by the CDK for a bundling of the scope that contradicts itself', () => {
    const stack = applied({ bundling: { sourceMap: false, sourceMapMode: SourceMapMode.INLINE } });
    expect(() => bundled(stack)).toThrow('sourceMapMode cannot be used when sourceMap is false');
    expect(stack.node.children.filter(({ node }) => node.id.includes('bundling'))).toEqual([]);
  });

  test('that is given code is not bundled', () => {
    const stack = applied({ bundling: { minify: true } });
    const code = lambda.Code.fromAsset(join(__dirname, '../packaging/nodejs/entries'));
    bundled(stack, { code, handler: 'common.handler' });
    const without = stackOf(new App({ outdir: newFolder() }));
    bundled(without, { code: lambda.Code.fromAsset(join(__dirname, '../packaging/nodejs/entries')), handler: 'common.handler' });
    expect(functionOf(stack).Code).toEqual(functionOf(without).Code);
  });

  test("that is given code of a class of the user's is not bundled, even if that names the folder of the project", () => {
    class OwnCode extends lambda.Code {
      public readonly isInline = true;
      public readonly path = join(__dirname, '../../..');
      public override bind(): lambda.CodeConfig {
        return { inlineCode: '// ours' };
      }
    }
    const stack = applied({ bundling: { minify: true } });
    bundled(stack, { code: new OwnCode(), handler: 'index.handler' });
    expect(functionOf(stack).Code).toEqual({ ZipFile: '// ours' });
  });

  test('in a stack that is not bundled stays so', () => {
    const stack = applied({ bundling: { minify: true } }, PlainFunctions.all(), { 'aws:cdk:bundling-stacks': [] });
    expect(() => bundled(stack)).not.toThrow();
    expect(process.stderr.write).not.toHaveBeenCalledWith(expect.stringContaining('Bundling asset'));
  });
});

describe('DockerImageFunction', () => {
  test('is built for the architecture of the scope, and takes no layers', () => {
    const stack = applied({ layers: [toolsOf(stackOf())] });
    image(stack);
    expect(functionOf(stack)).toMatchObject({ Architectures: ['arm64'], PackageType: 'Image' });
    expect(functionOf(stack).Layers).toBeUndefined();
    expect(stack.node.findAll().some((node) => node instanceof assets.DockerImageAsset)).toBe(true);
  });

  test('follows the platform of its image', () => {
    const stack = applied();
    image(stack, { platform: assets.Platform.LINUX_AMD64 });
    expect(architectureOf(stack)).toBeUndefined();
  });
});

/** As the class of the alpha package declares itself: the CDK looks for the injector of this id. */
describe('PythonFunction', () => {
  const PYTHON = '@aws-cdk.aws-lambda-python-alpha.PythonFunction';
  const python = (stack: Stack, props: object = {}) => {
    const injector = injectorOf(stack, PYTHON);
    const given = { entry: newFolder(), runtime: lambda.Runtime.PYTHON_3_13, ...props };
    const before = injector?.inject(given, { scope: stack, id: 'Orders' }) ?? given;
    return plain(stack, { ...before, handler: 'index.handler', code: lambda.Code.fromInline('def handler(e, c): pass') });
  };
  const injectorOf = (stack: Stack, id: string): IPropertyInjector | undefined => PropertyInjectors.of(stack.node.root).for(id);

  test('takes the choices before it is bundled, and no bundling of Node.js', () => {
    const stack = applied({ bundling: { minify: true }, layers: [toolsOf(stackOf())] });
    const props = injectorOf(stack, PYTHON)?.inject({ entry: 'x', runtime: lambda.Runtime.PYTHON_3_13 }, { scope: stack, id: 'Fn' });
    expect(props).toMatchObject({ architecture: ARM_64, layers: [expect.anything()] });
    expect(props.bundling).toBeUndefined();
    expect(injectorOf(stack, PYTHON)?.inject({ entry: 'x' }, { scope: stack, id: 'Late' })).toMatchObject({ architecture: ARM_64 });
    python(stack);
    expect(architectureOf(stack)).toBe('arm64');
  });

  test('is left as it is where it is not asked for', () => {
    const stack = applied({}, PlainFunctions.of(PlainFunctionClass.FUNCTION));
    python(stack);
    expect(architectureOf(stack)).toBeUndefined();
  });
});

test.each<[PlainFunctionClass, (stack: Stack) => void]>([
  [PlainFunctionClass.FUNCTION, (s) => plain(s)],
  [PlainFunctionClass.NODEJS_FUNCTION, (s) => bundled(s)],
  [PlainFunctionClass.DOCKER_IMAGE_FUNCTION, (s) => image(s)],
])('%s is meant by its name alone', (name, make) => {
  const others = Object.values(PlainFunctionClass).filter((other) => other !== name);
  const [meant, left] = [PlainFunctions.of(name), PlainFunctions.of(...others)].map((applyTo) => {
    const stack = applied({}, applyTo);
    make(stack);
    return architectureOf(stack);
  });
  expect([meant, left]).toEqual(['arm64', undefined]);
});

describe('functions that the CDK makes', () => {
  const made = (stack: Stack) => {
    const onEventHandler = plain(stack, {}, 'Users');
    new CustomResource(stack, 'R', { serviceToken: new cr.Provider(stack, 'Provider', { onEventHandler }).serviceToken });
    const policy = cr.AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] });
    const onCreate = { service: 'SSM', action: 'getParameter', physicalResourceId: cr.PhysicalResourceId.of('x') };
    new cr.AwsCustomResource(stack, 'Call', { onCreate, policy });
    const destinationBucket = new s3.Bucket(stack, 'B', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
    new deployment.BucketDeployment(stack, 'Deploy', { destinationBucket, sources: [deployment.Source.data('a', 'b')] });
    return Template.fromStack(stack).findResources('AWS::Lambda::Function');
  };

  test('for deployments are left as they are', () => {
    const [before, after] = [made(stackOf()), made(applied({ layers: [toolsOf(stackOf())] }))];
    expect(Object.keys(before).length).toBeGreaterThan(4);
    const changed = Object.keys(before).filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]));
    expect(changed.map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['Users']);
  });

  test('below a provider of the CDK are left as they are', () => {
    const stack = applied();
    plain(new Construct(stack, '@aws-cdk--aws-eks.KubectlProvider'), {}, 'Handler');
    plain(new Construct(stack, 'KubectlProvider'), {}, 'Handler');
    expect(architectureOf(stack, 'awscdkawseksKubectlProvider')).toBeUndefined();
    expect(architectureOf(stack, 'KubectlProvider')).toBe('arm64');
  });

  test('at the edge are left as they are', () => {
    const app = new App({ outdir: newFolder() });
    HardenedFunctionDefaults.of(app).set({ architecture: ARM_64, applyTo: PlainFunctions.all() });
    for (const region of ['us-east-1', 'eu-west-1']) {
      const stack = stackOf(app, region, { env: { account: '111122223333', region } });
      new cloudfront.experimental.EdgeFunction(stack, 'Edge', CODE);
    }
    const functions = app
      .synth()
      .stacks.flatMap(({ template }) => Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function'));
    expect(functions.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(functions)).not.toContain('arm64');
  });
});

describe('property injectors of the user', () => {
  const injector = (architecture: lambda.Architecture): IPropertyInjector => ({
    constructUniqueId: lambda.Function.PROPERTY_INJECTION_ID,
    inject: (props) => ({ architecture, ...props }),
  });

  test.each(['the same scope', 'a scope above'])('of %s win', (where) => {
    const app = new App();
    const stack = stackOf(app);
    PropertyInjectors.of(where === 'the same scope' ? stack : app).add(injector(X86_64));
    HardenedFunctionDefaults.of(stack).set({ architecture: ARM_64, applyTo: PlainFunctions.all() });
    plain(stack);
    expect(architectureOf(stack)).toBe('x86_64');
  });

  test('that come later on the same scope are refused at synth', () => {
    const stack = applied();
    PropertyInjectors.of(stack.node.root).add(injector(X86_64));
    expect(stack.node.root.node.validate()).toEqual([
      "'applyTo' must be set after the property injectors of the same scope, got one for aws-cdk-lib.aws-lambda.Function later, " +
        'which replaces it; add the property injector first',
    ]);
  });

  test('reach hardened functions, which have the choices by their plan', () => {
    const app = new App();
    PropertyInjectors.of(app).add({ ...injector(X86_64), inject: (props) => ({ memorySize: 777, ...props }) });
    HardenedFunctionDefaults.of(app).set({ architecture: X86_64, applyTo: PlainFunctions.all() });
    const stack = stackOf(app);
    orders(stack);
    orders(stack, { profile: undefined, architecture: ARM_64 }, 'Own');
    expect(functionOf(stack)).toMatchObject({ MemorySize: 777, Architectures: ['x86_64'] });
    expect(functionOf(stack, 'Own')).toMatchObject({ MemorySize: 777, Architectures: ['arm64'] });
  });
});

describe('bad input', () => {
  test.each<[string, unknown, string]>([
    ['a class that does not exist', PlainFunctions.of('NodeFunction' as never), `got "NodeFunction"; did you mean 'NodejsFunction'`],
    ['no class', PlainFunctions.of(), 'got none; use PlainFunctions.all()'],
    ['a list of classes', PlainFunctions.of([PlainFunctionClass.FUNCTION] as never), 'got a list; use PlainFunctions.all()'],
    ['a class of the CDK', PlainFunctions.of(lambda.Function as never), `got ${lambda.Function.name}; use PlainFunctions.all()`],
    ['a class that is undefined', PlainFunctions.of(undefined as never), 'got undefined; use PlainFunctions.all()'],
    ['an empty name', PlainFunctions.of('' as never), 'got ""; use PlainFunctions.all()'],
    ['the class itself', PlainFunctions, "'applyTo' must be functions that take the choices, got PlainFunctions; pass"],
    ['something else', 'all', `'applyTo' must be functions that take the choices, got "all"; pass for example PlainFunctions.all()`],
  ])('%s is refused', (_, applyTo, message) => {
    expect(() => HardenedFunctionDefaults.of(stackOf()).set({ applyTo: applyTo as PlainFunctions })).toThrow(message);
  });
});
