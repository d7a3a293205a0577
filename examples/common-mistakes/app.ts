import { App, type AppProps } from 'aws-cdk-lib';
import { CommonMistakesStack } from './common-mistakes-stack';

export function commonMistakesApp(props?: AppProps): App {
  const app = new App(props);
  new CommonMistakesStack(app, 'Shop');
  return app;
}

if (require.main === module) commonMistakesApp();
