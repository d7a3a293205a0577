import type { ApplicationModel } from '../../template-model/application-model';
import type { LambdaFunction } from '../../template-model/functions/lambda-function';
import { isFields, type Value } from '../../template-model/resource';
import { spelled } from '../called';
import { maxAgeOf, plural, retriesOf, spell } from '../words';
import { chosenBy, type Noted } from './chosen-by';

/** A setting of a function, and why it has that value. @internal */
export interface Setting {
  readonly name: string;
  /** The property of the template. */
  readonly property: string;
  readonly value: string;
  readonly why: string;
  /** Who has chosen it. */
  readonly from: string;
}

interface Kind {
  readonly name: string;
  readonly property: string;
  readonly read: (value: Value) => string;
  /** What holds where the template sets none; absent where the setting is not spelled then. */
  readonly otherwise?: string;
  /** The options of this library that choose it, where a scope or a profile may. */
  readonly options?: readonly string[];
  readonly why: string;
}

const text = (value: Value): string => spelled(value);
const withUnit = (unit: string) => (value: Value) => (typeof value === 'number' ? `${value} ${unit}` : spelled(value));
const time = (value: Value): string => (typeof value === 'number' ? spell(value) : spelled(value));
const count = (one: string) => (value: Value) => (Array.isArray(value) ? plural(value.length, one) : spelled(value));
const names = (value: Value): string => (isFields(value) ? Object.keys(value).join(', ') : 'known after deployment');

const KINDS: readonly Kind[] = [
  {
    name: 'Runtime',
    property: 'Runtime',
    read: text,
    otherwise: 'of the container image',
    why: 'A fixed version: an update is a change of the code.',
  },
  {
    name: 'Architecture',
    property: 'Architectures.0',
    options: ['architecture'],
    read: text,
    otherwise: 'x86_64',
    why: 'arm64 costs a fifth less per GB-second than x86_64.',
  },
  {
    name: 'Memory',
    property: 'MemorySize',
    options: ['memorySize'],
    read: withUnit('MB'),
    otherwise: '128 MB',
    why: 'CPU grows with memory; 128 MB fits only the simplest functions.',
  },
  {
    name: 'Timeout',
    property: 'Timeout',
    options: ['timeout'],
    read: time,
    otherwise: '3 seconds',
    why: 'It has to include a cold start and the slowest call of the code.',
  },
  {
    name: 'Tracing',
    property: 'TracingConfig.Mode',
    options: ['tracing'],
    read: text,
    otherwise: 'PassThrough',
    why: 'A trace shows where the time of an invocation goes.',
  },
  {
    name: 'Log format',
    property: 'LoggingConfig.LogFormat',
    options: ['loggingFormat'],
    read: text,
    otherwise: 'Text',
    why: 'Filters and queries match the fields of JSON logs.',
  },
  {
    name: 'Reserved concurrency',
    property: 'ReservedConcurrentExecutions',
    read: text,
    otherwise: 'none',
    why: 'It limits the function, and keeps as much for it.',
  },
  { name: 'Ephemeral storage', property: 'EphemeralStorage.Size', read: withUnit('MB'), why: 'More than 512 MB is billed.' },
  {
    name: 'Subnets',
    property: 'VpcConfig.SubnetIds',
    options: ['vpc'],
    read: count('subnet'),
    otherwise: 'not in a VPC',
    why: 'In a VPC it reaches private resources, and the internet only through a NAT gateway.',
  },
  {
    name: 'Environment',
    property: 'Environment.Variables',
    options: ['environment', 'powertools'],
    read: names,
    why: 'Names only: values are never spelled.',
  },
  {
    name: 'Key of the environment',
    property: 'KmsKeyArn',
    options: ['encryptionKey'],
    read: text,
    why: 'Encrypts the environment with a customer-managed key.',
  },
  { name: 'Code signing', property: 'CodeSigningConfigArn', read: text, why: 'Only signed code is deployed.' },
  { name: 'Layers', property: 'Layers', options: ['layers'], read: count('layer'), why: 'Code that is shared between functions.' },
  { name: 'SnapStart', property: 'SnapStart.ApplyOn', read: text, why: 'Cold starts resume from a snapshot.' },
  {
    name: 'Recursive loops',
    property: 'RecursiveLoop',
    read: text,
    otherwise: 'Terminate',
    why: 'Lambda stops a function that calls itself over SQS, SNS or S3.',
  },
];

/** @internal */
export function settingsOf(fn: LambdaFunction, model: ApplicationModel, noted: Noted): Setting[] {
  const own = KINDS.flatMap(({ name, property, read, otherwise, options = [], why }): Setting[] => {
    const value = fn.resource.get(property);
    if (value === undefined && otherwise === undefined) return [];
    const spelled = value === undefined ? (otherwise as string) : read(value);
    return [
      {
        name,
        property,
        value: spelled,
        why,
        from: chosenBy(noted, { name, value: spelled, isSet: value !== undefined, options }),
      },
    ];
  });
  return [...own, ...asyncSettingsOf(fn, model, noted), ...logSettingsOf(fn, model, noted)];
}

function asyncSettingsOf(fn: LambdaFunction, model: ApplicationModel, noted: Noted): Setting[] {
  return model.asyncFailures.configsOf(fn).map(({ resource, invoked }) => {
    const retries = resource.number('MaximumRetryAttempts');
    const age = resource.number('MaximumEventAgeInSeconds');
    const of = invoked && invoked.qualifier !== '$LATEST' ? ` of ${invoked.qualifier}` : '';
    const name = `Asynchronous invocation${of}`;
    const value = `${retriesOf(retries)} within ${maxAgeOf(age)}`;
    return {
      name,
      property: 'MaximumRetryAttempts',
      value,
      why: 'After that the event is sent to the failure target, or is lost.',
      from: chosenBy(noted, { name, value, isSet: retries !== undefined || age !== undefined, options: ['retryAttempts', 'maxEventAge'] }),
    };
  });
}

function logSettingsOf(fn: LambdaFunction, model: ApplicationModel, noted: Noted): Setting[] {
  const group = model.logGroupOf(fn);
  const days = group?.number('RetentionInDays');
  const value =
    group === undefined
      ? 'not in the template'
      : days === undefined
        ? group.has('RetentionInDays') === false
          ? 'forever'
          : 'known after deployment'
        : plural(days, 'day');
  const name = 'Log retention';
  return [
    {
      name,
      property: 'RetentionInDays',
      value,
      why: 'Without it CloudWatch Logs stores the logs forever.',
      from: chosenBy(noted, { name, value, isSet: days !== undefined, options: ['logRetention'] }),
    },
  ];
}
