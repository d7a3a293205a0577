"""What one version of the CDK makes, in Python, of the functions of probe.ts."""

import json
import sys

from aws_cdk import App, Environment, Stack
from aws_cdk import aws_lambda as lambda_
from cdk_hardened_lambda import (
    AlarmActions,
    HardenedFunction,
    HardenedFunctionDefaults,
    Hardening,
    HardeningProfile,
    Waiver,
)

KINDS = {
    "default": {},
    "strict": {
        "profile": HardeningProfile.strict(),
        "waivers": [
            Waiver.vpc("calls public AWS endpoints only"),
            Waiver.reserved_concurrency("shares the pool of the account"),
        ],
    },
}

app = App(analytics_reporting=False)
for kind, props in KINDS.items():
    stack = Stack(app, kind, env=Environment(account="111122223333", region="eu-west-1"))
    HardenedFunction(
        stack,
        "Orders",
        runtime=lambda_.Runtime.NODEJS_24_X,
        handler="index.handler",
        code=lambda_.Code.from_inline("exports.handler = async () => {};"),
        alarm_actions=AlarmActions.email("ops@example.com"),
        **props,
    )

# A function of the CDK, hardened as it is.
adopted = Stack(app, "adopted", env=Environment(account="111122223333", region="eu-west-1"))
HardenedFunctionDefaults.of(adopted).set(alarm_actions=AlarmActions.email("ops@example.com"))
lambda_.Function(
    adopted,
    "Orders",
    runtime=lambda_.Runtime.NODEJS_24_X,
    handler="index.handler",
    code=lambda_.Code.from_inline("exports.handler = async () => {};"),
)
report = Hardening.of(adopted).apply()
assert [function.left for function in report.functions] == [[]], report.text

assembly = app.synth()
json.dump({kind: assembly.get_stack_by_name(kind).template for kind in [*KINDS, "adopted"]}, sys.stdout)
