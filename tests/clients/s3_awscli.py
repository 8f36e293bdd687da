"""The AWS command line against the S3 port: cp, ls, sync, rm, with files that it splits into parts."""

import os
import pathlib
import subprocess
import sys
import tempfile

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": tempfile.mkdtemp(),
    "AWS_ACCESS_KEY_ID": os.environ["ADA_KEY"],
    "AWS_SECRET_ACCESS_KEY": os.environ["ADA_SECRET"],
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ENDPOINT_URL": os.environ["S3_URL"],
}


def aws(*words):
    command = [str(pathlib.Path(sys.executable).with_name("aws")), *words]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


here = pathlib.Path(tempfile.mkdtemp())
tree = here / "tree"
(tree / "sub folder").mkdir(parents=True)
(tree / "a.txt").write_text("a")
(tree / "sub folder" / "b \u00fc.txt").write_text("b")
(tree / "big.bin").write_bytes(os.urandom(12 * 1024 * 1024))

aws("s3", "mb", "s3://cli-bucket")
aws("s3", "sync", str(tree), "s3://cli-bucket/tree")
listed = aws("s3", "ls", "--recursive", "s3://cli-bucket/")
assert "tree/sub folder/b \u00fc.txt" in listed and "tree/big.bin" in listed, listed
assert "PRE sub folder/" in aws("s3", "ls", "s3://cli-bucket/tree/")
assert aws("s3", "sync", str(tree), "s3://cli-bucket/tree") == "", "nothing has changed"
aws("s3", "sync", "s3://cli-bucket/tree", str(here / "back"))
for path in tree.rglob("*"):
    if path.is_file():
        assert (here / "back" / path.relative_to(tree)).read_bytes() == path.read_bytes(), path
aws("s3", "cp", "s3://cli-bucket/tree/big.bin", "s3://cli-bucket/copy.bin")
aws("s3", "mv", "s3://cli-bucket/copy.bin", "s3://cli-bucket/moved.bin")
aws("s3", "rm", "--recursive", "s3://cli-bucket/")
aws("s3", "rb", "s3://cli-bucket")
