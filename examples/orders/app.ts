import { App, type AppProps } from 'aws-cdk-lib';
import { OrdersStack } from './orders-stack';

export function ordersApp(props?: AppProps): App {
  const app = new App(props);
  new OrdersStack(app, 'Shop', {
    alarmEmail: 'ops@example.com',
    runbookUrl: 'https://wiki.example.com/runbooks/orders',
  });
  return app;
}

if (require.main === module) ordersApp();
