import { github, type Project } from 'projen';

export const NODE_VERSION = '24';
const RUNNER = ['ubuntu-latest'];
const { JobPermission } = github.workflows;

/** What `.ci/run` needs, and does not install by itself; the versions of actions are those that projen takes for the release. */
const TOOLS: github.workflows.JobStep[] = [
  // With the history, from which the notes of the next release are made.
  { ...github.WorkflowSteps.checkout(), with: { 'persist-credentials': false, 'fetch-depth': 0 } },
  { name: 'Node.js', uses: 'actions/setup-node@v7.0.0', with: { 'node-version': NODE_VERSION, 'package-manager-cache': false } },
  { name: 'Java', uses: 'actions/setup-java@v6.0.0', with: { distribution: 'temurin', 'java-version': '17' } },
  { name: 'Python', uses: 'actions/setup-python@v7.0.0', with: { 'python-version': '3.12' } },
  { name: 'Go', uses: 'actions/setup-go@v7.0.0', with: { 'go-version': 'stable', cache: false } },
];

/** Whatever has to hold, of every pull request and of what was merged. */
function build(gh: github.GitHub): void {
  const workflow = gh.addWorkflow('build');
  workflow.on({ pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} });
  workflow.addJob('ci', job(60, 'bash .ci/run'));
}

/** What takes too long for a pull request, or changes without one. */
function scheduled(gh: github.GitHub): void {
  const workflow = gh.addWorkflow('scheduled');
  workflow.on({ schedule: [{ cron: '17 3 * * 1' }], workflowDispatch: {} });
  workflow.addJob('mutation-testing', job(350, 'npm ci', 'MUTANTS_CONCURRENCY=4 npx projen mutation-testing'));
  workflow.addJob(
    'scanners',
    job(
      30,
      'npm ci',
      'npm install --no-save cdk-nag@latest cdk-preflight@latest @cdklabs/cdk-validator-cfnguard@latest',
      'npx projen scanners --newest',
    ),
  );
}

function job(timeoutMinutes: number, ...commands: string[]): github.workflows.Job {
  return {
    runsOn: RUNNER,
    timeoutMinutes,
    permissions: { contents: JobPermission.READ },
    env: { CI: 'true' },
    steps: [...TOOLS, ...commands.map((run) => ({ run }))],
  };
}

/** The workflows beside the release, which projen writes by itself. */
export function addWorkflows(project: Project): void {
  const gh = github.GitHub.of(project);
  if (!gh) throw new Error('workflows need the component for GitHub');
  build(gh);
  scheduled(gh);
}
