import { arn, ref, resource } from '../../../lib/checks/rules/examples/parts';
import { modelOf } from '../model-of';

const NEW = { Event: 's3:ObjectCreated:*', Function: arn('Orders') };
const bucket = (NotificationConfiguration: unknown) => resource('AWS::S3::Bucket', { NotificationConfiguration });
const propertiesOf = (model: ReturnType<typeof modelOf>) => model.notifications.map(({ property }) => property);

test('a notification is named by its place, also behind one that only a deployment knows', () => {
  const only = { 'Fn::If': ['IsProduction', NEW, ref('AWS::NoValue')] };
  expect(propertiesOf(modelOf({ Bucket: bucket({ LambdaConfigurations: [only, NEW] }) }))).toContain(
    'NotificationConfiguration.LambdaConfigurations.1.Function',
  );
  expect(propertiesOf(modelOf({ Bucket: bucket({ LambdaConfigurations: [ref('Other'), NEW] }) }))).toEqual([
    'NotificationConfiguration.LambdaConfigurations.1.Function',
  ]);
});

test('a bucket without notifications has none', () => expect(propertiesOf(modelOf({ Bucket: resource('AWS::S3::Bucket') }))).toEqual([]));

test("the CDK's resource is read where its bucket is of the templates", () => {
  const notifications = (BucketName: unknown) =>
    modelOf({
      Bucket: resource('AWS::S3::Bucket'),
      Notifications: resource('Custom::S3BucketNotifications', {
        BucketName,
        NotificationConfiguration: {
          LambdaFunctionConfigurations: [{ Events: ['s3:ObjectCreated:*'], LambdaFunctionArn: arn('Orders') }],
        },
      }),
    });
  expect(propertiesOf(notifications(ref('Bucket')))).toEqual([
    'NotificationConfiguration.LambdaFunctionConfigurations.0.LambdaFunctionArn',
  ]);
  expect(propertiesOf(notifications('elsewhere'))).toEqual([]);
});
