import type { ResourceBody } from '../../../template-model/template';
import { ref, resource } from './parts';

/*
 * What examples about alarms are made of.
 */

type Properties = Readonly<Record<string, unknown>>;

/** An alarm on any failure of the function with the logical id. @internal */
export const errorsAlarm = (target: string, properties: Properties = {}): ResourceBody =>
  alarm('AWS/Lambda', 'Errors', { FunctionName: ref(target) }, properties);

/** @internal */
export const alarm = (Namespace: string, MetricName: string, dimensions: Properties, properties: Properties = {}): ResourceBody =>
  resource('AWS::CloudWatch::Alarm', {
    Namespace,
    MetricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:ops'],
    ...properties,
  });

/** @internal */
export const topic = (properties: Properties = {}): ResourceBody => resource('AWS::SNS::Topic', properties);

/** A policy on the topic with the logical id. @internal */
export const topicPolicy = (target: string, ...Statement: Properties[]): ResourceBody =>
  resource('AWS::SNS::TopicPolicy', { Topics: [ref(target)], PolicyDocument: { Version: '2012-10-17', Statement } });

/** An alarm on a query that has a time series for each function, or for those that the condition leaves. @internal */
export const fleetAlarm = (metric: string, where?: string): ResourceBody =>
  resource('AWS::CloudWatch::Alarm', {
    Metrics: [
      {
        Id: 'q1',
        Expression: `SELECT SUM(${metric}) FROM SCHEMA("AWS/Lambda", FunctionName)${where ? ` ${where}` : ''} GROUP BY FunctionName ORDER BY SUM() DESC`,
        Period: 300,
        ReturnData: true,
      },
    ],
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:ops'],
  });
