#!/bin/sh
# Exim for the tests. Debian's package cannot be installed beside Postfix, so it is unpacked into the cache.
set -eu
cache="${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-smtp-relay/exim"
[ -x "$cache/usr/sbin/exim4" ] && exit 0
command -v apt-get >/dev/null || exit 0

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get update -qq || true
apt-get -o APT::Sandbox::User=root download -qq exim4-daemon-light exim4-base
# Libraries that a small machine lacks; their names differ between releases.
for library in libidn12 libgnutls-dane0 libunbound8 libevent-2.1-7 libnsl2 libtirpc3; do
  apt-get -o APT::Sandbox::User=root download -qq "$library" || true
done
for package in *.deb; do dpkg -x "$package" root; done
# The loader takes no libraries from elsewhere for a program that changes its user by itself.
chmod u-s root/usr/sbin/exim4
mkdir -p "$(dirname "$cache")"
mv root "$cache"
