import { type awscdk, github } from 'projen';
import { NODE_VERSION } from './workflows';

const PULL_REQUEST = `## What changes for users

<!-- What was wrong or missing, and what happens now. An issue number if there is one. -->

## How it is proved

<!-- The test that fails without the change. Break the claim once on purpose, and see the test fail. -->

## Before you ask for a review

- [ ] \`npm test\` passes
- [ ] the title follows [Conventional Commits](https://www.conventionalcommits.org): it becomes a line of the release notes
- [ ] a breaking change has a footer \`BREAKING CHANGE:\` that says what to do ([what is breaking](https://github.com/cdk-hardened-lambda/cdk-hardened-lambda/blob/main/docs/stability.md))
- [ ] texts use the terms of AWS; errors read \`'prop' must X, got Y; fix\`
- [ ] generated files were written by their tasks, not by hand ([CONTRIBUTING](https://github.com/cdk-hardened-lambda/cdk-hardened-lambda/blob/main/CONTRIBUTING.md))

By submitting this pull request, I confirm that my contribution is made under the terms of the Apache-2.0 license.`;

const { JobPermission } = github.workflows;

/** What a release is made of beside projen's own: checks that publish nothing, notes that are kept, examples in each language. */
export function addRelease(project: awscdk.AwsCdkConstructLibrary, runTs: (file: string) => string): void {
  project.addDevDeps('publint@0.3.25', '@arethetypeswrong/cli@0.18.5', 'fast-xml-parser@5.12.1');
  translateExamples(project);

  const dryRelease = project.addTask('release:dry', {
    description:
      'Package for npm, PyPI, Maven, Go and NuGet, check what the registries and Construct Hub require, publish nothing; needs Python 3, Java 17, Maven and Go',
    receiveArgs: true,
  });
  dryRelease.spawn(project.preCompileTask);
  dryRelease.spawn(project.compileTask);
  dryRelease.exec(runTs('verify/release/main.ts'), { receiveArgs: true });

  project.addTask('notice', {
    description: 'Write NOTICE: the licenses of the packages that are bundled into the command line',
    exec: runTs('verify/release/notice.ts'),
  });
  project.addTask('changelog', {
    description: 'Add the notes of a release, dist/changelog.md, to CHANGELOG.md',
    exec: runTs('verify/release/changelog.ts'),
  });
  project.packageTask.exec(runTs('tools/pack-ops.ts'));
  project.release?.addJobs({ release_npm_ops: operationsJob(), changelog: changelogJob() });
  github.GitHub.of(project)?.addPullRequestTemplate(...PULL_REQUEST.split('\n'));
}

/** The README and the docstrings of a package have their examples in its language. By default they are left in TypeScript. */
function translateExamples(project: awscdk.AwsCdkConstructLibrary): void {
  for (const language of ['python', 'java', 'dotnet', 'go']) {
    const task = project.tasks.tryFind(`package:${language}`);
    task?.reset(`jsii-pacmak -v --target ${language} --rosetta-unknown-snippets translate`, { receiveArgs: true });
  }
}

const expression = (text: string): string => `\${{ ${text} }}`;

const NODE = { uses: 'actions/setup-node@v7.0.0', with: { 'node-version': NODE_VERSION, 'package-manager-cache': false } };
const DIST = github.WorkflowSteps.downloadArtifact({
  with: { path: 'dist', artifactIds: [expression('needs.release.outputs.artifact_id')] },
});
/** As of the jobs that projen makes: what was tagged or is no longer the newest is not published. */
const IS_NEW = "needs.release.outputs.tag_exists != 'true' && needs.release.outputs.latest_commit == github.sha";

/** projen publishes one package to npm. This is the other, as projen would do it. */
function operationsJob(): github.workflows.Job {
  return {
    name: 'Publish the operations package to npm',
    needs: ['release'],
    if: IS_NEW,
    runsOn: ['ubuntu-latest'],
    permissions: { idToken: JobPermission.WRITE, contents: JobPermission.READ },
    steps: [
      NODE,
      DIST,
      {
        name: 'Release',
        env: {
          NPM_DIST_TAG: 'latest',
          NPM_CONFIG_PROVENANCE: 'true',
          NPM_TRUSTED_PUBLISHER: 'true',
          PUBLIB_DRYRUN: expression('inputs.dry_run'),
        },
        run: "npx '-p' 'publib@latest' 'publib-npm' dist/ops",
      },
    ],
  };
}

/** Opens a pull request, since nothing is pushed to the branch past its checks. */
function changelogJob(): github.workflows.Job {
  return {
    name: 'Add the notes to CHANGELOG.md',
    needs: ['release', 'release_github'],
    if: `!inputs.dry_run && ${IS_NEW}`,
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.WRITE, pullRequests: JobPermission.WRITE },
    steps: [
      github.WorkflowSteps.checkout(),
      NODE,
      { run: 'npm ci' },
      DIST,
      github.WorkflowSteps.setupGitIdentity({
        gitIdentity: { name: 'github-actions[bot]', email: '41898282+github-actions[bot]@users.noreply.github.com' },
      }),
      {
        name: 'Pull request',
        env: { GH_TOKEN: expression('secrets.GITHUB_TOKEN') },
        run: [
          'npx projen changelog',
          'tag=$(cat dist/releasetag.txt)',
          'git switch -c "changelog/$tag"',
          'git commit -m "docs: the notes of $tag" CHANGELOG.md',
          'git push origin "changelog/$tag"',
          'gh pr create --title "docs: the notes of $tag" --body "Written by the workflow release."',
        ].join('\n'),
      },
    ],
  };
}
