import { App, Stack, Validations } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { acknowledgementsOf } from '../../tools/demo/acknowledgements';
import { findingsOf, openInPromised } from '../../tools/demo/findings';

function appWithQueue(): { app: App; queue: sqs.Queue } {
  const app = new App();
  const queue = new sqs.Queue(new Stack(app, 'Shop'), 'Queue', { enforceSSL: true, encryption: sqs.QueueEncryption.SQS_MANAGED });
  return { app, queue };
}

test('an acknowledged finding is counted apart, and is not open', () => {
  const { app, queue } = appWithQueue();
  Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is the last stop.' });
  app.synth();

  const [awsSolutions, serverless] = findingsOf(app);

  expect(awsSolutions).toMatchObject({ open: [], acknowledged: [{ rule: 'AwsSolutions-SQS3', path: 'Shop/Queue/Resource' }] });
  expect(openInPromised([awsSolutions])).toEqual([]);
  expect(openInPromised([serverless])).toEqual(['Serverless-SQSRedrivePolicy at Shop/Queue/Resource']);
});

test('an acknowledgement of another rule covers nothing', () => {
  const { app, queue } = appWithQueue();
  Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS2', reason: 'Another rule.' });
  app.synth();

  expect(findingsOf(app)[0]).toMatchObject({ open: [{ rule: 'AwsSolutions-SQS3' }], acknowledged: [] });
});

test('counting does not change the acknowledgements', () => {
  const { app, queue } = appWithQueue();
  Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is the last stop.' });
  app.synth();
  findingsOf(app);

  expect(acknowledgementsOf(app)).toEqual([{ path: 'Shop/Queue', rule: 'AwsSolutions-SQS3', reason: 'It is the last stop.' }]);
});

test('packs that are not promised do not fail the demo', () => {
  const { app } = appWithQueue();
  app.synth();
  const [hipaa] = findingsOf(app).filter(({ pack }) => pack === 'HIPAA.Security');

  expect(openInPromised([{ ...hipaa, open: [{ rule: 'HIPAA.Security-Any', path: 'Shop/Queue/Resource' }] }])).toEqual([]);
});
