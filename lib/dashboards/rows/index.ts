import { DashboardRow } from '../dashboard-row';
import { CAPACITY } from './capacity';
import { COST } from './cost';
import { FAILURES } from './failures';
import { LOGS } from './logs';
import { RELEASES } from './releases';
import { RESULTS } from './results';
import type { Row } from './row';
import { STATE } from './state';
import { TRAFFIC } from './traffic';

/** Every row of a dashboard. @internal */
export const ROWS: Readonly<Record<DashboardRow, Row>> = {
  [DashboardRow.STATE]: STATE,
  [DashboardRow.TRAFFIC]: TRAFFIC,
  [DashboardRow.RESULTS]: RESULTS,
  [DashboardRow.CAPACITY]: CAPACITY,
  [DashboardRow.FAILURES]: FAILURES,
  [DashboardRow.RELEASES]: RELEASES,
  [DashboardRow.LOGS]: LOGS,
  [DashboardRow.COST]: COST,
};
