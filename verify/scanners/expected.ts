/** The app that has all that `strict` asks: only what no template can satisfy is left there. */
export const ONE_FUNCTION = 'one function';

/** Why a finding may stand. */
export const KINDS = {
  cannot: 'No template can satisfy it.',
  strict: 'What `standard` leaves to `strict`.',
  asked: 'The app asked for it, with its reason.',
  theirs: "Not made by the library: the app's own.",
} as const;

export interface Expected {
  readonly kind: keyof typeof KINDS;
  /** Each has to be found. */
  readonly rules: string[];
  /** Where: matched against the construct's path. */
  readonly path: RegExp;
  readonly reason: string;
}

const packs = (rule: string, ...names: string[]): string[] => names.map((name) => `${name}-${rule}`);
const HIPAA = 'HIPAA.Security';
const R4 = 'NIST.800.53.R4';
const R5 = 'NIST.800.53.R5';
const PCI = 'PCI.DSS.321';

/** A hardened function, and one that was hardened where it is. */
const FUNCTION = /(\/Default|^AdoptionInteg\/Orders)\/Resource$/;
const QUEUE = /\/((HardenedFunction)?FailureQueue|DeadLetterQueue|Queue|QueueRedrive)\/Resource$/;
const OWN_DATA = /\/(Table|CustomerOrders|Orders|Products|Seen|Shipments|Stream|Todos)\/Resource$/;

/** What is found in hardened functions, and may be. */
export const EXPECTED: Expected[] = [
  {
    kind: 'cannot',
    rules: ['sqs_dlq_check'],
    path: /\/((HardenedFunction)?FailureQueue|DeadLetterQueue|QueueRedrive|UndeliveredQueue|RefusedRequests)\/Resource$/,
    reason: 'The queue is where failed events end; an alarm is on it.',
  },
  {
    kind: 'cannot',
    rules: [
      'RESOURCE_STAR',
      'CKV_AWS_111',
      ...['AssignPrivateIpAddresses', 'CreateNetworkInterface', 'DeleteNetworkInterface', 'UnassignPrivateIpAddresses'].map(
        (action) => `InfrastructureModification[ec2:${action}]`,
      ),
    ],
    path: /\/ServicePolicy\/Policy\/Resource$/,
    reason: "Lambda's own calls for a function in a VPC; narrower ARNs kept it from deleting interfaces, and the code is denied them.",
  },
  {
    kind: 'cannot',
    rules: ['UNKNOWN_CONDITION_FOR_ACTION'],
    path: /\/NetworkInterfaceDeny\/Policy\/Resource$/,
    reason: "`lambda:SourceFunctionArn` is in no action's list of keys; it is set in every call that the code makes.",
  },
  {
    kind: 'cannot',
    rules: ['cloudwatch_alarm_action_check', ...packs('CloudWatchAlarmAction', HIPAA, R4, R5)],
    path: /\/Release\/RollbackAlarm\/Resource$/,
    reason: 'CodeDeploy asks for the state of a rollback alarm; an event rule notifies of the stopped deployment.',
  },
  {
    kind: 'cannot',
    rules: ['RESOURCE_MISMATCH'],
    path: /\/(HardenedFunctionReleases\/Role\/\w+\/Policy|Test\/ServiceRole\/(DefaultPolicy|Grants1))\/Resource$/,
    reason:
      'The data of parliament has no deployment group for reports of hooks, which the documentation of AWS SAM limits to it, and no alias.',
  },
  {
    kind: 'cannot',
    rules: ['RESOURCE_MISMATCH'],
    path: /\/(ServiceRole|DynamoDBEventSource:[^/]+\/Policy\/Policy)\/Resource$/,
    reason: 'The name of a stream is a time of day; parliament takes its colons for those of the ARN.',
  },
  {
    kind: 'cannot',
    rules: ['UNKNOWN_ACTION', 'W3037'],
    path: /^(DurableInteg|Fulfilment)\/.*(DurablePolicy\/Policy|DefaultPolicy|Grants1)\/Resource$/,
    reason: 'The data of parliament and cfn-lint does not have the actions of durable functions yet.',
  },
  {
    kind: 'cannot',
    rules: ['MISMATCHED_TYPE'],
    path: /\/ExecutionKeyPolicy\/Policy\/Resource$/,
    reason: 'The encryption context is the ARN of a function, any of its executions; parliament has a text for every encryption context.',
  },
  {
    kind: 'cannot',
    rules: ['pf-lambda-layer-cross-account-needs-permission'],
    path: /^Languages\/Python\/Default\/Resource$/,
    reason: "The layer is in AWS's account, which shares it with every other.",
  },
  {
    kind: 'strict',
    rules: ['cloudwatch_log_group_encrypted_check', 'CKV_AWS_158', ...packs('CloudWatchLogGroupEncrypted', HIPAA, R4, R5, PCI)],
    path: /\/(LogGroup|AccessLogs)\/Resource$/,
    reason: 'CloudWatch Logs encrypts by itself; a customer-managed key costs 1 USD a month.',
  },
  {
    kind: 'strict',
    rules: ['CKV_AWS_26', ...packs('SNSEncryptedKMS', HIPAA, R4, R5, PCI)],
    path: /\/HardenedFunctionAlarms\/Resource$/,
    reason: 'The topic carries names and states of alarms; a customer-managed key costs 1 USD a month.',
  },
  {
    kind: 'strict',
    rules: ['CKV_AWS_27'],
    path: QUEUE,
    reason: 'Encrypted by a key that SQS manages, which does not count here.',
  },
  {
    kind: 'strict',
    rules: ['CKV_AWS_119', 'dynamodb_table_encrypted_kms_check'],
    path: /\/HardenedFunctionIdempotencyTable\/Resource$/,
    reason: 'Encrypted by a key that DynamoDB owns, which does not count here; a customer-managed key costs 1 USD a month.',
  },
  {
    kind: 'strict',
    rules: packs('DynamoDBInBackupPlan', HIPAA, R4, R5),
    path: /\/HardenedFunctionIdempotencyTable\/Resource$/,
    reason: 'What it keeps expires within days; a copy of yesterday would let events through a second time.',
  },
  {
    kind: 'strict',
    rules: ['CKV_AWS_173'],
    path: FUNCTION,
    reason: 'Lambda encrypts the environment with an AWS managed key, which does not count here; secrets do not belong there.',
  },
  {
    kind: 'strict',
    rules: ['lambda_inside_vpc_check', 'CKV_AWS_117', ...packs('LambdaInsideVPC', HIPAA, R4, R5, PCI)],
    path: FUNCTION,
    reason: 'A VPC is worth its price where something in it is to be reached.',
  },
  {
    kind: 'strict',
    rules: packs('LambdaConcurrency', HIPAA, R5),
    path: FUNCTION,
    reason: 'Reserved concurrency is taken from all other functions of the account.',
  },
  {
    kind: 'strict',
    rules: ['CKV_AWS_116', ...packs('LambdaDLQ', HIPAA, R5)],
    path: FUNCTION,
    reason: 'Failed events go to a destination, which keeps why they failed too; the rules know dead-letter queues only.',
  },
  {
    kind: 'strict',
    rules: packs('IAMNoInlinePolicy', HIPAA, R4, R5, PCI),
    path: /(Policy|ServiceRole)\/Resource$/,
    reason:
      'An inline policy is deleted with its role, and counts against no quota of the account; what Lambda needs is in the role itself.',
  },
  {
    kind: 'asked',
    rules: ['cloudwatch_alarm_action_check', ...packs('CloudWatchAlarmAction', HIPAA, R4, R5)],
    path: /^\w+Integ\/((Orders|Test|Queued|Reads|Http|Rest|HardenedFunctionFailureQueue)\/.*Alarms\/\w+|HardenedFunctionFailedEvents\d\/Default|HardenedFunctionVersionPruner\/Errors|Fleet\/\w+)\/Resource$/,
    reason: '`AlarmActions.none`: a scenario has no alarm actions, so nobody is notified.',
  },
  {
    kind: 'asked',
    rules: [
      ...['lambda_inside_vpc_check', 'CKV_AWS_115', 'CKV_AWS_116', 'CKV_AWS_117'],
      ...packs('LambdaConcurrency', HIPAA, R5),
      ...packs('LambdaDLQ', HIPAA, R5),
      ...packs('LambdaInsideVPC', HIPAA, R4, R5, PCI),
    ],
    path: /\/HardenedFunctionVersionPruner\/Function\/Resource$/,
    reason: '`pruning` of a release: it runs once a day, calls AWS alone, and does what an earlier run missed.',
  },
  {
    kind: 'asked',
    rules: [
      ...['RESOURCE_STAR', 'CKV_AWS_111', 'CKV_AWS_116', 'CKV_AWS_158', 'CKV_AWS_27', 'cloudwatch_log_group_encrypted_check'],
      ...packs('IAMNoInlinePolicy', HIPAA, R4, R5, PCI),
      ...packs('CloudWatchLogGroupEncrypted', HIPAA, R4, R5, PCI),
      ...packs('LambdaDLQ', HIPAA, R5),
      ...['AssignPrivateIpAddresses', 'CreateNetworkInterface', 'DeleteNetworkInterface', 'UnassignPrivateIpAddresses'].map(
        (action) => `InfrastructureModification[ec2:${action}]`,
      ),
    ],
    path: /^FleetAlarmsInteg\/(Orders|HardenedFunctionFailureQueue)\//,
    reason: 'The function of the scenario has `HardeningProfile.lean()`, also where the app has `strict`.',
  },
  {
    kind: 'asked',
    rules: ['CKV_AWS_59', 'api_gw_v2_authorization_type_configured_check'],
    path: /^FrontsInteg\/(Http\/GET--health|Rest\/Default\/health\/GET)\/Resource$/,
    reason: '`PublicAccess.allowed`: a status page calls the route.',
  },
  {
    kind: 'asked',
    rules: ['CKV_AWS_68', ...packs('APIGWAssociatedWithWAF', R5, PCI)],
    path: /^FrontsInteg\/(Site|Rest\/DeploymentStage\.prod)\/Resource$/,
    reason: '`FrontWaiver.webAcl`: the scenario has no web ACL.',
  },
  {
    kind: 'cannot',
    rules: ['api_gw_v1_execution_logging_enabled_check', ...packs('APIGWExecutionLoggingEnabled', HIPAA, R4, R5, PCI)],
    path: /^FrontsInteg\/Rest\/DeploymentStage\.prod\/Resource$/,
    reason:
      'API Gateway makes the log group of execution logs itself, and it keeps them forever; the access logs have the status and the error of each request.',
  },
  {
    kind: 'cannot',
    rules: packs('APIGWSSLEnabled', HIPAA, R5, PCI),
    path: /^FrontsInteg\/Rest\/DeploymentStage\.prod\/Resource$/,
    reason: 'A client certificate is for HTTP backends; functions are invoked with a permission.',
  },
  {
    kind: 'theirs',
    rules: ['CKV_AWS_120', ...packs('APIGWCacheEnabledAndEncrypted', HIPAA, R4, R5, PCI)],
    path: /^FrontsInteg\/Rest\/DeploymentStage\.prod\/Resource$/,
    reason: 'What may be cached, and for how long, is for those who know the answers.',
  },
  {
    kind: 'asked',
    rules: ['CKV_AWS_115'],
    path: FUNCTION,
    reason:
      'Reserved concurrency is taken from all other functions of the account; `strict` asks for it, or for `Waiver.reservedConcurrency`.',
  },
  {
    kind: 'theirs',
    rules: [
      ...['dynamodb_table_encrypted_kms_check', 'dynamodb_table_pitr_enabled_check', 'kinesis_stream_encrypted_check'],
      ...['CKV_AWS_119', 'CKV_AWS_28', 'CKV_AWS_43', 'AwsSolutions-DDB3', 'AwsSolutions-KDS3'],
      ...packs('DynamoDBAutoScalingEnabled', HIPAA, R4, R5),
      ...packs('DynamoDBInBackupPlan', HIPAA, R4, R5),
      ...packs('DynamoDBPITREnabled', HIPAA, R4, R5),
    ],
    path: OWN_DATA,
    reason: 'How tables and streams are encrypted, scaled and backed up is for those who own the data.',
  },
  {
    kind: 'theirs',
    rules: ['lambda_inside_vpc_check', 'CKV_AWS_115', 'CKV_AWS_117', ...packs('LambdaInsideVPC', HIPAA, R4, R5, PCI)],
    path: /^AdoptionInteg\/Orders\/Resource$/,
    reason: 'Where a function of the app runs, and how much concurrency it has, stays as it is when it is hardened.',
  },
  {
    kind: 'cannot',
    rules: ['Serverless-LambdaAsyncFailureDestination'],
    path: /^AdoptionInteg\/Orders\/EventInvokeConfig\/Resource$/,
    reason: 'With `strict` the dead-letter queue keeps failed events; the rule knows destinations only.',
  },
  {
    kind: 'theirs',
    rules: ['CKV_AWS_27'],
    path: /\/(UndeliveredQueue|Carrier\/(Refused)?Requests)\/Resource$/,
    reason: 'Encrypted by a key that SQS manages, which does not count here.',
  },
  {
    kind: 'theirs',
    rules: ['AwsSolutions-IAM5[Resource::<OrdersA9B65338.Arn>:*]', 'AwsSolutions-IAM5[Resource::<FulfilmentB5B164CA.Arn>:*]'],
    path: /^(DurableInteg\/Operator|Fulfilment\/Carrier\/Answers\/ServiceRole)\/(DefaultPolicy|Grants1)\/Resource$/,
    reason: 'What the app grants to operators and to the carrier: every version of the function and its executions.',
  },
  {
    kind: 'theirs',
    rules: packs('IAMNoInlinePolicy', HIPAA, R4, R5, PCI),
    path: /^DurableInteg\/Operator\/DefaultPolicy\/Resource$/,
    reason: "The role of operators is the app's own; the CDK gives it inline policies.",
  },
  {
    kind: 'theirs',
    rules: ['Serverless-EventBusDLQ'],
    path: /^DurableInteg\/OrderPlaced\/Resource$/,
    reason: "The rule is the app's own.",
  },
  {
    kind: 'theirs',
    rules: ['AwsSolutions-L1', 'Serverless-LambdaLatestVersion'],
    path: /^Languages\/Python\/Default\/Resource$/,
    reason: 'The example stays with the version of Python that its layer is numbered for.',
  },
  {
    kind: 'cannot',
    rules: ['lambda_function_public_access_prohibited_check'],
    path: /^((Watermark\/Images|FrontsInteg\/Site)\/Origin1\/Invoke(FromApi|FunctionFromCloudFront)For\w+|(WebApplication\/Api|FrontsInteg\/Http)\/.*Permission|FrontsInteg\/Rest\/.*\/ApiPermission\.[^/]+)$/,
    reason: 'CloudFront and API Gateway call for anyone; each permission names the distribution, or the stage and the route.',
  },
  {
    kind: 'cannot',
    rules: ['pf-wafv2-scope-region'],
    path: /^Watermark\/RateLimit\/Acl$/,
    reason: 'The stack is in us-east-1, which its template does not name.',
  },
  {
    kind: 'theirs',
    rules: ['CKV_AWS_192', ...packs('WAFv2LoggingEnabled', HIPAA, R4, R5, PCI)],
    path: /^Watermark\/RateLimit\/Acl$/,
    reason: 'The web ACL limits rates and nothing else; its metrics and the logs of the distribution show what it blocks.',
  },
  {
    kind: 'theirs',
    rules: [
      'CKV_AWS_174',
      ...['custom_ssl_certificate', 'origin_failover_enabled', 'security_policy', 'sni_enabled'].map((rule) => `cloudfront_${rule}_check`),
    ],
    path: /^(Watermark\/Images|WebApplication\/Site\/Distribution|FrontsInteg\/Site)\/Resource$/,
    reason: 'The examples have no domain name, which the certificate and the version of TLS depend on, and one origin.',
  },
  {
    kind: 'theirs',
    rules: ['cloudfront_default_root_object_configured_check'],
    path: /^(Watermark\/Images|FrontsInteg\/Site)\/Resource$/,
    reason: 'It has images or orders, and no page.',
  },
  {
    kind: 'theirs',
    rules: ['CKV_AWS_68'],
    path: /^WebApplication\/Site\/Distribution\/Resource$/,
    reason: 'The files are public, and the API has an authorizer and throttles; its README says when a web ACL is worth its price.',
  },
  {
    kind: 'theirs',
    rules: [
      ...['default_encryption_kms', 'object_lock_enabled'].map((rule) => `s3_bucket_${rule}_check`),
      's3_event_notifications_enabled_check',
      ...packs('S3BucketDefaultLockEnabled', R4),
      ...packs('S3BucketReplicationEnabled', HIPAA, R4, R5, PCI),
      ...packs('S3DefaultEncryptionKMS', HIPAA, R5, PCI),
    ],
    path: /^(Watermark\/(Images)?Logs|Watermark\/(Originals|Marked)|WebApplication\/Site\/(Files|Logs)|FrontsInteg\/SiteLogs)\/Resource$/,
    reason: 'How objects are locked, copied, announced and encrypted is for those who own them; S3 encrypts by itself.',
  },
  {
    kind: 'theirs',
    rules: [
      ...['CKV_AWS_18', 'CKV_AWS_21', 's3_bucket_logging_enabled_check', 's3_bucket_versioning_enabled_check'],
      ...packs('S3BucketLoggingEnabled', HIPAA, R4, R5, PCI),
      ...packs('S3BucketVersioningEnabled', HIPAA, R4, R5, PCI),
    ],
    path: /^(Watermark\/(Images)?Logs|WebApplication\/Site\/Logs|FrontsInteg\/SiteLogs)\/Resource$/,
    reason: 'Access logs are written once; logs of their bucket would be written for each of them.',
  },
];
