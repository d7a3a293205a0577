package shop;

import io.github.cdkhardenedlambda.AlarmActions;
import io.github.cdkhardenedlambda.AlarmActionsBySeverity;
import io.github.cdkhardenedlambda.AlarmRateOptions;
import io.github.cdkhardenedlambda.AlarmTuning;
import io.github.cdkhardenedlambda.DurableStart;
import io.github.cdkhardenedlambda.EventSourceWaiver;
import io.github.cdkhardenedlambda.FailureCapture;
import io.github.cdkhardenedlambda.FilterMatch;
import io.github.cdkhardenedlambda.FunctionAlarmTunings;
import io.github.cdkhardenedlambda.HardenedFunction;
import io.github.cdkhardenedlambda.HardenedLambdaChecks;
import io.github.cdkhardenedlambda.HardenedRestApi;
import io.github.cdkhardenedlambda.HardenedSqsEventSource;
import io.github.cdkhardenedlambda.HardenedSqsNewQueueProps;
import io.github.cdkhardenedlambda.HardeningProfile;
import io.github.cdkhardenedlambda.HardeningProfileOptions;
import io.github.cdkhardenedlambda.Idempotency;
import io.github.cdkhardenedlambda.IdempotencyOptions;
import io.github.cdkhardenedlambda.OkActions;
import io.github.cdkhardenedlambda.PublicAccess;
import io.github.cdkhardenedlambda.Release;
import io.github.cdkhardenedlambda.ReleaseSteps;
import io.github.cdkhardenedlambda.RestFunctionRouteOptions;
import io.github.cdkhardenedlambda.RouteThrottle;
import io.github.cdkhardenedlambda.SqsFilter;
import io.github.cdkhardenedlambda.VersionPruning;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.apigateway.AuthorizationType;
import software.amazon.awscdk.services.apigateway.MethodOptions;
import software.amazon.awscdk.services.apigateway.RequestValidatorOptions;
import software.amazon.awscdk.services.cloudwatch.AlarmActionConfig;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.DestinationConfig;
import software.amazon.awscdk.services.lambda.DestinationOptions;
import software.amazon.awscdk.services.lambda.DurableConfig;
import software.amazon.awscdk.services.lambda.IDestination;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.sqs.CfnQueue;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;
import software.constructs.IConstruct;
import software.constructs.IMixin;

public final class ShopApp {
  /** An interface of CDK's that the app implements: who is notified of an alarm. */
  private static final class OnCall implements IAlarmAction {
    @Override
    public AlarmActionConfig bind(final Construct scope, final IAlarm alarm) {
      return AlarmActionConfig.builder()
          .alarmActionArn("arn:aws:ssm-incidents::111122223333:response-plan/on-call")
          .build();
    }
  }

  /** Another: where events end that failed. It grants what it needs to the function that it is given. */
  private static final class FailedOrders implements IDestination {
    private final IQueue queue;

    FailedOrders(final IQueue queue) {
      this.queue = queue;
    }

    @Override
    public DestinationConfig bind(final Construct scope, final IFunction fn, final DestinationOptions options) {
      queue.grantSendMessages(fn);
      return DestinationConfig.builder().destination(queue.getQueueArn()).build();
    }

    @Override
    public DestinationConfig bind(final Construct scope, final IFunction fn) {
      return bind(scope, fn, null);
    }
  }

  /** A mixin: whoever reads a queue waits for messages, and asks less often. */
  private static final class LongPolling implements IMixin {
    @Override
    public Boolean supports(final IConstruct construct) {
      return CfnQueue.isCfnQueue(construct);
    }

    @Override
    public void applyTo(final IConstruct construct) {
      ((CfnQueue) construct).setReceiveMessageWaitTimeSeconds(20);
    }
  }

  public static void main(final String[] args) {
    final App app = new App();
    Validations.of(app).addPlugins(new HardenedLambdaChecks());

    final Stack stack = new Stack(app, "Shop");
    final Queue failed = Queue.Builder.create(stack, "FailedOrders").enforceSsl(true).build();

    final HardenedFunction orders = HardenedFunction.Builder.create(stack, "Orders")
        .runtime(Runtime.NODEJS_24_X)
        .handler("index.handler")
        .code(Code.fromInline("exports.handler = async () => {};"))
        .profile(HardeningProfile.standard().derive(HardeningProfileOptions.builder().memorySize(512).build()))
        .alarmActions(AlarmActions.bySeverity(AlarmActionsBySeverity.builder()
            .critical(AlarmActions.custom(new OnCall()))
            .warning(AlarmActions.email("orders@example.com"))
            .build()))
        .alarms(FunctionAlarmTunings.builder()
            .errors(AlarmTuning.rate(AlarmRateOptions.builder().percent(2).build()))
            .throttles(AlarmTuning.none("the callers try again"))
            .build())
        .okActions(OkActions.ALL)
        .failureCapture(FailureCapture.destination(new FailedOrders(failed)))
        .idempotency(Idempotency.table(IdempotencyOptions.builder().expiresAfter(Duration.days(2)).build()))
        .release(Release.canary(ReleaseSteps.builder()
            .percent(10)
            .interval(Duration.minutes(10))
            .pruning(VersionPruning.builder().keep(5).keepFor(Duration.days(60)).build())
            .build()))
        .build();

    orders.addEventSource(HardenedSqsEventSource.withNewQueue(HardenedSqsNewQueueProps.builder()
        .queueId("Incoming")
        .visibilityTimeout(Duration.minutes(1))
        .waivers(List.of(EventSourceWaiver.visibilityTimeout("an order that is worked on twice is seen")))
        .filters(List.of(SqsFilter.body(Map.of(
            "type", List.of("order"),
            "total", FilterMatch.numberAtLeast(100),
            "customer", Map.of("test", FilterMatch.missing())))))
        .build()));
    Validations.of(orders).acknowledge(Acknowledgment.builder()
        .id("HardenedLambda::SqsVisibilityMargin")
        .reason("see the waiver")
        .build());
    orders.with(new LongPolling());

    final HardenedFunction fulfilment = HardenedFunction.Builder.create(stack, "Fulfilment")
        .runtime(Runtime.NODEJS_24_X)
        .handler("index.handler")
        .code(Code.fromInline("exports.handler = async () => {};"))
        .alarmActions(AlarmActions.email("orders@example.com"))
        .durableConfig(DurableConfig.builder().executionTimeout(Duration.days(1)).retentionPeriod(Duration.days(30)).build())
        .build();
    fulfilment.grantCallback(orders);
    DurableStart.Builder.create(stack, "StartFulfilment")
        .durableFunction(fulfilment)
        .nameField("orderId")
        .alarmActions(AlarmActions.email("orders@example.com"))
        .build();

    final HardenedRestApi api = HardenedRestApi.Builder.create(stack, "Api")
        .webAclArn("arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/a1b2")
        .defaultMethodOptions(MethodOptions.builder().authorizationType(AuthorizationType.IAM).build())
        .throttle(RouteThrottle.builder().rateLimit(100).burstLimit(50).build())
        .alarmActions(AlarmActions.email("orders@example.com"))
        .build();
    api.addFunctionRoute("POST /orders", orders, RestFunctionRouteOptions.builder()
        .throttle(RouteThrottle.builder().rateLimit(20).build())
        .requestValidatorOptions(RequestValidatorOptions.builder().validateRequestBody(true).build())
        .build());
    api.addFunctionRoute("GET /health", orders, RestFunctionRouteOptions.builder()
        .publicAccess(PublicAccess.allowed("a status page calls it"))
        .build());

    app.synth();
  }

  private ShopApp() {}
}
