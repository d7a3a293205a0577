import { App, type AppProps } from 'aws-cdk-lib';
import { TrapsStack } from './common-mistakes-stack';

export function trapsApp(props?: AppProps): App {
  const app = new App(props);
  new TrapsStack(app, 'Traps');
  return app;
}

if (require.main === module) trapsApp();
