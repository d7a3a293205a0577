/** The ids of cdk-nag's rules in its packs, from cdk-nag 3.0.2. @internal */
export const NAG_IDS: Readonly<Record<string, readonly string[]>> = {
  CloudWatchAlarmAction: [
    'HIPAA.Security-CloudWatchAlarmAction',
    'NIST.800.53.R4-CloudWatchAlarmAction',
    'NIST.800.53.R5-CloudWatchAlarmAction',
  ],
  CloudWatchLogGroupEncrypted: [
    'HIPAA.Security-CloudWatchLogGroupEncrypted',
    'NIST.800.53.R4-CloudWatchLogGroupEncrypted',
    'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
    'PCI.DSS.321-CloudWatchLogGroupEncrypted',
  ],
  CloudWatchLogGroupRetentionPeriod: [
    'HIPAA.Security-CloudWatchLogGroupRetentionPeriod',
    'NIST.800.53.R4-CloudWatchLogGroupRetentionPeriod',
    'NIST.800.53.R5-CloudWatchLogGroupRetentionPeriod',
    'PCI.DSS.321-CloudWatchLogGroupRetentionPeriod',
    'Serverless-CloudWatchLogGroupRetentionPeriod',
  ],
  DynamoDBPITREnabled: [
    'AwsSolutions-DDB3',
    'HIPAA.Security-DynamoDBPITREnabled',
    'NIST.800.53.R4-DynamoDBPITREnabled',
    'NIST.800.53.R5-DynamoDBPITREnabled',
  ],
  EventBusDLQ: ['Serverless-EventBusDLQ'],
  IAMNoInlinePolicy: [
    'HIPAA.Security-IAMNoInlinePolicy',
    'NIST.800.53.R4-IAMNoInlinePolicy',
    'NIST.800.53.R5-IAMNoInlinePolicy',
    'PCI.DSS.321-IAMNoInlinePolicy',
  ],
  IAMNoManagedPolicies: ['AwsSolutions-IAM4'],
  IAMNoWildcardPermissions: ['AwsSolutions-IAM5'],
  IAMPolicyNoStatementsWithAdminAccess: [
    'HIPAA.Security-IAMPolicyNoStatementsWithAdminAccess',
    'NIST.800.53.R4-IAMPolicyNoStatementsWithAdminAccess',
    'NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess',
    'PCI.DSS.321-IAMPolicyNoStatementsWithAdminAccess',
  ],
  IAMPolicyNoStatementsWithFullAccess: [
    'HIPAA.Security-IAMPolicyNoStatementsWithFullAccess',
    'NIST.800.53.R5-IAMPolicyNoStatementsWithFullAccess',
    'PCI.DSS.321-IAMPolicyNoStatementsWithFullAccess',
  ],
  KMSBackingKeyRotationEnabled: [
    'AwsSolutions-KMS5',
    'NIST.800.53.R4-KMSBackingKeyRotationEnabled',
    'NIST.800.53.R5-KMSBackingKeyRotationEnabled',
    'PCI.DSS.321-KMSBackingKeyRotationEnabled',
  ],
  LambdaAsyncFailureDestination: ['Serverless-LambdaAsyncFailureDestination'],
  LambdaConcurrency: ['HIPAA.Security-LambdaConcurrency', 'NIST.800.53.R5-LambdaConcurrency'],
  LambdaDefaultMemorySize: ['Serverless-LambdaDefaultMemorySize'],
  LambdaDefaultTimeout: ['Serverless-LambdaDefaultTimeout'],
  LambdaDLQ: ['HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ', 'Serverless-LambdaDLQ'],
  LambdaEventSourceMappingDestination: ['Serverless-LambdaEventSourceMappingDestination'],
  LambdaFunctionPublicAccessProhibited: [
    'HIPAA.Security-LambdaFunctionPublicAccessProhibited',
    'NIST.800.53.R4-LambdaFunctionPublicAccessProhibited',
    'NIST.800.53.R5-LambdaFunctionPublicAccessProhibited',
    'PCI.DSS.321-LambdaFunctionPublicAccessProhibited',
  ],
  LambdaInsideVPC: [
    'HIPAA.Security-LambdaInsideVPC',
    'NIST.800.53.R4-LambdaInsideVPC',
    'NIST.800.53.R5-LambdaInsideVPC',
    'PCI.DSS.321-LambdaInsideVPC',
  ],
  LambdaLatestVersion: ['AwsSolutions-L1', 'Serverless-LambdaLatestVersion'],
  LambdaStarPermissions: ['Serverless-LambdaStarPermissions'],
  LambdaTracing: ['Serverless-LambdaTracing'],
  SNSEncryptedKMS: [
    'HIPAA.Security-SNSEncryptedKMS',
    'NIST.800.53.R4-SNSEncryptedKMS',
    'NIST.800.53.R5-SNSEncryptedKMS',
    'PCI.DSS.321-SNSEncryptedKMS',
  ],
  SNSRedrivePolicy: ['Serverless-SNSRedrivePolicy'],
  SNSTopicSSLPublishOnly: ['AwsSolutions-SNS3'],
  SQSQueueDLQ: ['AwsSolutions-SQS3'],
  SQSQueueSSE: ['AwsSolutions-SQS2'],
  SQSQueueSSLRequestsOnly: ['AwsSolutions-SQS4'],
  SQSRedrivePolicy: ['Serverless-SQSRedrivePolicy'],
};

/** The version of cdk-nag that the ids are from. @internal */
export const NAG_VERSION = '3.0.2';
