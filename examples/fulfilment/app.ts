import { App, type AppProps } from 'aws-cdk-lib';
import { FulfilmentStack } from './fulfilment-stack';

export function fulfilmentApp(props?: AppProps): App {
  const app = new App(props);
  new FulfilmentStack(app, 'Fulfilment', {
    alarmEmail: 'ops@example.com',
    runbookUrl: 'https://wiki.example.com/runbooks/fulfilment',
  });
  return app;
}

if (require.main === module) fulfilmentApp();
