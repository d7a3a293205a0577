/** Properties that the emulator's CloudFormation ignores: the template sets them, the service does not return them. */
export const DROPPED: readonly string[] = [
  'AWS::Lambda::EventSourceMapping Tags',
  'AWS::Lambda::Function DeadLetterConfig',
  'AWS::Lambda::Function KmsKeyArn',
  'AWS::Lambda::Function ReservedConcurrentExecutions',
  'AWS::Lambda::Function VpcConfig',
  'AWS::SNS::Topic KmsMasterKeyId',
];
