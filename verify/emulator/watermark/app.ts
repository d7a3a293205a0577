import { watermarkApp } from '../../../examples/watermark/app';
import { hostArchitecture } from './host';

if (require.main === module) watermarkApp(undefined, hostArchitecture());
