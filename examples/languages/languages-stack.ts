import { join } from 'node:path';
import { BundlingOutput, DockerImage, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction, HardenedFunctionDefaults, Idempotency, Powertools } from 'cdk-hardened-lambda';
import type { Construct } from 'constructs';

const ARM = 'linux/arm64';
const folder = (name: string): string => join(__dirname, name);
/** The commands that a container runs to fill `/asset-output`, the folder that is deployed. */
const shell = (...commands: string[]): string[] => ['bash', '-c', commands.join(' && ')];

/** The same handler in four languages, each with the settings that fit its runtime. */
export class LanguagesStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    HardenedFunctionDefaults.of(this).set({ alarmActions: AlarmActions.email('ops@example.com') });
    this.python();
    this.java();
    this.go();
    this.dotnet();
  }

  /**
   * Powertools comes from AWS's layer; the other packages in `requirements.txt` are deployed with the code. Imports are in a
   * snapshot of the started function, which costs while its version exists: the CDK prints how much.
   */
  private python(): HardenedFunction {
    const runtime = lambda.Runtime.PYTHON_3_13;
    return new HardenedFunction(this, 'Python', {
      runtime,
      handler: 'app.handler',
      code: lambda.Code.fromAsset(folder('python'), {
        bundling: {
          image: runtime.bundlingImage,
          platform: ARM,
          command: shell('pip install -r requirements.txt -t /asset-output', 'cp -a . /asset-output'),
        },
      }),
      powertools: Powertools.fromLayer(27, { serviceName: 'orders', metricsNamespace: 'Shop' }),
      idempotency: Idempotency.table(),
      snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS,
    });
  }

  /**
   * The virtual machine starts slowly: more memory for more CPU, and a snapshot of the started function. Lambda takes
   * snapshots of published versions only, so `snapStart` makes the alias `live`, which callers invoke.
   */
  private java(): HardenedFunction {
    const runtime = lambda.Runtime.JAVA_25;
    return new HardenedFunction(this, 'Java', {
      runtime,
      handler: 'shop.OrdersHandler::handleRequest',
      code: lambda.Code.fromAsset(folder('java'), {
        exclude: ['target'],
        bundling: {
          image: runtime.bundlingImage,
          user: 'root',
          outputType: BundlingOutput.ARCHIVED,
          command: shell('mvn --quiet --batch-mode package', 'cp target/orders.jar /asset-output'),
        },
      }),
      memorySize: 1024,
      snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS,
    });
  }

  /** A native binary, which Lambda starts as `bootstrap`; it needs little memory. */
  private go(): HardenedFunction {
    return new HardenedFunction(this, 'Go', {
      runtime: lambda.Runtime.PROVIDED_AL2023,
      handler: 'bootstrap',
      code: lambda.Code.fromAsset(folder('go'), {
        bundling: {
          image: DockerImage.fromRegistry('public.ecr.aws/docker/library/golang:1.26'),
          environment: { CGO_ENABLED: '0', GOOS: 'linux', GOARCH: 'arm64', GOFLAGS: '-trimpath', GOCACHE: '/tmp/cache', GOPATH: '/tmp/go' },
          command: shell('go build -tags lambda.norpc -ldflags="-s -w" -o /asset-output/bootstrap .'),
        },
      }),
      memorySize: 128,
      timeout: Duration.seconds(10),
    });
  }

  /** The handler is assembly, class and method. Starts slowly, like Java. */
  private dotnet(): HardenedFunction {
    const runtime = lambda.Runtime.DOTNET_10;
    return new HardenedFunction(this, 'Dotnet', {
      runtime,
      handler: 'Orders::Shop.OrdersHandler::Handle',
      code: lambda.Code.fromAsset(folder('dotnet'), {
        exclude: ['bin', 'obj'],
        bundling: {
          image: runtime.bundlingImage,
          environment: { DOTNET_CLI_HOME: '/tmp' },
          command: shell('dotnet publish --configuration Release --runtime linux-arm64 --no-self-contained --output /asset-output'),
        },
      }),
      memorySize: 512,
      snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS,
    });
  }
}
