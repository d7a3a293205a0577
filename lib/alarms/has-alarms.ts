import type { IConstruct } from 'constructs';
import { AlarmSet } from './alarm-set';

/**
 * Whether a function or one of its event sources has an alarm.
 *
 * @internal
 */
export const hasAlarms = (fn: IConstruct): boolean => fn.node.findAll().some((node) => node instanceof AlarmSet && !node.isEmpty);
