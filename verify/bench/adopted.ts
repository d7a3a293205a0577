import { AlarmActions, HardenedFunctionDefaults, Hardening } from 'cdk-hardened-lambda';
import type { IConstruct } from 'constructs';

/** Plain functions that the library adopts when all of them are made. */
export { addFunction } from './plain';

export function complete(app: IConstruct): void {
  HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.email('ops@example.com') });
  Hardening.of(app).apply();
}
