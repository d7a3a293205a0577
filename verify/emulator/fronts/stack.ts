import { App, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, FrontWaiver, HardenedFunction, HardenedHttpApi, HardenedRestApi, PublicAccess } from 'cdk-hardened-lambda';
import type { Build } from '../account';

const alarmActions = AlarmActions.none('a test looks at the answers itself');
const publicAccess = PublicAccess.allowed('a test calls without credentials');

function answering(stack: Stack, id: string, code: string, timeout = Duration.seconds(10)): HardenedFunction {
  return new HardenedFunction(stack, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(`exports.handler = async (event) => { ${code} };`),
    timeout,
    alarmActions,
  });
}

/** Three functions behind both kinds of API: one that answers, one that fails, and one that never ends. One of them behind an API with a limit. */
export const frontsApp: Build = (props) => {
  const stack = new Stack(new App(props), 'Fronts');
  const good = answering(stack, 'Good', "return { statusCode: 200, body: 'placed' };");
  const failing = answering(stack, 'Failing', "throw new Error('broken');");
  const endless = answering(
    stack,
    'Endless',
    "console.log('began'); await new Promise(() => setInterval(() => {}, 1000));",
    Duration.seconds(2),
  );

  const rest = new HardenedRestApi(stack, 'Rest', { waivers: [FrontWaiver.webAcl('an emulator has none')], publicAccess, alarmActions });
  const http = new HardenedHttpApi(stack, 'Http', { publicAccess, alarmActions });
  for (const api of [rest, http]) {
    api.addFunctionRoute('GET /good', good);
    api.addFunctionRoute('GET /failing', failing);
    api.addFunctionRoute('GET /endless', endless);
  }
  const limited = new HardenedRestApi(stack, 'Limited', {
    waivers: [FrontWaiver.webAcl('an emulator has none')],
    publicAccess,
    alarmActions,
    throttle: { rateLimit: 0.5, burstLimit: 1 },
  });
  limited.addFunctionRoute('GET /good', good);
  return stack.node.root as App;
};
