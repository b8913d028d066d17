#!/bin/sh
# Installs bnlab for this user, or removes it. README has the lines to call it.
#
# usage: install.sh [--uninstall]
#   BNLAB_URL      where the packages of a release are, with SHA256SUMS beside them
#   BNLAB_PREFIX   where the files go: bin, share/man and the folders of shells' completions; ~/.local if it is not set
set -eu

stop() {
  echo "error: $*" >&2
  exit 1
}

prefix=${BNLAB_PREFIX:-$HOME/.local}

if [ "${1:-}" = --uninstall ]; then
  rm -f "$prefix/bin/bnlab" "$prefix/share/man/man1/bnlab.1" "$prefix/share/bash-completion/completions/bnlab" \
    "$prefix/share/zsh/site-functions/_bnlab" "$prefix/share/fish/vendor_completions.d/bnlab.fish"
  rm -rf "$prefix/share/doc/bnlab"
  echo "removed bnlab from $prefix; runs and downloaded data stay where they are"
  exit 0
fi
[ $# = 0 ] || stop "unknown argument '$1'; allowed: --uninstall"
url=${BNLAB_URL:-}
[ -n "$url" ] || stop "BNLAB_URL is not set; it must be the address of a release's packages, as in README"

system=$(uname -s)
machine=$(uname -m)
glibc=
case $system-$machine in
  Linux-x86_64) kind=linux-x86_64 ;;
  Linux-aarch64 | Linux-arm64) kind=linux-aarch64 ;;
  Darwin-*) kind=macos ;;
  *) stop "there is no package for $system on $machine; README tells how to build from source" ;;
esac
if [ "$system" = Linux ]; then
  # "glibc 2.36"; other C libraries have no such variable.
  glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null | sed -n 's/^glibc 2\.\([0-9]*\).*/\1/p')
  [ -n "$glibc" ] || stop "this system has another C library than glibc; README tells how to build from source"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch() {
  if command -v curl >/dev/null; then
    curl -fsSL "$url/$1" -o "$work/$1" || stop "cannot download $url/$1"
  elif command -v wget >/dev/null; then
    wget -q "$url/$1" -O "$work/$1" || stop "cannot download $url/$1"
  else
    stop "neither curl nor wget is there"
  fi
}

fetch SHA256SUMS
name=$(sed -n "s/^[0-9a-f]*  \(bnlab-.*-$kind[^ ]*\.tar\.gz\)$/\1/p" "$work/SHA256SUMS")
[ -n "$name" ] || stop "$url has no package for $kind"
needed=$(echo "$name" | sed -n 's/.*-glibc2\.\([0-9]*\)\.tar\.gz$/\1/p')
if [ -n "$glibc" ] && [ "$glibc" -lt "$needed" ]; then
  stop "$name needs glibc 2.$needed, and this system has 2.$glibc; README tells how to build from source"
fi
if [ "$system" = Darwin ]; then
  needed=$(echo "$name" | sed -n 's/.*-macos\([0-9]*\)-.*/\1/p')
  version=$(sw_vers -productVersion)
  [ "${version%%.*}" -ge "$needed" ] || stop "$name needs macOS $needed, and this is $version"
fi

fetch "$name"
grep "  $name\$" "$work/SHA256SUMS" >"$work/sum"
if command -v sha256sum >/dev/null; then check=sha256sum; else check='shasum -a 256'; fi
(cd "$work" && $check -c sum >/dev/null 2>&1) || stop "$name is damaged: its SHA-256 is not that of SHA256SUMS"

mkdir -p "$prefix"
tar -xzf "$work/$name" -C "$prefix" --strip-components=1
echo "installed $("$prefix/bin/bnlab" --version) in $prefix/bin"
case :$PATH: in
  *":$prefix/bin:"*) ;;
  *) echo "$prefix/bin is not in PATH; for this shell: export PATH=\"$prefix/bin:\$PATH\"" ;;
esac
