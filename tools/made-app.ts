import cdk = require('aws-cdk-lib');

/**
 * The app that is made by code which makes it by itself, as one does at the top of a file. It gets more props, and what is
 * to hold for everything in it.
 */
export function appMadeBy(make: () => void, props: cdk.AppProps, prepare: (app: cdk.App) => void): cdk.App {
  const apps: cdk.App[] = [];
  const { App } = cdk;
  const Prepared = class extends App {
    constructor(own?: cdk.AppProps) {
      super({ ...own, ...props, context: { ...own?.context, ...props.context } });
      prepare(this);
      apps.push(this);
    }
  };
  replaceApp(Prepared);
  try {
    make();
  } finally {
    replaceApp(App);
  }
  if (apps.length !== 1) throw new Error(`one app must be made, got ${apps.length}`);
  return apps[0];
}

const replaceApp = (value: typeof cdk.App) => Object.defineProperty(cdk, 'App', { enumerable: true, configurable: true, value });
