import type { Rule } from '../../rule';
import { API_GATEWAY_TIMEOUT } from './api-gateway-timeout';
import { API_ROUTE_WITHOUT_AUTHORIZER } from './api-route-without-authorizer';
import { BUCKET_EVENTS_DISABLED } from './bucket-events-disabled';
import { CALLER_TIMEOUT } from './caller-timeout';
import { DURABLE_MAPPING_TIMEOUT } from './durable-mapping-timeout';
import { DURABLE_ON_LATEST } from './durable-on-latest';
import { DURABLE_SYNCHRONOUS_CALLER } from './durable-synchronous-caller';
import { DURABLE_UNQUALIFIED } from './durable-unqualified';
import { FIFO_TOPIC_TO_FUNCTION } from './fifo-topic-to-function';
import { FUNCTION_URL_CORS_CREDENTIALS } from './function-url-cors-credentials';
import { FUNCTION_URL_PERMISSION } from './function-url-permission';
import { FUNCTION_URL_WITHOUT_LIMIT } from './function-url-without-limit';
import { PERMISSION_FOR_ANYONE } from './permission-for-anyone';
import { PERMISSION_WITHOUT_SOURCE_ACCOUNT } from './permission-without-source-account';
import { SCHEDULE_DEAD_LETTER_ACCESS } from './schedule-dead-letter-access';
import { SCHEDULE_OVERLAPS } from './schedule-overlaps';
import { SCHEDULE_ROLE_MISSING_INVOKE_ACCESS } from './schedule-role-missing-invoke-access';
import { TARGET_POLICY_BLOCKS_SENDER } from './target-policy-blocks-sender';
import { TRIGGER_QUALIFIER } from './trigger-qualifier';
import { TRIGGER_WITHOUT_DEAD_LETTERS } from './trigger-without-dead-letters';
import { TRIGGER_WITHOUT_PERMISSION } from './trigger-without-permission';

/** What invokes functions, their permissions, and how long it waits. @internal */
export const TRIGGER_RULES: readonly Rule[] = [
  TRIGGER_QUALIFIER,
  TRIGGER_WITHOUT_PERMISSION,
  SCHEDULE_ROLE_MISSING_INVOKE_ACCESS,
  PERMISSION_FOR_ANYONE,
  PERMISSION_WITHOUT_SOURCE_ACCOUNT,
  TARGET_POLICY_BLOCKS_SENDER,
  TRIGGER_WITHOUT_DEAD_LETTERS,
  SCHEDULE_OVERLAPS,
  API_GATEWAY_TIMEOUT,
  DURABLE_UNQUALIFIED,
  DURABLE_MAPPING_TIMEOUT,
  DURABLE_ON_LATEST,
  DURABLE_SYNCHRONOUS_CALLER,
  FIFO_TOPIC_TO_FUNCTION,
  SCHEDULE_DEAD_LETTER_ACCESS,
  CALLER_TIMEOUT,
  BUCKET_EVENTS_DISABLED,
  FUNCTION_URL_PERMISSION,
  FUNCTION_URL_WITHOUT_LIMIT,
  FUNCTION_URL_CORS_CREDENTIALS,
  API_ROUTE_WITHOUT_AUTHORIZER,
];
