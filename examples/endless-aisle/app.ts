import { App, type AppProps } from 'aws-cdk-lib';
import { EndlessAisleStack } from './endless-aisle-stack';

/** The addresses at which partners take orders, by the names of the partners. */
export type PartnerUrls = Readonly<Record<string, string>>;

export function endlessAisleApp(props?: AppProps, partners: PartnerUrls = PARTNERS): App {
  const app = new App(props);
  new EndlessAisleStack(app, 'EndlessAisle', {
    partners,
    alarmEmail: 'ops@example.com',
    runbookUrl: 'https://wiki.example.com/runbooks/endless-aisle',
  });
  return app;
}

const PARTNERS: PartnerUrls = {
  NorthWarehouse: 'https://north.example.com/orders',
  SouthWarehouse: 'https://south.example.com/orders',
};

if (require.main === module) endlessAisleApp();
