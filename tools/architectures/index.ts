import type { Architecture } from './architecture';
import { ENDLESS_AISLE } from './endless-aisle';

export const ARCHITECTURES: readonly Architecture[] = [ENDLESS_AISLE];
