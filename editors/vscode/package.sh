#!/usr/bin/env bash
# Packs the extension for one platform, with the server's program inside, into copydesk-TARGET.vsix in this folder.
# usage: package.sh [--target linux-x64] [--server PATH/TO/copydesk]     (default target: this machine's)
# Targets are vsce's: linux-x64, linux-arm64, darwin-x64, darwin-arm64, win32-x64, …, and web, for editors that run in a browser: it
# has the module that ../web/build makes inside, and takes no program. Without --server the program is built
# here, for this machine and no other; for another machine build it there and name it.
set -euo pipefail
# Names as Node has them are vsce's, but for this one.
host=$(node -p '`${process.platform}-${process.arch}`')
[ "$host" != linux-arm ] || host=linux-armhf
target=$host
server=
while [ $# -gt 0 ]; do
    case $1 in
        --target) target=$2; shift 2 ;;
        --server) server=$2; shift 2 ;;
        *) echo "package.sh: I do not know “$1”; there are --target and --server." >&2; exit 2 ;;
    esac
done
name=copydesk
case $target in win32-*) name=copydesk.exe ;; esac
if [ "$target" = web ]; then
    [ -z "$server" ] || { echo "package.sh: the package for browsers takes no program; leave out --server." >&2; exit 2; }
    module=$(bash "$(dirname "${BASH_SOURCE[0]}")/../web/build")
    module=$(cd "$module" && pwd)
elif [ -z "$server" ]; then
    # The package would be made all the same, and fail only on the machine of whoever installs it.
    [ "$target" = "$host" ] || {
        echo "package.sh: the program that is built here is for $host and would not run on $target." >&2
        echo "Build copydesk on such a machine and name it: package.sh --target $target --server PATH/TO/$name" >&2
        exit 2
    }
    built=${CARGO_TARGET_DIR:-$(dirname "${BASH_SOURCE[0]}")/../../target}
    cargo build --release --locked --manifest-path "$(dirname "${BASH_SOURCE[0]}")/../../Cargo.toml" --target-dir "$built"
    server=$built/release/$name
fi
if [ "$target" != web ]; then
    [ -f "$server" ] || { echo "package.sh: there is no program at $server." >&2; exit 2; }
    # Both may be named from the folder where this is called.
    server=$(cd "$(dirname "$server")" && pwd)/$(basename "$server")
fi
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. release/places
cd editors/vscode
rm -rf dist
[ -d node_modules ] || npm ci --silent --ignore-scripts --no-audit --no-fund
npm run --silent check
if [ "$target" = web ]; then
    npm run --silent build-web -- --alias:copydesk="$module/index.js"
    node stage.mjs "$version" "$address" "$module/files"
else
    npm run --silent build
    node stage.mjs "$version" "$address"
    mkdir dist/extension/server
    install -m 755 "$server" "dist/extension/server/$name"
fi
out=$PWD/copydesk-$target.vsix
cd dist/extension
../../node_modules/.bin/vsce package --no-dependencies --no-rewrite-relative-links --skip-license --target "$target" -o "$out"
