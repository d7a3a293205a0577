import { App, type AppProps } from 'aws-cdk-lib';
import { CheckpointsStack } from './checkpoints-stack';

export function checkpointsApp(props?: AppProps): App {
  const app = new App(props);
  new CheckpointsStack(app, 'Fulfilment', { alarmEmail: 'ops@example.com' });
  return app;
}

if (require.main === module) checkpointsApp();
