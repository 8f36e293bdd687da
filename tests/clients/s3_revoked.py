"""An access key works until it is ended, and not a request longer."""

import os
from urllib.request import Request, urlopen

import boto3
from botocore.exceptions import ClientError

s3 = boto3.client(
    "s3",
    endpoint_url=os.environ["S3_URL"],
    aws_access_key_id=os.environ["ADA_KEY"],
    aws_secret_access_key=os.environ["ADA_SECRET"],
    region_name="us-east-1",
)
s3.list_buckets()
path = "/api/v1/s3/access-keys/" + os.environ["ADA_KEY"]
bearer = {"Authorization": "Bearer " + os.environ["API_TOKEN"]}
with urlopen(Request(os.environ["API_URL"] + path, method="DELETE", headers=bearer)) as answer:
    assert answer.status == 204
try:
    s3.list_buckets()
except ClientError as error:
    assert error.response["Error"]["Code"] == "InvalidAccessKeyId", error
else:
    raise AssertionError("the ended key still works")
