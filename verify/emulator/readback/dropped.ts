/** What the emulator's CloudFormation forgets, by type and property: the template says it, and the service does not. */
export const DROPPED: readonly string[] = [
  'AWS::Lambda::EventSourceMapping MetricsConfig',
  'AWS::Lambda::EventSourceMapping Tags',
  'AWS::Lambda::Function DeadLetterConfig',
  'AWS::Lambda::Function KmsKeyArn',
  'AWS::Lambda::Function ReservedConcurrentExecutions',
  'AWS::Lambda::Function VpcConfig',
  'AWS::SNS::Topic KmsMasterKeyId',
];
