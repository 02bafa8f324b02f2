#!/usr/bin/env bash
# Packs the extension for one platform, with the server's program inside, into copydesk-TARGET.vsix in this folder.
# usage: package.sh [--target linux-x64] [--server PATH/TO/copydesk]
# Targets are vsce's: linux-x64, linux-arm64, darwin-x64, darwin-arm64, win32-x64, … Without --server the program is built
# here, for this machine; for another machine build it there and name it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
target=linux-x64
server=
while [ $# -gt 0 ]; do
    case $1 in
        --target) target=$2; shift 2 ;;
        --server) server=$2; shift 2 ;;
        *) echo "package.sh: I do not know “$1”; there are --target and --server." >&2; exit 2 ;;
    esac
done
if [ -z "$server" ]; then
    cargo build --release --locked --manifest-path ../../Cargo.toml
    server=../../target/release/copydesk
fi
[ -f "$server" ] || { echo "package.sh: there is no program at $server." >&2; exit 2; }
name=copydesk
case $target in win32-*) name=copydesk.exe ;; esac
rm -rf server dist
mkdir server
install -m 755 "$server" "server/$name"
cp ../../LICENSE LICENSE
[ -d node_modules ] || npm ci --silent --ignore-scripts --no-audit --no-fund
npm run --silent check
npm run --silent build
npx --no-install vsce package --no-dependencies --no-rewrite-relative-links --skip-license --target "$target" -o "copydesk-$target.vsix"
