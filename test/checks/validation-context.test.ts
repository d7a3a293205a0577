import { App, type IPolicyValidationContext, Stack, Stage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { HardenedLambdaChecks } from '../../lib';
import { stacksOf } from '../../lib/checks/validation-context';
import { CODE } from '../harness';

/** An app with a stack whose place is known, and one in a stage whose place is not; both have the same findings. */
function synthesized() {
  const app = new App();
  const stacks = [
    new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } }),
    new Stack(new Stage(app, 'Test'), 'Shop'),
  ];
  for (const stack of stacks) {
    const queue = new sqs.Queue(stack, 'Queue');
    new lambda.Function(stack, 'Orders', CODE).addEventSourceMapping('Mapping', { eventSourceArn: queue.queueArn });
  }
  const assembly = app.synth();
  const templatePaths = assembly.stacksRecursively.map(({ templateFullPath }) => templateFullPath);
  return { app, stacks, templatePaths };
}

const contextOf = (context: object) => context as IPolicyValidationContext;
const found = (context: object) =>
  new HardenedLambdaChecks()
    .validate(contextOf(context))
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath, templatePath }) => ({ ruleName, constructPath, templatePath })),
    );

test('a CDK that does not list stacks has them in the app', () => {
  const { app, templatePaths } = synthesized();
  const [own, inStage] = templatePaths;
  expect(stacksOf(contextOf({ appConstruct: app, templatePaths }))).toEqual([
    { name: 'Shop', file: own, region: 'eu-west-1', account: '111122223333' },
    { name: 'Test/Shop', file: inStage, region: undefined, account: undefined },
  ]);
  expect(stacksOf(contextOf({ appConstruct: app, templatePaths: [inStage] })).map(({ name }) => name)).toEqual(['Test/Shop']);
});

test('and the findings are the same', () => {
  const { app, templatePaths } = synthesized();
  const stackTemplates = templatePaths.map((templatePath, index) => ({
    templatePath,
    stackConstructPath: ['Shop', 'Test/Shop'][index],
    ...(index === 0 ? { region: 'eu-west-1', accountId: '111122223333' } : {}),
  }));
  const listed = found({ appConstruct: app, templatePaths, stackTemplates });
  expect(listed.map(({ constructPath }) => constructPath)).toContain('Test/Shop/Orders/Resource');
  expect(found({ appConstruct: app, templatePaths })).toEqual(listed);
});

test('a CDK that passes template files only is refused in one sentence', () => {
  const { templatePaths } = synthesized();
  expect(() => found({ templatePaths })).toThrow(
    new Error(
      "the plugin 'HardenedLambdaChecks' must get the app from the CDK, got an aws-cdk-lib below 2.258.0, which passes template files only; " +
        'upgrade aws-cdk-lib, or call HardenedLambdaChecks.findings(stack)',
    ),
  );
});
