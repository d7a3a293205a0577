import type { Architecture } from './architecture';
import { ENDLESS_AISLE } from './endless-aisle';
import { WATERMARK } from './watermark';
import { WEB_APPLICATION } from './web-application';

export const ARCHITECTURES: readonly Architecture[] = [WEB_APPLICATION, ENDLESS_AISLE, WATERMARK];
