"""boto3 against the S3 port: buckets, objects, lists, multipart uploads, presigned URLs, conditions, tags, CORS."""

import hashlib
import io
import os
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import boto3
from botocore.client import Config
from botocore.exceptions import ClientError

MIB = 1024 * 1024


def client(who, **config):
    return boto3.client(
        "s3",
        endpoint_url=os.environ["S3_URL"],
        aws_access_key_id=os.environ[f"{who}_KEY"],
        aws_secret_access_key=os.environ[f"{who}_SECRET"],
        region_name="us-east-1",
        config=Config(retries={"max_attempts": 1}, **config),
    )


def fails(code, call, *args, **kwargs):
    """The call fails with this S3 code or HTTP status."""
    try:
        call(*args, **kwargs)
    except ClientError as error:
        got = (error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"])
        assert code in got, f"wanted {code}, got {got}"
        return
    raise AssertionError(f"wanted {code}, got success")


ada, bob = client("ADA"), client("BOB")


def buckets():
    ada.create_bucket(Bucket="ada-bucket")
    fails("BucketAlreadyOwnedByYou", ada.create_bucket, Bucket="ada-bucket")
    fails("BucketAlreadyExists", bob.create_bucket, Bucket="ada-bucket")
    fails(400, ada.create_bucket, Bucket="health")
    assert [b["Name"] for b in ada.list_buckets()["Buckets"]] == ["ada-bucket"]
    assert bob.list_buckets()["Buckets"] == []
    ada.head_bucket(Bucket="ada-bucket")
    fails(404, bob.head_bucket, Bucket="ada-bucket")
    assert ada.get_bucket_location(Bucket="ada-bucket")["LocationConstraint"] is None
    assert "Status" not in ada.get_bucket_versioning(Bucket="ada-bucket")


def objects():
    body = b"hello, world"
    put = ada.put_object(
        Bucket="ada-bucket", Key="dir/h\u00e4llo w\u00f6rld+%.txt", Body=body, ContentType="text/x-greeting",
        CacheControl="max-age=5", ContentDisposition="inline", ContentLanguage="en", ContentEncoding="identity",
        Metadata={"mood": "good"}, Tagging="a=1&b=two",
    )
    etag = '"' + hashlib.md5(body).hexdigest() + '"'
    assert put["ETag"] == etag
    key = "dir/h\u00e4llo w\u00f6rld+%.txt"
    got = ada.get_object(Bucket="ada-bucket", Key=key, ChecksumMode="ENABLED")
    assert got["Body"].read() == body
    assert got["ContentType"] == "text/x-greeting" and got["CacheControl"] == "max-age=5"
    assert got["ContentLanguage"] == "en" and got["Metadata"] == {"mood": "good"} and got["TagCount"] == 2
    assert got["ChecksumCRC32"] == put["ChecksumCRC32"]
    head = ada.head_object(Bucket="ada-bucket", Key=key)
    assert head["ContentLength"] == len(body) and head["ETag"] == etag
    part = ada.get_object(Bucket="ada-bucket", Key=key, Range="bytes=7-")
    assert part["Body"].read() == b"world" and part["ContentRange"] == "bytes 7-11/12"
    assert part["ResponseMetadata"]["HTTPStatusCode"] == 206
    fails("InvalidRange", ada.get_object, Bucket="ada-bucket", Key=key, Range="bytes=50-")
    fails(304, ada.get_object, Bucket="ada-bucket", Key=key, IfNoneMatch=etag)
    fails("PreconditionFailed", ada.get_object, Bucket="ada-bucket", Key=key, IfMatch='"x"')
    fails("NoSuchKey", ada.get_object, Bucket="ada-bucket", Key="nothing")
    fails("NoSuchBucket", ada.get_object, Bucket="no-bucket", Key="nothing")
    fails("NoSuchBucket", ada.put_object, Bucket="no-bucket", Key="nothing", Body=b"")
    fails(404, ada.head_object, Bucket="ada-bucket", Key="nothing")
    fails(404, bob.get_object, Bucket="ada-bucket", Key=key)
    fails("AccessDenied", bob.put_object, Bucket="ada-bucket", Key="x", Body=b"x")
    fails("AccessDenied", bob.put_object, Bucket="ada-bucket", Key="x", Body=bytes(3 * MIB))
    fails(400, ada.put_object, Bucket="ada-bucket", Key="a/../b", Body=b"")
    fails("BadDigest", ada.put_object, Bucket="ada-bucket", Key="x", Body=b"x",
          ContentMD5="AAAAAAAAAAAAAAAAAAAAAA==")
    fails("BadDigest", ada.put_object, Bucket="ada-bucket", Key="x", Body=b"x", ChecksumCRC32="AAAAAA==")
    ada.put_object(Bucket="ada-bucket", Key="empty", Body=b"")
    assert ada.get_object(Bucket="ada-bucket", Key="empty")["Body"].read() == b""
    ada.put_object(Bucket="ada-bucket", Key="streamed", Body=io.BytesIO(bytes(range(256)) * 8192))
    assert ada.get_object(Bucket="ada-bucket", Key="streamed")["Body"].read() == bytes(range(256)) * 8192
    for algorithm in ["SHA1", "SHA256", "CRC32"]:
        ada.put_object(Bucket="ada-bucket", Key="sum", Body=b"x", ChecksumAlgorithm=algorithm)


def conditions():
    write = {"Bucket": "ada-bucket", "Key": "once"}
    first = ada.put_object(**write, Body=b"1", IfNoneMatch="*")["ETag"]
    fails("PreconditionFailed", ada.put_object, **write, Body=b"2", IfNoneMatch="*")
    ada.put_object(**write, Body=b"3", IfMatch=first)
    fails("PreconditionFailed", ada.put_object, **write, Body=b"4", IfMatch=first)
    assert ada.get_object(**write)["Body"].read() == b"3"


def tags_and_attributes():
    place = {"Bucket": "ada-bucket", "Key": "once"}
    ada.put_object_tagging(**place, Tagging={"TagSet": [{"Key": "k", "Value": "v w"}]})
    assert ada.get_object_tagging(**place)["TagSet"] == [{"Key": "k", "Value": "v w"}]
    ada.delete_object_tagging(**place)
    assert ada.get_object_tagging(**place)["TagSet"] == []
    known = ada.get_object_attributes(**place, ObjectAttributes=["ETag", "ObjectSize"])
    assert known["ObjectSize"] == 1 and known["ETag"].strip('"') == hashlib.md5(b"3").hexdigest()


def lists():
    for n in range(12):
        ada.put_object(Bucket="ada-bucket", Key=f"list/{n % 3}/{n:02}", Body=b"x" * n)
    pages = ada.get_paginator("list_objects_v2").paginate(
        Bucket="ada-bucket", Prefix="list/", PaginationConfig={"PageSize": 5})
    keys = [item["Key"] for page in pages for item in page["Contents"]]
    assert len(keys) == 12 and keys == sorted(keys)
    folded = ada.list_objects_v2(Bucket="ada-bucket", Prefix="list/", Delimiter="/")
    assert [p["Prefix"] for p in folded["CommonPrefixes"]] == ["list/0/", "list/1/", "list/2/"]
    assert folded["KeyCount"] == 3
    old = ada.list_objects(Bucket="ada-bucket", Prefix="list/", Delimiter="/", MaxKeys=2)
    assert old["IsTruncated"] and len(old["CommonPrefixes"]) == 2
    rest = ada.list_objects(Bucket="ada-bucket", Prefix="list/", Delimiter="/", Marker=old["NextMarker"])
    assert [p["Prefix"] for p in rest["CommonPrefixes"]] == ["list/2/"]
    odd = [item["Key"] for item in ada.list_objects_v2(Bucket="ada-bucket", Prefix="dir/")["Contents"]]
    assert odd == ["dir/h\u00e4llo w\u00f6rld+%.txt"]
    versions = ada.list_object_versions(Bucket="ada-bucket", Prefix="list/0/")["Versions"]
    assert [v["VersionId"] for v in versions] == ["null"] * 4
    assert ada.list_objects_v2(Bucket="ada-bucket", MaxKeys=0)["KeyCount"] == 0
    fails("NoSuchBucket", bob.list_objects_v2, Bucket="no-bucket")
    gone = ada.delete_objects(Bucket="ada-bucket", Delete={"Objects": [{"Key": k} for k in keys] + [{"Key": "nothing"}]})
    assert len(gone["Deleted"]) == 13
    assert "Contents" not in ada.list_objects_v2(Bucket="ada-bucket", Prefix="list/")


def copies():
    ada.put_object(Bucket="ada-bucket", Key="from", Body=b"copy me", Metadata={"a": "1"}, ContentType="text/one")
    source = {"Bucket": "ada-bucket", "Key": "from"}
    ada.copy_object(Bucket="ada-bucket", Key="to \u00fc", CopySource=source)
    copy = ada.get_object(Bucket="ada-bucket", Key="to \u00fc")
    assert copy["Body"].read() == b"copy me" and copy["Metadata"] == {"a": "1"} and copy["ContentType"] == "text/one"
    fails("InvalidRequest", ada.copy_object, Bucket="ada-bucket", Key="from", CopySource=source)
    ada.copy_object(Bucket="ada-bucket", Key="from", CopySource=source, MetadataDirective="REPLACE", Metadata={"b": "2"})
    assert ada.head_object(Bucket="ada-bucket", Key="from")["Metadata"] == {"b": "2"}
    assert ada.get_object(Bucket="ada-bucket", Key="from")["Body"].read() == b"copy me"
    fails("PreconditionFailed", ada.copy_object, Bucket="ada-bucket", Key="x", CopySource=source, CopySourceIfMatch='"x"')
    fails("NoSuchKey", ada.copy_object, Bucket="ada-bucket", Key="x", CopySource={**source, "Key": "nothing"})
    fails(404, bob.copy_object, Bucket="ada-bucket", Key="x", CopySource=source)


def multipart():
    first, last = os.urandom(5 * MIB), os.urandom(1000)
    place = {"Bucket": "ada-bucket", "Key": "parts"}
    upload = ada.create_multipart_upload(**place, ContentType="video/mp4", Metadata={"m": "p"})["UploadId"]
    part = lambda number, body: {"PartNumber": number, "ETag": ada.upload_part(
        **place, UploadId=upload, PartNumber=number, Body=body)["ETag"]}
    two = part(2, last)
    part(1, b"to be replaced")
    one = part(1, first)
    copied = ada.upload_part_copy(**place, UploadId=upload, PartNumber=3, CopySource={"Bucket": "ada-bucket", "Key": "from"},
                                  CopySourceRange="bytes=0-3")["CopyPartResult"]["ETag"]
    assert [p["PartNumber"] for p in ada.list_parts(**place, UploadId=upload)["Parts"]] == [1, 2, 3]
    assert [u["UploadId"] for u in ada.list_multipart_uploads(Bucket="ada-bucket")["Uploads"]] == [upload]
    fails(404, bob.list_multipart_uploads, Bucket="ada-bucket")
    fails("NoSuchUpload", bob.upload_part, **place, UploadId=upload, PartNumber=9, Body=b"x")
    complete = lambda parts: ada.complete_multipart_upload(**place, UploadId=upload, MultipartUpload={"Parts": parts})
    fails("InvalidPartOrder", complete, [two, one])
    fails("InvalidPart", complete, [one, {"PartNumber": 4, "ETag": one["ETag"]}])
    fails("EntityTooSmall", complete, [two, {"PartNumber": 3, "ETag": copied}])
    done = complete([one, two])
    digests = hashlib.md5(first).digest() + hashlib.md5(last).digest()
    assert done["ETag"] == f'"{hashlib.md5(digests).hexdigest()}-2"', done["ETag"]
    got = ada.get_object(**place)
    assert got["Body"].read() == first + last and got["ContentType"] == "video/mp4" and got["Metadata"] == {"m": "p"}
    across = ada.get_object(**place, Range=f"bytes={5 * MIB - 3}-{5 * MIB + 2}")["Body"].read()
    assert across == first[-3:] + last[:3]
    assert ada.get_object(**place, PartNumber=2)["Body"].read() == last
    fails("NoSuchUpload", complete, [one, two])
    ada.copy_object(Bucket="ada-bucket", Key="parts-copy", CopySource=place)
    assert ada.get_object(Bucket="ada-bucket", Key="parts-copy")["Body"].read() == first + last
    upload = ada.create_multipart_upload(**place)["UploadId"]
    ada.upload_part(**place, UploadId=upload, PartNumber=1, Body=b"x")
    ada.abort_multipart_upload(**place, UploadId=upload)
    fails("NoSuchUpload", ada.list_parts, **place, UploadId=upload)
    fails("AccessDenied", bob.create_multipart_upload, **place)
    # The transfer manager splits and joins by itself.
    big = os.urandom(20 * MIB)
    ada.upload_fileobj(io.BytesIO(big), "ada-bucket", "big")
    back = io.BytesIO()
    ada.download_fileobj("ada-bucket", "big", back)
    assert back.getvalue() == big


def status(request):
    try:
        with urlopen(request) as answer:
            return answer.status, answer.read(), answer.headers
    except HTTPError as error:
        return error.code, error.read(), error.headers


def presigned():
    place = {"Bucket": "ada-bucket", "Key": "signed"}
    signer = client("ADA", signature_version="s3v4")
    put = signer.generate_presigned_url("put_object", Params=place, ExpiresIn=60)
    assert status(Request(put, data=b"by url", method="PUT"))[0] == 200
    get = signer.generate_presigned_url("get_object", Params=place, ExpiresIn=60)
    assert status(get)[:2] == (200, b"by url")
    assert status(get.replace("signed?", "other?"))[0] == 403
    assert status(Request(get, data=b"x", method="PUT"))[0] == 403
    form = ada.generate_presigned_post(**place, Conditions=[["content-length-range", 1, 100]], ExpiresIn=60)
    boundary = "x" * 20
    fields = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form["fields"].items())
    post = lambda content: status(Request(form["url"], method="POST", data=(
        fields + f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n{content}\r\n'
        f"--{boundary}--\r\n").encode(), headers={"Content-Type": f"multipart/form-data; boundary={boundary}"}))
    assert post("by form")[0] == 204
    assert ada.get_object(**place)["Body"].read() == b"by form"
    assert post("x" * 101)[0] in (400, 403)


def cors():
    rule = {"AllowedOrigins": ["https://app.example.com"], "AllowedMethods": ["GET", "PUT"], "AllowedHeaders": ["*"],
            "ExposeHeaders": ["ETag"], "MaxAgeSeconds": 60}
    fails("NoSuchCORSConfiguration", ada.get_bucket_cors, Bucket="ada-bucket")
    ada.put_bucket_cors(Bucket="ada-bucket", CORSConfiguration={"CORSRules": [rule]})
    assert ada.get_bucket_cors(Bucket="ada-bucket")["CORSRules"] == [rule]
    fails(404, bob.put_bucket_cors, Bucket="ada-bucket", CORSConfiguration={"CORSRules": [rule]})
    asked = lambda origin: status(Request(os.environ["S3_URL"] + "/ada-bucket/x", method="OPTIONS", headers={
        "Origin": origin, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-amz-date"}))
    code, _, headers = asked("https://app.example.com")
    assert code == 200 and headers["Access-Control-Allow-Origin"] == "https://app.example.com"
    assert asked("https://evil.example")[0] == 403
    url = ada.generate_presigned_url("get_object", Params={"Bucket": "ada-bucket", "Key": "signed"})
    headers = status(Request(url, headers={"Origin": "https://app.example.com"}))[2]
    assert headers["Access-Control-Expose-Headers"] == "ETag"
    ada.delete_bucket_cors(Bucket="ada-bucket")
    fails("NoSuchCORSConfiguration", ada.get_bucket_cors, Bucket="ada-bucket")


def removal():
    fails("BucketNotEmpty", ada.delete_bucket, Bucket="ada-bucket")
    ada.delete_object(Bucket="ada-bucket", Key="nothing")
    for page in ada.get_paginator("list_objects_v2").paginate(Bucket="ada-bucket"):
        ada.delete_objects(Bucket="ada-bucket", Delete={"Objects": [{"Key": o["Key"]} for o in page["Contents"]]})
    ada.delete_bucket(Bucket="ada-bucket")
    fails("NoSuchBucket", ada.delete_bucket, Bucket="ada-bucket")
    wrong = boto3.client("s3", endpoint_url=os.environ["S3_URL"], region_name="us-east-1",
                         aws_access_key_id=os.environ["ADA_KEY"], aws_secret_access_key="wrong")
    fails("SignatureDoesNotMatch", wrong.list_buckets)
    unknown = boto3.client("s3", endpoint_url=os.environ["S3_URL"], region_name="us-east-1",
                           aws_access_key_id="SDBUNKNOWN", aws_secret_access_key="wrong")
    fails("InvalidAccessKeyId", unknown.list_buckets)


for step in [buckets, objects, conditions, tags_and_attributes, lists, copies, multipart, presigned, cors, removal]:
    print(step.__name__, flush=True)
    step()
