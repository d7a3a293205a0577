package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	hardened "github.com/cdk-hardened-lambda/cdk-hardened-lambda-go/cdkhardenedlambda"
)

// onCall is an interface of CDK's that the app implements: who is notified of an alarm. What is passed to CDK has a field: Go
// may put all empty structs at one address, and CDK would take them for one object.
type onCall struct {
	responsePlan string
}

func (o *onCall) Bind(constructs.Construct, awscloudwatch.IAlarm) *awscloudwatch.AlarmActionConfig {
	return &awscloudwatch.AlarmActionConfig{AlarmActionArn: jsii.String(o.responsePlan)}
}

// failedOrders is another: where events end that failed. It grants what it needs to the function that it is given.
type failedOrders struct {
	queue awssqs.IQueue
}

func (f *failedOrders) Bind(_ constructs.Construct, fn awslambda.IFunction, _ *awslambda.DestinationOptions) *awslambda.DestinationConfig {
	f.queue.GrantSendMessages(fn)
	return &awslambda.DestinationConfig{Destination: f.queue.QueueArn()}
}

// longPolling is a mixin: whoever reads a queue waits for messages, and asks less often.
type longPolling struct {
	seconds float64
}

func (*longPolling) Supports(construct constructs.IConstruct) *bool {
	return awssqs.CfnQueue_IsCfnQueue(construct)
}

func (l *longPolling) ApplyTo(construct constructs.IConstruct) {
	construct.(awssqs.CfnQueue).SetReceiveMessageWaitTimeSeconds(jsii.Number(l.seconds))
}

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	awscdk.Validations_Of(app).AddPlugins(hardened.NewHardenedLambdaChecks(nil))

	stack := awscdk.NewStack(app, jsii.String("Shop"), nil)
	failed := awssqs.NewQueue(stack, jsii.String("FailedOrders"), &awssqs.QueueProps{EnforceSSL: jsii.Bool(true)})

	orders := hardened.NewHardenedFunction(stack, jsii.String("Orders"), &hardened.HardenedFunctionProps{
		Runtime: awslambda.Runtime_NODEJS_24_X(),
		Handler: jsii.String("index.handler"),
		Code:    awslambda.Code_FromInline(jsii.String("exports.handler = async () => {};")),
		Profile: hardened.HardeningProfile_Standard().Derive(&hardened.HardeningProfileOptions{MemorySize: jsii.Number(512)}),
		AlarmActions: hardened.AlarmActions_BySeverity(&hardened.AlarmActionsBySeverity{
			Critical: hardened.AlarmActions_Custom(&onCall{"arn:aws:ssm-incidents::111122223333:response-plan/on-call"}),
			Warning:  hardened.AlarmActions_Email(jsii.String("orders@example.com")),
		}),
		Alarms: &hardened.FunctionAlarmTunings{
			Errors:    hardened.AlarmTuning_Rate(&hardened.AlarmRateOptions{Percent: jsii.Number(2)}),
			Throttles: hardened.AlarmTuning_None(jsii.String("the callers try again")),
		},
		OkActions:      hardened.OkActions_ALL,
		FailureCapture: hardened.FailureCapture_Destination(&failedOrders{failed}),
		Idempotency:    hardened.Idempotency_Table(&hardened.IdempotencyOptions{ExpiresAfter: awscdk.Duration_Days(jsii.Number(2))}),
		Release: hardened.Release_Canary(&hardened.ReleaseSteps{
			Percent:  jsii.Number(10),
			Interval: awscdk.Duration_Minutes(jsii.Number(10)),
			Pruning:  &hardened.VersionPruning{Keep: jsii.Number(5), KeepFor: awscdk.Duration_Days(jsii.Number(60))},
		}),
	})

	orders.AddEventSource(hardened.HardenedSqsEventSource_WithNewQueue(&hardened.HardenedSqsNewQueueProps{
		QueueId:           jsii.String("Incoming"),
		VisibilityTimeout: awscdk.Duration_Minutes(jsii.Number(1)),
		Waivers: &[]hardened.EventSourceWaiver{
			hardened.EventSourceWaiver_VisibilityTimeout(jsii.String("an order that is worked on twice is seen")),
		},
		Filters: &[]hardened.EventFilter{
			hardened.SqsFilter_Body(&map[string]any{
				"type":     []string{"order"},
				"total":    hardened.FilterMatch_NumberAtLeast(jsii.Number(100)),
				"customer": map[string]any{"test": hardened.FilterMatch_Missing()},
			}),
		},
	}))
	awscdk.Validations_Of(orders).Acknowledge(&awscdk.Acknowledgment{
		Id:     jsii.String("HardenedLambda::SqsVisibilityMargin"),
		Reason: jsii.String("see the waiver"),
	})
	orders.With(&longPolling{seconds: 20})

	fulfilment := hardened.NewHardenedFunction(stack, jsii.String("Fulfilment"), &hardened.HardenedFunctionProps{
		Runtime:      awslambda.Runtime_NODEJS_24_X(),
		Handler:      jsii.String("index.handler"),
		Code:         awslambda.Code_FromInline(jsii.String("exports.handler = async () => {};")),
		AlarmActions: hardened.AlarmActions_Email(jsii.String("orders@example.com")),
		DurableConfig: &awslambda.DurableConfig{
			ExecutionTimeout: awscdk.Duration_Days(jsii.Number(1)),
			RetentionPeriod:  awscdk.Duration_Days(jsii.Number(30)),
		},
	})
	fulfilment.GrantCallback(orders)
	hardened.NewDurableStart(stack, jsii.String("StartFulfilment"), &hardened.DurableStartProps{
		DurableFunction: fulfilment,
		NameField:       jsii.String("orderId"),
		AlarmActions:    hardened.AlarmActions_Email(jsii.String("orders@example.com")),
	})

	api := hardened.NewHardenedRestApi(stack, jsii.String("Api"), &hardened.HardenedRestApiProps{
		WebAclArn:            jsii.String("arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/a1b2"),
		DefaultMethodOptions: &awsapigateway.MethodOptions{AuthorizationType: awsapigateway.AuthorizationType_IAM},
		Throttle:             &hardened.RouteThrottle{RateLimit: jsii.Number(100), BurstLimit: jsii.Number(50)},
		AlarmActions:         hardened.AlarmActions_Email(jsii.String("orders@example.com")),
	})
	api.AddFunctionRoute(jsii.String("POST /orders"), orders, &hardened.RestFunctionRouteOptions{
		Throttle:                &hardened.RouteThrottle{RateLimit: jsii.Number(20)},
		RequestValidatorOptions: &awsapigateway.RequestValidatorOptions{ValidateRequestBody: jsii.Bool(true)},
	})
	api.AddFunctionRoute(jsii.String("GET /health"), orders, &hardened.RestFunctionRouteOptions{
		PublicAccess: hardened.PublicAccess_Allowed(jsii.String("a status page calls it")),
	})

	app.Synth(nil)
}
