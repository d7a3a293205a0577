"""What parliament and cloudsplaining find in the policies that come by standard input, one JSON array in, one out."""

import json
import sys
import warnings

# parliament asks for its data in a way that is to be retired; the requirements hold what still knows it.
warnings.filterwarnings("ignore", category=UserWarning)

from cloudsplaining.scan.policy_document import PolicyDocument
from parliament import analyze_policy_string


def parliament(policy):
    return [finding.issue for finding in analyze_policy_string(json.dumps(policy)).findings]


def cloudsplaining(policy):
    # It reads what a role may do, not who may use a queue.
    if any("Principal" in statement for statement in policy["Statement"]):
        return []
    document = PolicyDocument(policy)
    found = {
        "PrivilegeEscalation": [each["type"] for each in document.allows_privilege_escalation],
        "ResourceExposure": document.permissions_management_without_constraints,
        "DataExfiltration": document.allows_data_exfiltration_actions,
        "CredentialsExposure": document.credentials_exposure,
        "ServiceWildcard": document.service_wildcard,
        "InfrastructureModification": document.infrastructure_modification,
    }
    return [f"{kind}[{what}]" for kind, whats in found.items() for what in whats]


SCANNERS = {"parliament": parliament, "cloudsplaining": cloudsplaining}
print(
    json.dumps(
        [
            {"policy": index, "scanner": name, "rule": rule}
            for index, policy in enumerate(json.load(sys.stdin))
            for name, scan in SCANNERS.items()
            for rule in scan(policy)
        ]
    )
)
