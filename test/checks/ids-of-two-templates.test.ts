import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { HardenedLambdaChecks } from '../../lib';
import { orders, stackOf } from '../harness';

/* A class that is used in two stacks gives its resources the same logical ids in both: a message has to name the stack. */

function messages(second: string): string[] {
  const app = new App();
  const [shop, bills] = [stackOf(app, 'Shop'), stackOf(app, 'Bills')];
  const role = new iam.Role(shop, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const topic = new sns.Topic(shop, 'Topic');
  topic.addSubscription(new subscriptions.LambdaSubscription(orders(shop, { role }, 'Fn')));
  topic.grantPublish(orders(bills, { role }, second));
  return HardenedLambdaChecks.findings(shop).map(({ ruleId, message }) => `${ruleId.replace(/^.*::/, '')}: ${message}`);
}

test('a message that names resources of two stacks with one id names the stacks', () => {
  const [shared] = messages('Fn').filter((message) => message.startsWith('RoleShared'));
  expect(shared).toMatch(/got 2: Fn[0-9A-F]{8} \(Shop\), Fn[0-9A-F]{8} \(Bills\)$/);
});

test('ids that one template has alone stay as they are', () => {
  const [shared] = messages('Other').filter((message) => message.startsWith('RoleShared'));
  expect(shared).toMatch(/got 2: Fn[0-9A-F]{8}, Other[0-9A-F]{8}$/);
});
