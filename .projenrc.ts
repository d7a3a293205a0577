import { awscdk, javascript, release } from 'projen';
import { addRelease } from './projenrc/release';
import { addWorkflows, NODE_VERSION } from './projenrc/workflows';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-hardened-lambda',
  description:
    'One line gives a Lambda function that is ready for production: least privilege, its own logs, captured failures, alarms that reach someone.',
  author: 'cdk-hardened-lambda maintainers',
  authorOrganization: true,
  authorAddress: 'https://github.com/cdk-hardened-lambda',
  repositoryUrl: 'https://github.com/cdk-hardened-lambda/cdk-hardened-lambda.git',
  // The link of PyPI, Maven Central and NuGet too, which would show that of the repository instead.
  homepage: 'https://github.com/cdk-hardened-lambda/cdk-hardened-lambda',
  bugsUrl: 'https://github.com/cdk-hardened-lambda/cdk-hardened-lambda/issues',
  license: 'Apache-2.0',
  stability: 'experimental',
  keywords: [
    'aws',
    'aws-cdk',
    'awscdk',
    'cdk',
    'lambda',
    'serverless',
    'hardening',
    'alarms',
    'dead-letter-queue',
    'least-privilege',
    'cdk-nag',
  ],
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  projenVersion: '0.103.25',
  packageManager: javascript.NodePackageManager.NPM,

  // The lowest versions that cdk-nag 3 works with.
  cdkVersion: '2.257.0',
  constructsVersion: '10.5.1',
  // See below what it is developed with.
  peerDependencyOptions: { pinnedDevDependency: false },
  jsiiVersion: '~6.0.0',
  // jsii 6 does not take TypeScript 7.
  typescriptVersion: '~6.0.3',
  minNodeVersion: '20.0.0',

  // Compiled apart from the sources: beside them, tests would load stale JavaScript.
  srcdir: 'lib',
  libdir: 'build',
  entrypoint: 'build/index.js',
  entrypointTypes: 'build/index.d.ts',
  // The reference is on Construct Hub, made of the assembly: as one page, GitHub does not render it.
  docgen: false,
  sampleCode: false,
  integrationTestAutoDiscover: false,
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,

  publishToPypi: { distName: 'cdk-hardened-lambda', module: 'cdk_hardened_lambda', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.cdkhardenedlambda',
    mavenGroupId: 'io.github.cdk-hardened-lambda',
    mavenArtifactId: 'cdk-hardened-lambda',
  },
  publishToGo: { moduleName: 'github.com/cdk-hardened-lambda/cdk-hardened-lambda-go' },
  publishToNuget: { dotNetNamespace: 'CdkHardenedLambda', packageId: 'CdkHardenedLambda', trustedPublishing: true },

  githubOptions: { mergify: false, pullRequestLint: false },
  pullRequestTemplate: false,
  // What a build runs is .ci/run, below.
  buildWorkflow: false,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  // By itself projen begins with 0.0.0, the version of a package that was never released.
  nextVersionCommand: '[ -n "$LATEST_TAG" ] && echo "$SUGGESTED_BUMP" || echo 0.1.0',
  npmTrustedPublishing: true,
  workflowNodeVersion: NODE_VERSION,
  depsUpgrade: false,
  eslint: false,
  biome: true,
  biomeOptions: {
    version: '2.5.15',
    biomeConfig: {
      files: {
        includes: [
          '**',
          '!**/*.snapshot',
          '!build',
          '!dist',
          '!**/cdk.out',
          '!.projen',
          '!package.json',
          '!integ/logical-ids.json',
          '!ops/build',
        ],
      },
      overrides: [
        {
          includes: ['test/**', 'verify/**/*.test.ts', 'examples/**/*.test.ts'],
          linter: { rules: { suspicious: { noExplicitAny: 'off' as never } } },
        },
      ],
      formatter: { indentStyle: 'space' as never, lineWidth: 140 },
      javascript: { formatter: { quoteStyle: 'single' as never } },
    },
  },

  devDeps: [
    '@aws-cdk/integ-runner@2.197.10',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
    // What the examples are made of; the library takes nothing from them. The testing SDK lags: both are pinned together.
    '@aws/durable-execution-sdk-js@2.4.0',
    '@aws/durable-execution-sdk-js-testing@1.1.4',
    '@aws-lambda-powertools/batch@2.35.0',
    '@aws-lambda-powertools/idempotency@2.35.0',
    '@aws-lambda-powertools/logger@2.35.0',
    '@aws-lambda-powertools/metrics@2.35.0',
    '@aws-lambda-powertools/tracer@2.35.0',
    // What talks to the emulator; functions that bundle no SDK take it from here too.
    '@aws-sdk/client-cloudformation@3.1169.0',
    '@aws-sdk/client-cloudwatch@3.1164.0',
    '@aws-sdk/client-cloudwatch-logs@3.1169.0',
    '@aws-sdk/client-cognito-identity-provider@3.1169.0',
    '@aws-sdk/client-dynamodb@3.1169.0',
    '@aws-sdk/client-ec2@3.1169.0',
    '@aws-sdk/client-eventbridge@3.1169.0',
    '@aws-sdk/client-iam@3.1169.0',
    '@aws-sdk/client-kinesis@3.1143.0',
    '@aws-sdk/client-kms@3.1164.0',
    '@aws-sdk/client-lambda@3.1164.0',
    '@aws-sdk/client-s3@3.1175.0',
    '@aws-sdk/client-scheduler@3.1169.0',
    '@aws-sdk/client-sns@3.1169.0',
    '@aws-sdk/client-sqs@3.1175.0',
    '@aws-sdk/lib-dynamodb@3.1169.0',
    'fflate@0.8.3',
    '@dagrejs/dagre@3.1.3',
    'axe-core@4.14.1',
    // The command line, bundled into one file.
    'commander@14.0.3',
    'picocolors@1.1.1',
    'jsonc-parser@3.3.1',
    'picomatch@4.0.7',
    'playwright-core@1.65.1',
    'yaml@2.9.1',
    // The command line of those who operate functions, bundled too.
    '@aws-sdk/client-dynamodb-streams@3.1141.0',
    '@inquirer/confirm@5.1.21',
    '@smithy/node-http-handler@4.14.2',
    '@jridgewell/trace-mapping@0.3.31',
    'cli-progress@3.12.0',
    '@types/cli-progress@3.11.6',
    'cli-table3@0.6.5',
    'env-paths@2.2.1',
    '@types/aws-lambda@8.10.164',
    // Knows which properties replace a resource. projen takes its name for one of CDK v1, and warns of it.
    '@aws-cdk/aws-service-spec@0.1.167',
    '@cdklabs/cdk-validator-cfnguard@0.0.62',
    // Constructs of others, whose functions are hardened: versions for the whole range of the CDK, and for the one of npm.
    '@aws-cdk/aws-lambda-python-alpha@2.256.1-alpha.0',
    '@aws-solutions-constructs/aws-eventbridge-lambda@2.86.0',
    '@aws-solutions-constructs/aws-sqs-lambda@2.86.0',
    '@aws-solutions-constructs/core@2.86.0',
    '@cloud-copilot/iam-simulate@0.1.173',
    '@jsii/spec@1.142.0',
    '@types/picomatch@4.0.2',
    'ajv@8.20.0',
    // Stryker 10 needs Node.js 22.
    '@stryker-mutator/core@9.6.1',
    '@stryker-mutator/jest-runner@9.6.1',
    '@swc/core@1.16.22',
    '@swc/jest@0.2.39',
    // Not `latest`, which is a version of 2025 that reads old assemblies only.
    'aws-cdk@2.1148.1',
    'cdk-nag@3.0.2',
    'cdk-nag-2@npm:cdk-nag@2.38.2',
    'cdk-preflight@0.0.143',
    'esbuild@^0.28.2',
    // The cache of examples/endless-aisle, and the image library of examples/watermark.
    'lru-cache@11.5.3',
    'sharp@0.35.5',
    'fast-check@4.10.2',
    'tsconfig-paths@^4',
  ],
  jestOptions: {
    jestVersion: '^29',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    configFilePath: 'jest.config.json',
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      // The code of each test file stays in a worker until V8 has no room left for more: it is replaced between two files.
      maxWorkers: 2,
      workerIdleMemoryLimit: '300MB',
      setupFiles: ['<rootDir>/test/setup.ts'],
      globalSetup: '<rootDir>/test/temporary-folder/make.ts',
      globalTeardown: '<rootDir>/test/temporary-folder/remove.ts',
      moduleNameMapper: { '^cdk-hardened-lambda$': '<rootDir>/lib' },
      testMatch: ['<rootDir>/@(test|examples)/**/*.test.@(ts|mjs)'],
      modulePathIgnorePatterns: ['<rootDir>/.mutants/'],
      // A snapshot is reviewed, not collected: the default function has one, and what rules find in each other's examples.
      snapshotFormat: { escapeString: false, printBasicPrototype: false },
    },
  },
});

// The AWS clients of `ops/` are loaded when they are used. jest can load them by `require` only.
const commonJs = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } };
Object.assign(project.jest?.config ?? {}, {
  transform: { '/ops/(?:[a-z]+/)*[^/]+\\.ts$': ['@swc/jest', commonJs], ...project.jest?.config.transform },
});

// Above the lowest version, since only later ones validate templates. `cdk-range` compiles and tests with both ends of the range.
project.addDevDeps('aws-cdk-lib@2.269.0', 'constructs@10.5.1');

// No other warning is silenced: a name that another language refuses has to be changed while nobody depends on it.
// The assembly is compressed, as the CDK's own is: half of the package otherwise.
// JSII0006 asks to develop with the lowest version of the CDK.
project.compileTask.reset('jsii --fail-on-warnings --silence-warnings JSII0006 --compress-assembly');
project.compileTask.exec('ts-node --transpile-only --project tools/tsconfig.json tools/bundle.ts');
project.compileTask.exec(
  "find build -name '*.js' ! -path build/index.js ! -path build/engine.js ! -path build/report.js ! -path build/cli.js -delete",
);
project.compileTask.exec('ts-node --transpile-only --project tools/tsconfig.json tools/types-in-use.ts');
project.compileTask.exec('ts-node --transpile-only --project tools/tsconfig.json tools/packed-assembly.ts');
// The package of those who operate functions: a command loads only the AWS clients that it uses, so they are separate files.
project.compileTask.exec(
  [
    'esbuild ops/bin.ts --bundle --minify --splitting --format=esm --platform=node --target=node20',
    '--main-fields=module,main',
    '--outdir=ops/build --out-extension:.js=.mjs --entry-names=main --chunk-names=parts/[name]-[hash] --legal-comments=none --log-level=warning',
    `--banner:js="import{createRequire as __require}from'node:module';const require=__require(import.meta.url);"`,
  ].join(' '),
);
project.addBins({ 'cdk-hardened-lambda': 'build/cli.js' });
project.preCompileTask.reset('rm -rf build ops/build .jsii .jsii.gz');
project.tasks.tryFind('watch')?.reset('jsii -w');

const examples = project.addTask('examples:compile', {
  description: 'Compile every example of the README, of docs/ and of the docstrings',
  exec: 'jsii-rosetta extract --compile --fail --strict .',
});
examples.exec('ts-node --transpile-only --project tools/tsconfig.json tools/doc-examples.ts');

// Of projen's own, against the version that the registry has last: there is none before the first release.
project.tasks.tryFind('compat')?.reset('jsii-diff api . --keys --error-on all');

const runTs = (file: string) => `ts-node --transpile-only --project tools/tsconfig.json -r tsconfig-paths/register ${file}`;
project.addTask('demo', {
  description: 'Synthesize examples/orders, check it, and show what one construct makes',
  env: { CDK_VALIDATION: 'false' },
  exec: runTs('tools/demo.ts'),
});

project.addTask('costs', {
  description: 'Print what the architectures in examples/ cost idle, and for a million more',
  env: { CDK_VALIDATION: 'false' },
  exec: runTs('tools/architectures/costs.ts'),
});

const bench = project.addTask('bench', {
  description: 'Compare time, memory and size with the same template written by hand',
  receiveArgs: true,
});
bench.spawn(project.preCompileTask);
bench.spawn(project.compileTask);
bench.exec('ts-node --transpile-only --project verify/tsconfig.json verify/bench/main.ts', { receiveArgs: true });
const benchBundles = project.addTask('bench:bundles', {
  description: "Compare bundling time with CDK's; size and load time of a bundle by option",
  env: { CDK_VALIDATION: 'false' },
  receiveArgs: true,
});
benchBundles.spawn(project.preCompileTask);
benchBundles.spawn(project.compileTask);
benchBundles.exec('ts-node --transpile-only --project verify/tsconfig.json verify/bench/bundling.ts', { receiveArgs: true });
benchBundles.exec('ts-node --transpile-only --project verify/tsconfig.json -r tsconfig-paths/register verify/bench/bundles.ts');
project.addTask('cdk-range', {
  description: 'Run tests, cdk-nag and templates on the lowest and the newest supported CDK',
  exec: 'ts-node --transpile-only --project tools/tsconfig.json verify/cdk-range/main.ts',
  receiveArgs: true,
});

const languages = project.addTask('languages', {
  description: 'Compare applications in Python, Java and Go with their TypeScript templates; needs Python 3, Java 17, Maven and Go',
  receiveArgs: true,
});
languages.spawn(project.preCompileTask);
languages.spawn(project.compileTask);
languages.exec(runTs('verify/cdk-languages/main.ts'), { receiveArgs: true });

project.addTask('filters:corpus', {
  description: "Compare the library with AWS's own engine on random patterns and events; needs Java 17 and Maven",
  env: { CDK_VALIDATION: 'false' },
  exec: runTs('verify/filter-corpus/main.ts'),
  receiveArgs: true,
});

project.addTask('compat:accept', {
  description: 'Accept the compiled public API; later changes are compared with it',
  exec: runTs('tools/accept-api.ts'),
});
project.addTask('logical-ids:accept', {
  description: 'Accept the logical ids of the integ scenarios; later changes are compared with them',
  env: { CDK_VALIDATION: 'false' },
  exec: runTs('tools/logical-ids.ts'),
});
project.addTask('scanners', {
  description: 'Run other scanners on the templates of scenarios and examples; needs Python 3.11',
  env: { CDK_VALIDATION: 'false' },
  exec: runTs('verify/scanners/main.ts'),
  receiveArgs: true,
});

project.addTask('mutation-testing', {
  description: 'Mutation testing: change lib/ line by line, and count the changes that no test notices; takes folders of lib/',
  env: { CDK_VALIDATION: 'false' },
  exec: runTs('verify/mutation-testing/main.ts'),
  receiveArgs: true,
});

project.addTask('docs', {
  description: 'Generate the pages of docs/',
  env: { CDK_VALIDATION: 'false' },
  exec: runTs('tools/docs.ts'),
});
project.addTask('checks:comparison', {
  description: 'Generate docs/comparison.md: which rules the other tools on npm have too',
  env: { CDK_VALIDATION: 'false' },
  exec: runTs('verify/comparison/main.ts'),
  receiveArgs: true,
});
project.addTask('checks:survey', {
  description: 'Count what the rules find in every template below a folder: npx projen checks:survey FOLDER',
  env: { CDK_VALIDATION: 'false' },
  exec: runTs('verify/survey/main.ts'),
  receiveArgs: true,
});
const report = project.addTask('report:page', {
  description:
    'Open the pages of three applications in Chromium: size, time, requests, accessibility; installs a Chromium where there is none',
  env: { CDK_VALIDATION: 'false' },
  receiveArgs: true,
});
report.exec(runTs('verify/report/chromium.ts'));
report.exec("jest --maxWorkers 1 --testMatch '<rootDir>/verify/report/**/*.test.ts'", { receiveArgs: true });
project.addTask('report:survey', {
  description: 'Write the page of every template below a folder, and fail where it takes half a second: npx projen report:survey FOLDER',
  env: { CDK_VALIDATION: 'false' },
  exec: runTs('verify/report/survey.ts'),
  receiveArgs: true,
});
project.addTask('evidence:update', {
  description: 'Write what the evidence has from elsewhere: ids of cdk-nag, what profiles make, what replaces a resource',
  env: { CDK_VALIDATION: 'false' },
  steps: [{ exec: runTs('tools/evidence.ts') }, { exec: 'biome check --write lib/evidence' }],
});
project.addTask('docs:check', {
  description: 'Fail where a generated page of docs/ is out of date',
  env: { CDK_VALIDATION: 'false' },
  exec: runTs('tools/docs.ts --check'),
});

const runtime = project.addTask('runtime-clients', {
  description: "Start bundles, and the examples in Python, Java and Go, in AWS's own runtime clients",
  receiveArgs: true,
});
// Apart from the project: its install script would build a native addon, which the tests replace.
runtime.exec('npm ci --ignore-scripts --no-audit --no-fund --prefix verify/runtime-clients/client');
// The SDK of durable functions needs Node.js 22, and the project runs with older ones too.
runtime.exec('npm ci --no-audit --no-fund --prefix verify/runtime-clients/node22');
runtime.exec(
  "verify/runtime-clients/node22/node_modules/node/bin/node node_modules/jest/bin/jest.js --testMatch '<rootDir>/examples/**/*.node22.ts'",
);
runtime.exec("jest --maxWorkers 1 --testMatch '<rootDir>/verify/runtime-clients/**/*.test.ts'", { receiveArgs: true });

const integ = [
  'integ-runner --directory integ --language typescript',
  '--app "node -r ts-node/register/transpile-only -r tsconfig-paths/register -r ./integ/portable-snapshot.js {filePath}"',
].join(' ');
const integEnv = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  CDK_VALIDATION: 'false',
  TS_NODE_PROJECT: 'integ/tsconfig.json',
};
const emulatorEnv = {
  CDK_VALIDATION: 'false',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};
project.addTask('demo:live', {
  description: 'Deploy examples/orders on an emulator, and show what happens to valid and to poisoned orders; needs Python 3',
  env: emulatorEnv,
  exec: runTs('verify/emulator/demo.ts'),
  receiveArgs: true,
});
project.addTask('demo:aisle', {
  description: 'Deploy examples/endless-aisle on an emulator with two partners, and show what happens to orders; needs Python 3',
  env: emulatorEnv,
  exec: runTs('verify/emulator/demo-aisle.ts'),
  receiveArgs: true,
});
project.addTask('demo:watermark', {
  description: 'Deploy examples/watermark on an emulator, and show what happens to images; needs Python 3',
  env: emulatorEnv,
  exec: runTs('verify/emulator/demo-watermark.ts'),
  receiveArgs: true,
});
project.addTask('demo:web', {
  description: 'Deploy examples/web-application on an emulator, and use its page in a browser; needs Python 3, and Chromium or Chrome',
  env: emulatorEnv,
  exec: runTs('verify/emulator/demo-web.ts'),
  receiveArgs: true,
});
const emulator = project.addTask('emulator', {
  description: 'Deploy functions on an emulator, test their failure paths, read their properties back; needs Python 3',
  env: emulatorEnv,
  receiveArgs: true,
});
emulator.exec(runTs('verify/emulator/install.ts'));
// Of examples/web-application.
emulator.exec(runTs('verify/report/chromium.ts'));
emulator.exec("jest --maxWorkers 1 --testMatch '<rootDir>/verify/emulator/**/*.test.ts'", { receiveArgs: true });
project.addTask('integ:snapshot', { description: 'Compare the integ scenarios with their snapshots, offline', env: integEnv, exec: integ });
project.addTask('ops:models', {
  description: 'Take the models of the calls that ops/ makes from botocore, for the stub of its tests; needs Python 3',
  env: emulatorEnv,
  steps: [
    { exec: runTs('verify/emulator/operations/service-model.ts') },
    { exec: 'biome format --write test/ops/stub/service-model.json' },
  ],
});

project.addTask('integ:emulator', {
  description: 'Deploy the integ scenarios on an emulator, assert and destroy, by integ-runner; needs Python 3',
  env: emulatorEnv,
  exec: runTs('verify/emulator/integ.ts'),
  receiveArgs: true,
});
project.addTask('integ:update', {
  description: 'Update the snapshots of the integ scenarios, offline',
  env: integEnv,
  exec: `${integ} --update-on-failed --dry-run --force`,
});

addWorkflows(project);
addRelease(project, runTs);

// Readers open the sources in the repository; in the package, maps would weigh as much as the code.
const libConfig = project.tryFindObjectFile('tsconfig.json');
libConfig?.addOverride('compilerOptions.inlineSourceMap', false);
libConfig?.addOverride('compilerOptions.inlineSources', false);

const testConfig = project.tryFindObjectFile('test/tsconfig.json');
testConfig?.addOverride('compilerOptions.paths', { 'cdk-hardened-lambda': ['../lib'] });
for (const folder of ['test', 'cli', 'ops', 'tools', 'integ', 'verify']) project.testTask.exec(`tsc -p ${folder}/tsconfig.json`);

// What is tested is what is compiled: the tests read the assembly and the list of packed files.
project.testTask.prependSpawn(project.compileTask);
project.testTask.prependSpawn(project.preCompileTask);

// A snapshot is its templates: what an asset holds is compared by its hash in them.
for (const ignored of [
  '.jsii.gz',
  '.jsii.tabl.json',
  'cdk.out',
  '*.tgz',
  '**/*.snapshot/asset.*',
  '**/*.snapshot/tree.json',
  'cdk-integ.out.*',
  '/.mutants',
  '/ops/build',
  '/examples/languages/java/dependency-reduced-pom.xml',
  '/examples/languages/java/target',
  '/examples/languages/dotnet/bin',
  '/examples/languages/dotnet/obj',
])
  project.gitignore.exclude(ignored);
project.gitignore.include('/api/.jsii');
// Ours are rules, not logs.
project.gitignore.include('/lib/checks/rules/logs');
project.gitignore.include('/test/checks/rules/logs');
for (const kept of [
  '/api',
  '/cdk.out',
  '/cli',
  '/docs',
  '/examples',
  '/integ',
  '/ops',
  '/tools',
  '/verify',
  '/rosetta',
  '/.ci',
  '/.mutants',
  '/biome.jsonc',
  '/ARCHITECTURE.md',
  '/CHANGELOG.md',
  '/CODE_OF_CONDUCT.md',
  '/CONTRIBUTING.md',
  '/SECURITY.md',
  '.jsii.tabl.json',
]) {
  project.npmignore?.exclude(kept);
}
project.synth();
