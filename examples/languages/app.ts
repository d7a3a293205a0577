import { App, type AppProps } from 'aws-cdk-lib';
import { LanguagesStack } from './languages-stack';

export function languagesApp(props?: AppProps): App {
  const app = new App(props);
  new LanguagesStack(app, 'Languages');
  return app;
}

if (require.main === module) languagesApp();
