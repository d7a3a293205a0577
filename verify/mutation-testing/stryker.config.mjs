const { MUTANTS_FOLDER: folder, MUTANTS_TESTS: tests } = process.env;

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    configFile: 'verify/mutation-testing/jest.config.json',
    config: { testMatch: [`<rootDir>/test/${tests}`] },
  },
  mutate: [`lib/${folder}/**/*.ts`, '!lib/checks/example-*.ts'],
  plugins: [
    '@stryker-mutator/*',
    './verify/mutation-testing/ignore-examples.mjs',
    './verify/mutation-testing/draw.mjs',
    './verify/mutation-testing/survivors-as-found.mjs',
  ],
  ignorers: ['examples', 'draw'],
  coverageAnalysis: 'perTest',
  // They are in force before the first test: each would take all tests, in a process of its own.
  ignoreStatic: true,
  disableTypeChecks: false,
  checkers: [],
  concurrency: Number(process.env.MUTANTS_CONCURRENCY ?? 2),
  // Longer than a test takes on a busy machine: what ends by the time limit counts as noticed.
  timeoutMS: 60_000,
  // All tests, on a busy machine.
  dryRunTimeoutMinutes: 30,
  // What the tests of a mutant leave in the shared CDK adds up: a process with a full heap does little but collect garbage.
  maxTestRunnerReuse: 40,
  testRunnerNodeArgs: ['--max-semi-space-size=64'],
  incremental: true,
  incrementalFile: `.mutants/incremental/${folder}.json`,
  tempDirName: '.mutants/sandbox',
  cleanTempDir: 'always',
  ignorePatterns: ['.*', '/api', '/build', '/dist', '**/cdk.out', '**/target'],
  reporters: ['json', 'progress-append-only', 'survivors-as-found'],
  jsonReporter: { fileName: `.mutants/${folder}.json` },
  allowEmpty: true,
};
