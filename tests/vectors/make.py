"""Writes signatures.json: what botocore sends, and how it signs that, for parameters of both operations; and
endpoints.json: where it sends it.

    pip install botocore==1.44.5
    python tests/vectors/make.py

Nothing is sent and no credentials are needed; those below are AWS's published examples.
"""

import datetime
import itertools
import json
import pathlib

import botocore
import botocore.auth
import botocore.serialize
import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.config import Config

ACCESS_KEY_ID = "AKIDEXAMPLE"
SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
SESSION_TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE//token=="
NOON = "2026-11-22T12:34:56Z"

# Told to the service by botocore, and signed, but no part of the operation.
TELEMETRY = ("amz-sdk-invocation-id", "amz-sdk-request")


class CompactJson:
    """Writes bodies as speccast does; botocore has spaces in them, and escapes what is not ASCII."""

    def __getattr__(self, name):
        return getattr(json, name)

    @staticmethod
    def dumps(value):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


class EmptyObject:
    def stream(self, *_, **__):
        yield b"{}"


def freeze(clock):
    now = datetime.datetime.strptime(clock, "%Y-%m-%dT%H:%M:%SZ")

    def current(remove_tzinfo=True):
        return now if remove_tzinfo else now.replace(tzinfo=datetime.timezone.utc)

    botocore.auth.get_current_datetime = current


OPERATIONS = {
    "ListPackages": ("codeartifact", "list_packages"),
    "ListImagePackages": ("imagebuilder", "list_image_packages"),
}


def send(operation, region, parameters, session_token=None, config=None):
    """Calls the operation, and returns the request that would be sent."""
    service, method = OPERATIONS[operation]
    client = botocore.session.Session().create_client(
        service,
        region_name=region,
        aws_access_key_id=ACCESS_KEY_ID,
        aws_secret_access_key=SECRET_ACCESS_KEY,
        aws_session_token=session_token,
        config=config,
    )
    sent = []

    def strip(request, **_):
        for header in TELEMETRY:
            del request.headers[header]

    def keep(request, **_):
        sent.append(request)
        return AWSResponse(request.url, 200, {}, EmptyObject())

    client.meta.events.register_last("before-sign", strip)
    client.meta.events.register("before-send", keep)
    getattr(client, method)(**parameters)
    (request,) = sent
    return request


def vector(name, operation, region, parameters, session_token=None, clock=NOON):
    freeze(clock)
    request = send(operation, region, parameters, session_token)
    headers = {name.lower(): value for name, value in request.headers.items()}

    def text(value):
        return value.decode() if isinstance(value, bytes) else value

    return {
        "name": name,
        "operation": operation,
        "region": region,
        "clock": int(
            datetime.datetime.strptime(clock, "%Y-%m-%dT%H:%M:%SZ")
            .replace(tzinfo=datetime.timezone.utc)
            .timestamp()
        ),
        "session_token": session_token,
        "parameters": parameters,
        "method": request.method,
        "url": request.url,
        "body": text(request.body) or "",
        "x-amz-date": text(headers["x-amz-date"]),
        "authorization": text(headers["authorization"]),
    }


def endpoint(operation, region, parameters, use_fips, use_dual_stack):
    config = Config(use_fips_endpoint=use_fips, use_dualstack_endpoint=use_dual_stack)
    return {
        "operation": operation,
        "region": region,
        "use_fips": use_fips,
        "use_dual_stack": use_dual_stack,
        "url": send(operation, region, parameters, config=config).url,
    }


def write(name, document):
    path = pathlib.Path(__file__).with_name(name)
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main():
    botocore.serialize.json = CompactJson()
    minimal = {"domain": "my-domain", "repository": "my_repo.x"}
    whole = {
        "domain": "my-domain",
        "domainOwner": "111122223333",
        "repository": "my_repo.x",
        "format": "npm",
        "namespace": "scope",
        "packagePrefix": "lod",
        "maxResults": 50,
        "nextToken": "AAQA",
        "publish": "ALLOW",
        "upstream": "BLOCK",
    }
    reserved = {
        **whole,
        "namespace": "@scope/é ü~*'()!$&,;:?[]\\|^`\"<>{}",
        "packagePrefix": "a+b=c&d%25%\U0001f4e6.-_~",
    }
    token = {**minimal, "nextToken": "AAQA+eyJ0b2tlbiI6/Zm9v=="}
    image = {
        "imageBuildVersionArn": "arn:aws:imagebuilder:us-west-2:123456789012:image/name/1.0.0/1"
    }
    whole_image = {**image, "maxResults": 25, "nextToken": "AAQA+eyJ0b2tlbiI6/Zm9v=="}
    odd_image = {**image, "nextToken": "é\"\\/=\U0001f4e6\n\t"}

    vectors = []
    for name, operation, region, parameters in [
        ("minimal", "ListPackages", "us-east-1", minimal),
        ("whole", "ListPackages", "eu-central-1", whole),
        ("reserved characters", "ListPackages", "eu-central-1", reserved),
        ("token", "ListPackages", "ap-southeast-2", token),
        ("China", "ListPackages", "cn-north-1", minimal),
        ("minimal", "ListImagePackages", "us-west-2", image),
        ("whole", "ListImagePackages", "us-west-2", whole_image),
        ("odd characters", "ListImagePackages", "us-gov-west-1", odd_image),
    ]:
        vectors.append(vector(name, operation, region, parameters))
        vectors.append(vector(f"{name}, session", operation, region, parameters, SESSION_TOKEN))
    for clock in ("2015-08-30T00:00:00Z", "2028-02-29T23:59:59Z"):
        vectors.append(vector(clock, "ListPackages", "us-east-1", minimal, clock=clock))

    made_by = f"botocore {botocore.__version__}"
    document = {
        "made_by": made_by,
        "access_key_id": ACCESS_KEY_ID,
        "secret_access_key": SECRET_ACCESS_KEY,
        "vectors": vectors,
    }
    write("signatures.json", document)

    regions = ["us-east-1", "eu-central-1", "cn-north-1", "cn-northwest-1", "eusc-de-east-1", "us-gov-east-1", "us-gov-west-1"]
    endpoints = [
        endpoint(operation, region, parameters, use_fips, use_dual_stack)
        for operation, parameters in [("ListPackages", minimal), ("ListImagePackages", image)]
        for region, use_fips, use_dual_stack in itertools.product(regions, (False, True), (False, True))
    ]
    write("endpoints.json", {"made_by": made_by, "endpoints": endpoints})


if __name__ == "__main__":
    main()
